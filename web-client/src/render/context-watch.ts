import { repaintTextures } from "./bake";

/** Drawn time after which a WebGL context that is lost counts as gone. */
export const CONTEXT_GONE_MS = 6000;

/**
 * Follows the drawing context of a canvas. A driver reset, a killed GPU process or a wake-up from
 * sleep can destroy it, together with everything painted into textures.
 */
export class ContextWatch {
  private lost = false;
  private lostForMs = 0;

  constructor(canvas: EventTarget) {
    canvas.addEventListener("webglcontextlost", () => {
      this.lost = true;
      this.lostForMs = 0;
    });
    // Pixi has restored its own part by now, because it listens first.
    for (const type of ["webglcontextrestored", "contextrestored"] as const) {
      canvas.addEventListener(type, () => {
        this.lost = false;
        repaintTextures();
      });
    }
  }

  /** Returns true if there is a context to draw on. Call it once a frame, with its length in ms. */
  isThere(dtMs: number): boolean {
    if (this.lost) this.lostForMs += dtMs;
    return !this.lost;
  }

  /**
   * True if the browser will not restore the context: some block WebGL for a page after a crash.
   * Counts drawn time, because a hidden page gets its context back only when it is shown.
   */
  get isGone(): boolean {
    return this.lost && this.lostForMs >= CONTEXT_GONE_MS;
  }
}
