/** The tilt of a stick, of a thumb or a gamepad. */
export interface Tilt {
  /** Coordinates, -1 to 1 each, within a unit circle. */
  x: number;
  y: number;
}

/** The tilt of a gamepad stick below which it counts as at rest, 0 to 1. */
export const GAMEPAD_DEAD_ZONE = 0.18;
/** The distance from the start of a touch to full tilt, in CSS pixels. */
export const THUMB_REACH_PX = 52;
/** The tilt of a thumb stick below which it counts as at rest, 0 to 1. */
export const THUMB_DEAD_ZONE = 0.14;
/** The right thumb aims at any tilt, and fires beyond this one. */
export const THUMB_FIRE_TILT = 0.5;

/**
 * Returns the tilt of a stick: 0 inside the dead zone, rising continuously from 0 at its edge to 1.
 */
export function tiltOf(x: number, y: number, deadZone: number): Tilt {
  const length = Math.hypot(x, y);
  if (length <= deadZone) return { x: 0, y: 0 };
  const grown = Math.min(1, (length - deadZone) / (1 - deadZone));
  return { x: (x / length) * grown, y: (y / length) * grown };
}

/** Returns the tilt of a thumb that moved this far from its first touch, in CSS pixels. */
export function thumbTilt(deltaX: number, deltaY: number): Tilt {
  return tiltOf(deltaX / THUMB_REACH_PX, deltaY / THUMB_REACH_PX, THUMB_DEAD_ZONE);
}

/**
 * Returns the offset of the drawn knob in pixels: that of the thumb, limited to the reach of the
 * stick.
 */
export function knobOffset(deltaX: number, deltaY: number): { x: number; y: number } {
  const length = Math.hypot(deltaX, deltaY);
  const share = length > THUMB_REACH_PX ? THUMB_REACH_PX / length : 1;
  return { x: deltaX * share, y: deltaY * share };
}

/**
 * Moves the base after a thumb that exceeds the stick's reach, so that turning back responds at
 * once.
 */
export function followBase(base: { x: number; y: number }, thumbX: number, thumbY: number): void {
  const deltaX = thumbX - base.x;
  const deltaY = thumbY - base.y;
  const knob = knobOffset(deltaX, deltaY);
  base.x += deltaX - knob.x;
  base.y += deltaY - knob.y;
}

/** Returns the length of a tilt, 0 to 1. */
export function tiltLength(tilt: Tilt): number {
  return Math.hypot(tilt.x, tilt.y);
}
