import type { Container, Texture } from "pixi.js";
import type { BoltView, GameView } from "../netcode/game-view";
import { bake, softStroke } from "./bake";
import { colourOf, lighten, withAlpha } from "./palette";
import { SpritePool } from "./sprite-pool";

/** Blaster bolts: a white-hot core in the owner's colour. */
export class Bolts {
  private readonly pool: SpritePool;

  constructor(layer: Container) {
    this.pool = new SpritePool(layer, "add");
  }

  draw(view: GameView, inBox: (bolt: BoltView) => boolean): void {
    this.pool.begin();
    for (const bolt of view.bolts) {
      if (!inBox(bolt)) continue;
      const colour = colourOf(view.roster.get(bolt.owner)?.colour ?? bolt.owner);
      const sprite = this.pool.next(boltTexture(colour));
      sprite.position.set(bolt.x, bolt.y);
      sprite.rotation = bolt.angle;
    }
    this.pool.end();
  }
}

function boltTexture(colour: string): Texture {
  return bake(`bolt ${colour}`, 68, 32, (ctx) => {
    ctx.beginPath();
    ctx.moveTo(-16, 0);
    ctx.lineTo(12, 0);
    softStroke(ctx, colour, 30, 1.3);
    ctx.strokeStyle = withAlpha(lighten(colour, 0.35), 0.95);
    ctx.lineWidth = 5;
    ctx.stroke();
    ctx.strokeStyle = "#ffffff";
    ctx.lineWidth = 2.6;
    ctx.beginPath();
    ctx.moveTo(-6, 0);
    ctx.lineTo(13, 0);
    ctx.stroke();
  });
}
