/**
 * Where things are on the screen, in CSS pixels: written by the stage once a frame, read by the
 * input, which aims from the own ship, and by nobody else.
 */
export const screen = { width: 0, height: 0, pixelsPerU: 1, ownX: 0, ownY: 0 };

/**
 * Where the person looks, in u from the own ship: written by the input, read by the camera, which
 * leads towards it.
 */
export const gaze = { x: 0, y: 0 };
