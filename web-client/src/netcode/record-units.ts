// The units of the records of a frame.
import { ANGLE_STEPS } from "../gen/constants";

/** Records of a frame tell places in eighths of a unit (u) of the arena. */
export const UNITS_PER_U = 8;

/** The number that stands for no ship. */
export const NOBODY = 4095;

/** Returns the angle of a record, in steps of the full turn, in radians. */
export function radiansOf(angle: number): number {
  return (angle / ANGLE_STEPS) * 2 * Math.PI;
}
