// `window.tickstorm`: the part of the page that tests may read. It never changes the game.
import type { GameView, RosterLine } from "./netcode/game-view";
import type { GoldenMovement, GoldenResult } from "./sim/golden";

/** A copy of the last drawn view, with the roster as a list. */
export type GameSnapshot = Omit<GameView, "roster"> & { roster: RosterLine[] };

/** The part of the page that browser tests read. */
export interface TestWindow {
  readonly view: GameSnapshot;
  /** Replays the golden flights with this browser's integers. */
  replayGolden(golden: GoldenMovement): Promise<GoldenResult>;
}

declare global {
  interface Window {
    tickstorm?: TestWindow;
  }
}

/** Publishes the newest view to the window, for tests. */
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
