// Counts the ticks that the server simulated with a different command than intended. Uses only the
// arrivals of inputs, not the server's own counters.
import { heldOf, NO_COMMAND } from "../src/sim/input-command";

/** INPUT_REPEAT_MS at 30 ticks a second, as on the server. */
const HELD_TICKS = 7;
const KEPT = 512;

interface Tick {
  used: number;
  isMissed: boolean;
}

export class MissedTicks {
  private readonly sent = new Map<number, number>();
  private readonly simulated = new Map<number, Tick>();
  private newestSent = 0;
  private tick = 0;

  /** Processes an input at the server. Returns the number of ticks now known as missed. */
  arrive(inputTick: number, control: number): number {
    const before = this.newestSent;
    if (!this.sent.has(inputTick)) this.sent.set(inputTick, control);
    this.newestSent = Math.max(before, inputTick);
    if (inputTick > this.tick || inputTick < before) return 0;
    let found = 0;
    for (let tick = inputTick; tick <= this.tick; tick++) {
      const then = this.simulated.get(tick);
      if (then === undefined || then.isMissed || then.used === control) continue;
      then.isMissed = true;
      found++;
    }
    return found;
  }

  /** Processes a simulated tick. Returns true if the server had no input for it. */
  simulate(tick: number): boolean {
    this.tick = tick;
    const exact = this.sent.get(tick);
    const from = exact === undefined ? this.sentUntil(tick) : tick;
    const isOver = from === 0 || tick - from > HELD_TICKS;
    const used = exact ?? (isOver ? NO_COMMAND : heldOf(this.sent.get(from) ?? NO_COMMAND));
    this.simulated.set(tick, { used, isMissed: isOver });
    this.simulated.delete(tick - KEPT);
    this.sent.delete(tick - KEPT);
    return isOver;
  }

  private sentUntil(tick: number): number {
    let newest = 0;
    for (const at of this.sent.keys()) if (at <= tick && at > newest) newest = at;
    return newest;
  }
}
