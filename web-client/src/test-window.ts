// `window.tickstorm`: what tests may look at. It reads; nothing here changes the game.
import type { GameView } from "./netcode/game-view";
import type { GoldenMovement, GoldenResult } from "./sim/golden";

export interface TestWindow {
  /** A copy of what was drawn last; the roster as a list. */
  readonly view: object;
  /** Flies the golden vectors in this browser's integers. */
  replayGolden(golden: GoldenMovement): Promise<GoldenResult>;
}

declare global {
  interface Window {
    tickstorm?: TestWindow;
  }
}

export function showToTests(newest: () => GameView): void {
  const tickstorm: TestWindow = {
    get view() {
      const view = newest();
      return structuredClone({ ...view, roster: [...view.roster.values()] });
    },
    async replayGolden(golden) {
      const { replayGolden } = await import("./sim/golden");
      return replayGolden(golden);
    },
  };
  Object.defineProperty(window, "tickstorm", { value: Object.freeze(tickstorm) });
}
