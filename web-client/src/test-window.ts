// `window.tickstorm`: what tests may look at. It reads; nothing here changes the game.
import type { GameView, RosterLine } from "./netcode/game-view";
import type { GoldenMovement, GoldenResult } from "./sim/golden";

/** A copy of what was drawn last; the roster as a list. */
export type GameSnapshot = Omit<GameView, "roster"> & { roster: RosterLine[] };

/** The part of the page that browser tests read. */
export interface TestWindow {
  readonly view: GameSnapshot;
  /** Flies the golden vectors in this browser's integers. */
  replayGolden(golden: GoldenMovement): Promise<GoldenResult>;
}

declare global {
  interface Window {
    tickstorm?: TestWindow;
  }
}

/** Puts the newest view into the window, for tests. */
export function showToTests(newest: () => GameView): void {
  const tickstorm: TestWindow = {
    get view() {
      const drawn = newest();
      return structuredClone({ ...drawn, roster: [...drawn.roster.values()] });
    },
    async replayGolden(golden) {
      const { replayGolden } = await import("./sim/golden");
      return replayGolden(golden);
    },
  };
  Object.defineProperty(window, "tickstorm", { value: Object.freeze(tickstorm) });
}
