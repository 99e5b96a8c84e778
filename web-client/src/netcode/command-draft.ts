// The input command of the tick in progress. Its movement is that of the moment the tick is sent. A
// shot is decided in the frame of the click, so its aim and its buttons stay as they were then.
import { ANGLE_STEPS, MOVE_STEPS } from "../gen/constants";
import { packCommand, withEarly } from "../sim/input-command";
import { BEAMS, EDGES } from "../sim/weapon-table";
import type { PilotInput } from "./game-view";

/** A beam requested while it reloads fires if it is ready within this time. */
const PATIENCE_MS = 120;

/** Converts radians to 1/4096 turn, 0 to 4095. */
export function angleSteps(radians: number): number {
  return Math.round((radians / (2 * Math.PI)) * ANGLE_STEPS) & (ANGLE_STEPS - 1);
}

/** Builds the command of the tick in progress from the input of each render frame. */
export class CommandDraft {
  /** The buttons of the shots that were shown in the tick in progress. */
  private shown = 0;
  private shownAim = 0;
  /** Does not change after a beam was shown, because the ship has to be where the beam began. */
  private moveX = 0;
  private moveY = 0;
  /** The time from the shot of a shown beam to the end of the tick, in 1/128 tick, 0 to 127. */
  private early128ths = 0;
  /** The buttons that were down in the previous render frame. */
  private held = 0;
  /** The time until which each beam is requested, by its index among the beams. */
  private readonly untilMs = BEAMS.map(() => Number.NEGATIVE_INFINITY);

  /** Processes the input of a render frame. Call it once in each render frame. */
  read(input: PilotInput, nowMs: number): void {
    const pressed = input.buttons & ~this.held;
    for (const { button, variant } of BEAMS) {
      if ((pressed & button) !== 0) this.untilMs[variant] = nowMs + PATIENCE_MS;
    }
    this.held = input.buttons;
  }

  /** Returns the packed command as it would be sent now. */
  command(input: PilotInput, nowMs: number): number {
    const isShown = (this.shown & EDGES) !== 0;
    // The command has room for one moment within the tick, so a second beam waits for the next
    // tick.
    const wanted = (input.buttons & ~EDGES) | (isShown ? 0 : this.edges(nowMs));
    const aim = this.shown === 0 ? angleSteps(input.aim) : this.shownAim;
    // Within the unit circle; a full step on both axes would even pack to 0, which means no
    // command.
    const scale = MOVE_STEPS / Math.max(1, Math.hypot(input.moveX, input.moveY));
    if (!isShown) {
      this.moveX = Math.round(input.moveX * scale);
      this.moveY = Math.round(input.moveY * scale);
    }
    const command = packCommand(this.moveX, this.moveY, aim, wanted | this.shown);
    return isShown ? withEarly(command, this.early128ths) : command;
  }

  /**
   * Marks weapons as shown. Returns the buttons of those in `fired` that were not shown yet in this
   * tick. `tickLeft` is the remaining share of the tick, 0 to 1.
   */
  show(fired: number, aim: number, tickLeft = 0): number {
    const fresh = fired & ~this.shown;
    if (fresh === 0) return 0;
    if (this.shown === 0) this.shownAim = aim;
    this.shown |= fresh;
    for (const { button, variant } of BEAMS) {
      if ((fresh & button) === 0) continue;
      this.untilMs[variant] = Number.NEGATIVE_INFINITY;
      this.early128ths = Math.min(127, Math.round(128 * tickLeft));
    }
    return fresh;
  }

  /** Returns the buttons of the requested beams. */
  private edges(nowMs: number): number {
    let wanted = 0;
    for (const { button, variant } of BEAMS) {
      if (nowMs < (this.untilMs[variant] as number)) wanted |= button;
    }
    return wanted;
  }

  /** Begins the next tick after this one was sent. */
  next(): void {
    this.shown = 0;
  }
}
