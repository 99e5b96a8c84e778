import type { RendererKind } from "./renderer-choice";

/** More device pixels per CSS pixel cost time without a visible effect. */
export const PIXEL_RATIO_MAX = 2;

/**
 * Returns the current device pixels per CSS pixel for drawing. Zoom and another screen change it
 * while the page runs, so read it in each frame.
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
