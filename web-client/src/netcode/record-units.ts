// The units of the records of a frame.
import { ANGLE_STEPS } from "../gen/constants";

export { UNITS_PER_U } from "../net/segments";

/** The number that stands for no ship. */
export const NOBODY = 4095;

/** Returns the angle of a record, in steps of the full turn, in radians. */
export function radiansOf(angle: number): number {
  return (angle / ANGLE_STEPS) * 2 * Math.PI;
}
