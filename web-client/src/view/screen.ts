/**
 * The layout of the screen, in CSS pixels. The stage writes it once a frame. Only the input reads
 * it, because it aims from the own ship.
 */
export const screen = { width: 0, height: 0, pixelsPerU: 1, ownX: 0, ownY: 0 };

/**
 * The gaze point of the player, in u from the own ship. The input writes it; the camera reads it
 * and leads towards it.
 */
export const gaze = { x: 0, y: 0 };
