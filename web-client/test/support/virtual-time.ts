/** A time that only the test advances, with the calls that are due in it. */
export class VirtualTime {
  nowMs = 1000;
  /** A binary heap: the entry at i is due before those at 2i + 1 and 2i + 2. */
  private readonly due: Entry[] = [];
  private asked = 0;

  after(delayMs: number, run: () => void): () => void {
    const entry: Entry = { atMs: this.nowMs + delayMs, order: this.asked++, run };
    this.sift(entry, this.due.length);
    return () => {
      entry.run = undefined;
    };
  }

  /** Advances the time. Due calls run in order, equal times in the order of their requests. */
  pass(ms: number): void {
    const endMs = this.nowMs + ms;
    for (let first = this.due[0]; first && first.atMs <= endMs; first = this.due[0]) {
      this.removeFirst();
      if (first.run === undefined) continue;
      this.nowMs = first.atMs;
      first.run();
    }
    this.nowMs = endMs;
  }

  /** Puts an entry at a free place, or above it. */
  private sift(entry: Entry, place: number): void {
    const { due } = this;
    let at = place;
    for (let above = (at - 1) >> 1; at > 0; above = (at - 1) >> 1) {
      const parent = due[above] as Entry;
      if (!isBefore(entry, parent)) break;
      due[at] = parent;
      at = above;
    }
    due[at] = entry;
  }

  private removeFirst(): void {
    const { due } = this;
    const last = due.pop() as Entry;
    if (due.length === 0) return;
    // The gap moves to the bottom, and the last entry moves up from there.
    let gap = 0;
    for (let below = 1; below < due.length; below = 2 * gap + 1) {
      const right = due[below + 1];
      if (right !== undefined && isBefore(right, due[below] as Entry)) below++;
      due[gap] = due[below] as Entry;
      gap = below;
    }
    this.sift(last, gap);
  }
}

interface Entry {
  atMs: number;
  order: number;
  /** Undefined: cancelled. */
  run: (() => void) | undefined;
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

/** A seeded stand-in for Math.random. */
export function seededRandom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
