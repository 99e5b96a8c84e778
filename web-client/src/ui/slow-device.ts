// Detects that the device draws too slowly for good steering, and measures the rate.
import type { GameView } from "../netcode/game-view";
import { element, setHidden, setText } from "../page/dom";
import { words } from "../words/language";

/** The rate is measured over the newest window of this length. */
const WINDOW_MS = 3000;
/** The sign appears below the first rate and is hidden above the second, in pictures a second. */
const SLOW_BELOW = 24;
const FAST_ABOVE = 30;
/** During a longer gap the page was hidden or delayed, which does not indicate a slow device. */
const GAP_MS = 1000;

/** Measures the pictures that the page draws in a second, and decides whether that is slow. */
export class DrawingRate {
  /** The whole pictures per second in the last complete window; 0 before the first. */
  perSecond = 0;
  isSlow = false;
  private startMs = Number.NEGATIVE_INFINITY;
  private lastMs = Number.NEGATIVE_INFINITY;
  private pictures = 0;

  /** Counts a drawn picture. */
  note(nowMs: number): void {
    if (nowMs - this.lastMs > GAP_MS) this.begin(nowMs);
    else this.pictures++;
    this.lastMs = nowMs;
    if (nowMs - this.startMs < WINDOW_MS) return;
    this.perSecond = Math.round((1000 * this.pictures) / (nowMs - this.startMs));
    this.isSlow = this.perSecond < (this.isSlow ? FAST_ABOVE : SLOW_BELOW);
    this.begin(nowMs);
  }

  private begin(nowMs: number): void {
    this.startMs = nowMs;
    this.pictures = 0;
  }
}

/** Creates the sign, shown while a game is on. */
export function createSlowDeviceSign() {
  const rate = new DrawingRate();
  const node = element("p", { className: "slow-device", testid: "slow-device", hidden: true });
  node.setAttribute("role", "status");
  return {
    node,
    update(view: GameView, nowMs: number): void {
      rate.note(nowMs);
      setHidden(node, !rate.isSlow || view.phase !== "playing");
      if (rate.isSlow) setText(node, words.hud.slowDevice(rate.perSecond));
    },
  };
}
