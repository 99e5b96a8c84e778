import { VIEW_HEIGHT_U, VIEW_WIDTH_U } from "../gen/constants";

/** The share of the gaze offset by which the camera leads. */
export const LEAD_SHARE = 0.12;
/** The period of the spring that moves the lead, in ms. */
export const LEAD_SPRING_MS = 120;
/** The maximum distance by which a hit shakes the picture, in CSS pixels. */
export const SHAKE_PIXELS_MAX = 6;
/** The time for which a hit shakes the picture, in ms. */
export const SHAKE_MS = 150;

/** The state of a spring: its position in any unit, and its velocity in that unit per ms. */
export interface Spring {
  position: number;
  velocity: number;
}

/**
 * Moves a critically damped spring by `dtMs`, solved in closed form so that 60 and 144 Hz agree.
 * The spring covers most of the way in `periodMs` and never overshoots from rest.
 */
export function settle(spring: Spring, target: number, dtMs: number, periodMs: number): void {
  const omega = 2 / periodMs;
  const decay = Math.exp(-omega * dtMs);
  const offset = spring.position - target;
  const impulse = (spring.velocity + omega * offset) * dtMs;
  spring.position = target + (offset + impulse) * decay;
  spring.velocity = (spring.velocity - omega * impulse) * decay;
}

/** Returns the box that everyone sees, in u; upright on a portrait screen. */
export function viewBox(width: number, height: number): { width: number; height: number } {
  return height > width
    ? { width: VIEW_HEIGHT_U, height: VIEW_WIDTH_U }
    : { width: VIEW_WIDTH_U, height: VIEW_HEIGHT_U };
}

/** Returns the number of pixels for 1 u on a screen of this size. */
export function pixelsPerU(width: number, height: number): number {
  const box = viewBox(width, height);
  return Math.min(width / box.width, height / box.height);
}

/** Returns the offset of the picture in pixels, in a shake that began `ageMs` ago. */
export function shakeOffset(strength: number, ageMs: number, phase: number): number {
  if (ageMs < 0 || ageMs >= SHAKE_MS) return 0;
  const left = 1 - ageMs / SHAKE_MS;
  return SHAKE_PIXELS_MAX * Math.min(1, strength) * left * left * Math.sin(ageMs * 0.12 + phase);
}

/** Follows the own ship rigidly and leads towards the gaze. */
export class Camera {
  x = 0;
  y = 0;
  shakeX = 0;
  shakeY = 0;
  private readonly leadX: Spring = { position: 0, velocity: 0 };
  private readonly leadY: Spring = { position: 0, velocity: 0 };
  private shakeStrength = 0;
  private shakeStartMs = Number.NEGATIVE_INFINITY;

  /**
   * Moves the camera to the ship and leads towards `look`, an offset in u, in a frame of `dtMs`.
   */
  follow(shipX: number, shipY: number, look: { x: number; y: number }, dtMs: number): void {
    settle(this.leadX, look.x * LEAD_SHARE, dtMs, LEAD_SPRING_MS);
    settle(this.leadY, look.y * LEAD_SHARE, dtMs, LEAD_SPRING_MS);
    this.x = shipX + this.leadX.position;
    this.y = shipY + this.leadY.position;
  }

  /** Starts a shake, which does not interrupt a stronger one. */
  shake(strength: number, nowMs: number): void {
    const left = this.shakeStrength * Math.max(0, 1 - (nowMs - this.shakeStartMs) / SHAKE_MS);
    if (strength < left) return;
    this.shakeStrength = strength;
    this.shakeStartMs = nowMs;
  }

  /** Computes the offset of a shake at this moment; zero if shaking is not allowed. */
  settleShake(nowMs: number, allowed: boolean): void {
    const ageMs = nowMs - this.shakeStartMs;
    this.shakeX = allowed ? shakeOffset(this.shakeStrength, ageMs, 0) : 0;
    this.shakeY = allowed ? shakeOffset(this.shakeStrength, ageMs, 2) : 0;
  }
}
