import type { Container, Texture } from "pixi.js";
import { SHIP_RADIUS_U } from "../gen/constants";
import type { GameView, GhostView } from "../netcode/game-view";
import { bake } from "./bake";
import { SpritePool } from "./sprite-pool";

const OWN = "#F0E442";
const OTHERS = "#FFFFFF";
const SEEN = "#FF6B5E";

/**
 * Draws dashed outlines at the places where the server has the ships, or had them, while the lab
 * asks for them.
 */
export class Ghosts {
  private readonly pool: SpritePool;

  constructor(layer: Container) {
    this.pool = new SpritePool(layer);
  }

  /** Draws the ghosts of the view for which `inBox` returns true. */
  draw(view: GameView, inBox: (ghost: GhostView) => boolean): void {
    this.pool.begin();
    for (const ghost of view.ghosts) {
      if (!inBox(ghost)) continue;
      const colour = ghost.seen ? SEEN : ghost.own ? OWN : OTHERS;
      this.pool.next(outline(colour)).position.set(ghost.x, ghost.y);
    }
    this.pool.end();
  }
}

function outline(colour: string): Texture {
  const side = 2 * SHIP_RADIUS_U + 4;
  return bake(`ghost ${colour}`, side, side, (ctx) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5;
    ctx.setLineDash([4, 3]);
    ctx.beginPath();
    ctx.arc(0, 0, SHIP_RADIUS_U, 0, 2 * Math.PI);
    ctx.stroke();
  });
}
