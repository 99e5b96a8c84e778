/** The newest values of a figure, oldest first when walked; the ring never grows. */
export class Rolling {
  private readonly values: Float64Array;
  private next = 0;
  private filled = 0;

  constructor(readonly capacity: number) {
    this.values = new Float64Array(capacity);
  }

  /** Adds a value; a full ring drops its oldest. */
  push(value: number): void {
    this.values[this.next] = value;
    this.next = (this.next + 1) % this.capacity;
    this.filled = Math.min(this.capacity, this.filled + 1);
  }

  /** The number of values held. */
  get length(): number {
    return this.filled;
  }

  /** Returns a value by its index; 0 is the oldest held. */
  at(index: number): number {
    const start = this.filled < this.capacity ? 0 : this.next;
    return this.values[(start + index) % this.capacity] ?? 0;
  }

  /** The greatest value held, at least 0. */
  get max(): number {
    let max = 0;
    for (let i = 0; i < this.filled; i++) max = Math.max(max, this.at(i));
    return max;
  }
}
