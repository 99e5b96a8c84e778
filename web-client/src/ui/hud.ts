import type { GameActions, GameView } from "../netcode/game-view";

export interface Hud {
  update(view: GameView, nowMs: number): void;
}

/** Menu, instruments and panels: everything of the page that is words. */
export function createHud(root: HTMLElement, actions: GameActions): Hud {
  const play = document.createElement("button");
  play.dataset.testid = "play-button";
  play.textContent = "Play";
  play.addEventListener("click", () => actions.play("Pilot", "", false));
  root.append(play);
  return {
    update(view) {
      play.hidden = view.phase !== "menu";
    },
  };
}
