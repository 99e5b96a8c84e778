/** One outline per shape, nose towards +x, in u around the middle; the hull's radius is 18 u. */
export type Outline = readonly (readonly [number, number])[];

const DART: Outline = mirrored([22, 0], [-15, 14], [-8, 0]);
const DELTA: Outline = mirrored([20, 0], [4, 6], [-13, 18], [-13, 5]);
const BARGE: Outline = mirrored([19, 5], [9, 13], [-13, 13], [-17, 6]);
const FORK: Outline = mirrored([7, 0], [11, 5], [22, 8], [13, 14], [-15, 12], [-9, 0]);
const DIAMOND: Outline = mirrored([22, 0], [-1, 14], [-19, 0]);
const MANTA: Outline = mirrored([15, 0], [9, 7], [-4, 20], [-10, 19], [-7, 7], [-17, 4]);
const ARROW: Outline = mirrored([22, 0], [3, 16], [1, 7], [-16, 10], [-13, 0]);

/** The outlines of the hulls; a ship has the one at its shape number. */
export const HULLS: readonly Outline[] = [DART, DELTA, BARGE, FORK, DIAMOND, MANTA, ARROW];

/** Takes the upper half, front to back, and adds its mirror image. */
function mirrored(...half: (readonly [number, number])[]): Outline {
  const lower = half
    .filter(([, y]) => y !== 0)
    .reverse()
    .map(([x, y]) => [x, -y] as const);
  return [...half, ...lower];
}

/** Traces an outline as the path of a canvas. */
export function traceOutline(ctx: CanvasRenderingContext2D, outline: Outline): void {
  ctx.beginPath();
  for (const [x, y] of outline) ctx.lineTo(x, y);
  ctx.closePath();
}
