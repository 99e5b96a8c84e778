import type { GameView } from "../netcode/game-view";

export interface Stage {
  draw(view: GameView, nowMs: number, dtMs: number): void;
}

/** The picture of the game, drawn into a canvas that fills the root. */
export async function createStage(root: HTMLElement): Promise<Stage> {
  const canvas = document.createElement("canvas");
  root.append(canvas);
  return { draw() {} };
}
