import type { RendererKind } from "./renderer-choice";

/** More device pixels than this per CSS pixel cost time and are not seen. */
export const PIXEL_RATIO_MAX = 2;

/**
 * Device pixels per CSS pixel to draw with, now. Zoom and another screen change it while the page
 * runs, so what draws asks again for each frame.
 */
export function pixelRatio(): number {
  const ratio = window.devicePixelRatio;
  return Number.isFinite(ratio) && ratio > 0 ? Math.min(PIXEL_RATIO_MAX, ratio) : 1;
}

/**
 * Returns the device pixels per CSS pixel for a renderer: 1 without a GPU, where each pixel costs
 * time.
 */
export function resolutionOf(kind: RendererKind): number {
  return kind === "webgl" ? pixelRatio() : 1;
}
