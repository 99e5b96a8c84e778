// Computes how early each input was. A frame reports the margin of the newest input only. If other
// inputs arrived since the previous frame, their margins are computed: a stall delayed them, and
// the clock needs their lateness.
//
//   deadline      T-1               T       newest input at T: tick n, margin m
//   arrivals       |    n-2 n-1 n   |       a stall: n-1 came with n, so its margin is m - 1
//                  |  n-1        n  |       two in a tick are jitter: n-1 was hardly late
/** After a longer silence the margins of earlier inputs are ignored. */
const GAP_MAX = 64;

/** The margin of one input. */
export interface InputMargin {
  inputTick: number;
  /** Deadline - arrival, in ticks. */
  margin: number;
}

/** Computes the margins of all inputs from the margins of the newest ones. */
export class MarginLog {
  private newestInput = 0;
  private frameTick = 0;

  /** Forgets the newest input: nothing is computed between it and the next one. */
  restart(): void {
    this.newestInput = 0;
  }

  /**
   * Returns the margins of the inputs that a frame is the first to report; none for margin 0.
   * `wasSent` returns true for a tick whose input was sent.
   */
  poll(frameTick: number, margin: number, wasSent: (tick: number) => boolean): InputMargin[] {
    const frameBefore = this.frameTick;
    this.frameTick = frameTick;
    if (margin === 0) return [];
    const newest = Math.floor(frameTick + margin);
    const span = this.newestInput === 0 ? 1 : Math.min(GAP_MAX, newest - this.newestInput);
    const ticks = Array.from({ length: Math.max(0, span) }, (_, i) => newest - span + 1 + i);
    const sent = ticks.filter((tick) => tick === newest || wasSent(tick));
    const found: InputMargin[] = [];
    for (const inputTick of sent) {
      const together = margin - (newest - inputTick);
      // It had not arrived when the previous frame was made.
      const soonest = Math.min(margin, inputTick - frameBefore);
      const isJitter = sent.length === 2 && inputTick < newest;
      found.push({ inputTick, margin: isJitter ? soonest : together });
    }
    this.newestInput = Math.max(this.newestInput, newest);
    return found;
  }
}
