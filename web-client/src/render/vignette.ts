const FADE_MS = 450;
const LOW_HEALTH_POINTS = 30;

/** Computes the opacity of the red edges, 0 to 1: hits flash and fade, low health pulses. */
export class Hurt {
  private level = 0;

  /** Adds the flash of a hit; `damage` is in points. */
  hit(damage: number): void {
    this.level = Math.min(1, this.level + 0.25 + damage / 60);
  }

  /** Advances the fade by `dtMs` and returns the opacity of the red edge, 0 to 1. */
  settle(dtMs: number, healthPoints: number, alive: boolean, nowMs: number): number {
    this.level = Math.max(0, this.level - dtMs / FADE_MS);
    if (!alive || healthPoints >= LOW_HEALTH_POINTS) return this.level;
    return Math.max(this.level, 0.32 + 0.14 * Math.sin(nowMs * 0.007));
  }
}

/**
 * Creates the red edge: an element above the canvas, faded by the browser's compositor. Returns the
 * function that sets its opacity.
 */
export function createVignette(root: HTMLElement): (opacity: number) => void {
  const edge = document.createElement("div");
  edge.className = "vignette";
  edge.setAttribute("aria-hidden", "true");
  root.append(edge);
  let shown = -1;
  return (opacity) => {
    const rounded = Math.round(opacity * 50) / 50;
    if (rounded === shown) return;
    shown = rounded;
    edge.style.opacity = String(rounded);
    edge.style.display = rounded === 0 ? "none" : "block";
  };
}
