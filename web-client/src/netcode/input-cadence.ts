// Chooses the ticks whose input is sent. In a tick without an input the server repeats the last
// one, so three things have to be sent: a change, a shot with the picture at which it was aimed,
// and an input ten times a second. The last acknowledges frames; without it the server stops
// repeating.
//
//   ticks   1  2  3  4  5  6  7  8       A and B: commands
//   meant   A  A  A  A  A  B  B  B
//   sent    A        A     B        B    B at once, A and B again after a tenth of a second
import { ANGLE_STEPS, INPUT_CADENCE_MS } from "../gen/constants";
import { aimOf, heldOf, NO_COMMAND } from "../sim/input-command";

/** The smallest visible change of aim, in steps; a shot carries its own exact aim. */
const AIM_STEPS_SEEN = ANGLE_STEPS / 256;
/**
 * The number of ticks that are all sent after the server skipped frames, because it needs
 * acknowledgements.
 */
const HURRY_TICKS = 30;
const HISTORY = 256;

/** Decides for which ticks an input is sent. */
export class InputCadence {
  private readonly ticksMax: number;
  private last = NO_COMMAND;
  private newest = 0;
  private hurriedUntil = 0;
  private readonly ticks = new Int32Array(HISTORY);

  constructor(tickRate: number) {
    this.ticksMax = Math.max(1, Math.floor((INPUT_CADENCE_MS * tickRate) / 1000));
  }

  /** Forgets everything sent: the clock went back, so commands of future ticks are void. */
  restart(): void {
    this.last = NO_COMMAND;
    this.newest = 0;
    this.hurriedUntil = 0;
    this.ticks.fill(0);
  }

  /** Returns true if the command of a tick has to be sent. */
  isDue(tick: number, command: number): boolean {
    return (
      tick <= this.hurriedUntil ||
      tick - this.newest >= this.ticksMax ||
      differs(command, heldOf(this.last))
    );
  }

  /** Notes that the command of a tick was sent. */
  recordSent(tick: number, command: number): void {
    this.last = command;
    this.newest = tick;
    this.ticks[tick % HISTORY] = tick;
  }

  /** Makes every tick due for a while, after frames were skipped. */
  hurry(): void {
    this.hurriedUntil = this.newest + HURRY_TICKS;
  }

  /** Returns true if the command of a tick was sent; only the last 256 ticks are remembered. */
  wasSent(tick: number): boolean {
    return this.ticks[tick % HISTORY] === tick;
  }

  /** Returns true if a command was sent for a tick after `after`, up to `until`. */
  hasSent(after: number, until: number): boolean {
    for (let tick = until; tick > after && tick > until - HISTORY; tick--) {
      if (this.wasSent(tick)) return true;
    }
    return false;
  }

  /** The command that the server repeats in a tick without one, before it stops repeating. */
  get held(): number {
    return heldOf(this.last);
  }

  /** The newest tick whose command was sent; 0 for none. */
  get newestTick(): number {
    return this.newest;
  }
}

function differs(command: number, held: number): boolean {
  const turned = Math.abs(aimOf(command) - aimOf(held));
  if (Math.min(turned, ANGLE_STEPS - turned) >= AIM_STEPS_SEEN) return true;
  return ((command ^ held) & ~((ANGLE_STEPS - 1) << 12)) !== 0;
}
