// A separate chunk: a page that draws with WebGL does not load it.
import { CanvasRenderer } from "pixi.js";

/**
 * Pixi's canvas renderer under a security policy that forbids `eval`. Pixi refuses to start under
 * one unless `pixi.js/unsafe-eval` is loaded. That module replaces the code generators of the GPU
 * renderers and would load both; this renderer generates no code.
 */
export class StrictCanvasRenderer extends CanvasRenderer {
  /** Skips the check of Pixi, because this renderer generates no code. */
  override _unsafeEvalCheck(): void {}
}
