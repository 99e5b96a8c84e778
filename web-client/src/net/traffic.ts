const WINDOW_MS = 1000;

/** Counts the bytes of the last second in one direction. */
export class Traffic {
  private readonly times: number[] = [];
  private readonly sizes: number[] = [];
  private sum = 0;

  /** Counts bytes at this time; times never decrease. */
  add(bytes: number, nowMs: number): void {
    this.times.push(nowMs);
    this.sizes.push(bytes);
    this.sum += bytes;
    this.forgetUntil(nowMs - WINDOW_MS);
  }

  /** Returns the number of bytes in the second before `nowMs`. */
  bytesPerS(nowMs: number): number {
    this.forgetUntil(nowMs - WINDOW_MS);
    return this.sum;
  }

  private forgetUntil(ms: number): void {
    while (this.times.length > 0 && (this.times[0] as number) <= ms) {
      this.times.shift();
      this.sum -= this.sizes.shift() ?? 0;
    }
  }
}
