// The own ship as it is drawn: between the newest state and the next. A correction does not jump
// but decays.
import { SHIP_RADIUS_U } from "../gen/constants";
import { ONE } from "../sim/fixed";
import { VELOCITY_X, VELOCITY_Y, X, Y } from "../sim/ship-movement";

/** The time after which 1/e of a correction is still visible. */
const DECAY_MS = 60;
/** Three hull lengths: a correction beyond them is shown at once. */
const SNAP_U = 3 * 2 * SHIP_RADIUS_U;
/** 1 u in the unit of a velocity. */
const VELOCITY_ONE = 1 << 16;

/** The own ship as it is drawn, in u. Corrections decay instead of jumping. */
export class OwnShip {
  x = 0;
  y = 0;
  /** In u/s. */
  velocityX = 0;
  velocityY = 0;
  private offsetX = 0;
  private offsetY = 0;

  constructor(private readonly tickRate: number) {}

  /** Notes that a correction moved the newest state, in positions. */
  corrected(fromX: number, fromY: number, toX: number, toY: number): void {
    this.offsetX += (fromX - toX) / ONE;
    this.offsetY += (fromY - toY) / ONE;
    if (Math.hypot(this.offsetX, this.offsetY) > SNAP_U) this.snap();
  }

  /** Drops the rest of a correction: the ship is drawn at its true position. */
  snap(): void {
    this.offsetX = 0;
    this.offsetY = 0;
  }

  /** Draws `fraction` of the way from the newest state to that of the tick in progress. */
  draw(state: Int32Array, next: Int32Array, fraction: number, dtMs: number): void {
    const left = Math.exp(-dtMs / DECAY_MS);
    this.offsetX *= left;
    this.offsetY *= left;
    this.x = between(state, next, X, fraction) / ONE + this.offsetX;
    this.y = between(state, next, Y, fraction) / ONE + this.offsetY;
    const perSecond = this.tickRate / VELOCITY_ONE;
    this.velocityX = between(state, next, VELOCITY_X, fraction) * perSecond;
    this.velocityY = between(state, next, VELOCITY_Y, fraction) * perSecond;
  }
}

function between(from: Int32Array, to: Int32Array, field: number, share: number): number {
  const start = from[field] as number;
  return start + ((to[field] as number) - start) * share;
}
