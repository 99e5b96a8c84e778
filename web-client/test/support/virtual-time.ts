/** Time that passes only when told to, with what is to happen in it. */
export class VirtualTime {
  nowMs = 1000;
  private readonly due: { atMs: number; run: () => void }[] = [];

  after(delayMs: number, run: () => void): () => void {
    const entry = { atMs: this.nowMs + delayMs, run };
    this.due.push(entry);
    return () => {
      const at = this.due.indexOf(entry);
      if (at >= 0) this.due.splice(at, 1);
    };
  }

  /** Lets time pass; what falls due happens in order, ties in the order they were asked for. */
  pass(ms: number): void {
    const endMs = this.nowMs + ms;
    for (let next = this.next(endMs); next !== undefined; next = this.next(endMs)) {
      this.nowMs = next.atMs;
      this.due.splice(this.due.indexOf(next), 1);
      next.run();
    }
    this.nowMs = endMs;
  }

  private next(endMs: number) {
    const first = this.due.reduce<(typeof this.due)[number] | undefined>(
      (best, entry) => (best === undefined || entry.atMs < best.atMs ? entry : best),
      undefined,
    );
    return first !== undefined && first.atMs <= endMs ? first : undefined;
  }
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
