// The input command of the tick in progress. Movement is that of the moment the tick is sent; a
// shot is decided in the frame of the click, so its aim and its buttons stay as they were then.
import { ANGLE_STEPS, MOVE_STEPS } from "../gen/constants";
import { FIRE, packCommand, RAIL, withRailEarly } from "../sim/input-command";
import type { PilotInput } from "./game-view";

/** A rail asked for while it reloads goes off if it is ready within this time. */
const RAIL_PATIENCE_MS = 120;

/** Radians to 1/4096 turn. */
export function angleSteps(radians: number): number {
  return Math.round((radians / (2 * Math.PI)) * ANGLE_STEPS) & (ANGLE_STEPS - 1);
}

export class CommandDraft {
  /** What was shown to go off in the tick in progress: FIRE and RAIL. */
  private shown = 0;
  private shownAim = 0;
  /** Stays as it was when a rail was shown, for the ship is to be where the beam began. */
  private moveX = 0;
  private moveY = 0;
  /** How long before the end of the tick a shown rail went off, in 1/128 tick. */
  private railEarly128ths = 0;
  private railHeld = false;
  private railUntilMs = Number.NEGATIVE_INFINITY;

  /** Takes in the input of a render frame; once each. */
  read(input: PilotInput, nowMs: number): void {
    if (input.rail && !this.railHeld) this.railUntilMs = nowMs + RAIL_PATIENCE_MS;
    this.railHeld = input.rail;
  }

  /** The command as it would be sent now. */
  command(input: PilotInput, nowMs: number): number {
    const wanted = (input.fire ? FIRE : 0) | (nowMs < this.railUntilMs ? RAIL : 0);
    const aim = this.shown === 0 ? angleSteps(input.aim) : this.shownAim;
    // Within the unit circle; a full step on both axes would even pack to 0, which is no command.
    const scale = MOVE_STEPS / Math.max(1, Math.hypot(input.moveX, input.moveY));
    const isShown = (this.shown & RAIL) !== 0;
    if (!isShown) {
      this.moveX = Math.round(input.moveX * scale);
      this.moveY = Math.round(input.moveY * scale);
    }
    const command = packCommand(this.moveX, this.moveY, aim, wanted | this.shown);
    return isShown ? withRailEarly(command, this.railEarly128ths) : command;
  }

  /**
   * Of what fires under the command of this moment, that which was not shown yet; now it is.
   * `tickLeft`: the share of the tick still to come.
   */
  show(fired: number, aim: number, tickLeft = 0): number {
    const fresh = fired & ~this.shown;
    if (fresh === 0) return 0;
    if (this.shown === 0) this.shownAim = aim;
    this.shown |= fresh;
    if ((fresh & RAIL) !== 0) {
      this.railUntilMs = Number.NEGATIVE_INFINITY;
      this.railEarly128ths = Math.min(127, Math.round(128 * tickLeft));
    }
    return fresh;
  }

  /** The tick is sent; the next one begins. */
  next(): void {
    this.shown = 0;
  }
}
