const WINDOW_MS = 1000;

/** Bytes of the last second in one direction. */
export class Traffic {
  private readonly times: number[] = [];
  private readonly sizes: number[] = [];
  private sum = 0;

  add(bytes: number, nowMs: number): void {
    this.times.push(nowMs);
    this.sizes.push(bytes);
    this.sum += bytes;
    this.forgetUntil(nowMs - WINDOW_MS);
  }

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
