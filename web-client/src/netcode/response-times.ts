// Measures how long the player waits: for the server's acknowledgement of an input, and for the
// picture to show it.

/** The number of inputs whose acknowledgements can still be recognised. */
const HISTORY = 256;
/** Weight of the newest sample in the mean that is shown. */
const NEWEST = 0.15;
/** Changes that were not drawn within this time, for example during a death, are forgotten. */
const FORGOTTEN_MS = 2000;

/** Measures the waiting times of the player, in ms. */
export class ResponseTimes {
  /** The time from sending an input to the first frame whose world includes it, smoothed. */
  inputToAckMs = 0;
  /** The same for the newest input alone, not smoothed. */
  newestInputToAckMs = 0;
  /**
   * The time from the render frame that reads a change of thrust to the end of the one that shows
   * it.
   */
  inputToScreenMs = 0;

  private readonly sentMs = new Float64Array(HISTORY);
  private readonly sentTick = new Int32Array(HISTORY);
  private thrust = 0;
  private changeTick = 0;
  private changeMs = 0;

  /** Notes that the input of a tick was sent. */
  sent(tick: number, nowMs: number): void {
    this.sentMs[tick % HISTORY] = nowMs;
    this.sentTick[tick % HISTORY] = tick;
  }

  /** Notes that a frame includes the input of a tick; ignores ticks that were not sent. */
  acknowledged(tick: number, nowMs: number): void {
    if (this.sentTick[tick % HISTORY] !== tick) return;
    this.newestInputToAckMs = nowMs - (this.sentMs[tick % HISTORY] as number);
    this.inputToAckMs = mean(this.inputToAckMs, this.newestInputToAckMs);
  }

  /** Notes the packed thrust of the tick in progress at this moment. */
  steered(thrust: number, tick: number, nowMs: number): void {
    const isWaiting = this.changeTick !== 0 && nowMs - this.changeMs < FORGOTTEN_MS;
    if (thrust !== this.thrust && !isWaiting) {
      this.changeTick = tick;
      this.changeMs = nowMs;
    }
    this.thrust = thrust;
  }

  /** Notes that a render frame of `dtMs` draws the own ship with the inputs up to this tick. */
  drawn(tick: number, nowMs: number, dtMs: number): void {
    if (this.changeTick === 0 || tick < this.changeTick) return;
    const sinceMs = nowMs - this.changeMs;
    if (sinceMs < FORGOTTEN_MS) this.inputToScreenMs = mean(this.inputToScreenMs, sinceMs + dtMs);
    this.changeTick = 0;
  }
}

function mean(before: number, sample: number): number {
  return before === 0 ? sample : before + (sample - before) * NEWEST;
}
