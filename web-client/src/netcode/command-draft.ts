// The input command of the tick in progress. Movement is that of the moment the tick is sent; a
// shot is decided in the frame of the click, so its aim and its buttons stay as they were then.
import { ANGLE_STEPS, MOVE_STEPS } from "../gen/constants";
import { FIRE, packCommand, RAIL } from "../sim/input-command";
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
    const moveX = Math.round(input.moveX * scale);
    const moveY = Math.round(input.moveY * scale);
    return packCommand(moveX, moveY, aim, wanted | this.shown);
  }

  /** Of what fires under the command of this moment, that which was not shown yet; now it is. */
  show(fired: number, aim: number): number {
    const fresh = fired & ~this.shown;
    if (fresh === 0) return 0;
    if (this.shown === 0) this.shownAim = aim;
    this.shown |= fresh;
    if ((fresh & RAIL) !== 0) this.railUntilMs = Number.NEGATIVE_INFINITY;
    return fresh;
  }

  /** The tick is sent; the next one begins. */
  next(): void {
    this.shown = 0;
  }
}
