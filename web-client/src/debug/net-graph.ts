import type { GameView } from "../netcode/game-view";

export interface NetGraph {
  update(view: GameView, nowMs: number): void;
}

/** The figures of the connection, shown with F3. */
export function createNetGraph(root: HTMLElement): NetGraph {
  const panel = document.createElement("section");
  panel.dataset.testid = "net-graph";
  panel.hidden = true;
  root.append(panel);
  return { update() {} };
}
