const PAN_REACH_U = 700;
const PAN_MAX = 0.85;
const HALF_LOUD_U = 380;
/** The distance in u from which nothing is heard. */
export const EARSHOT_U = 1200;

/** The place of a sound in the stereo picture. */
export interface Placing {
  /** The side, from -1 (left) to 1 (right). */
  pan: number;
  /** Gain, 0 to 1. */
  gain: number;
}

/**
 * Returns the pan and the gain of a sound at a distance in u from the own ship. Gain 0 means
 * inaudible.
 */
export function place(deltaX: number, deltaY: number): Placing {
  const distance = Math.hypot(deltaX, deltaY);
  if (distance >= EARSHOT_U) return { pan: 0, gain: 0 };
  const pan = Math.max(-1, Math.min(1, deltaX / PAN_REACH_U)) * PAN_MAX;
  const near = 1 / (1 + (distance / HALF_LOUD_U) ** 2);
  return { pan, gain: near * (1 - distance / EARSHOT_U) };
}
