import type { Container, Texture } from "pixi.js";
import type { BoltView, GameView } from "../netcode/game-view";
import type { BoltName } from "../sim/weapon-table";
import { colourOf, lighten, withAlpha } from "../view/palette";
import { bake, softStroke } from "./bake";
import { SpritePool } from "./sprite-pool";

/** The size of each kind of bolt, as a multiple of a bolt of the blaster. */
const SIZES: Record<BoltName, number> = { BLASTER: 1 };

/**
 * Draws bolts in the owner's colour. There are more pilots than colours, so the own ones differ in
 * shape as well: thin and white, while those of others are broad with a bright head.
 */
export class Bolts {
  private readonly pool: SpritePool;

  constructor(layer: Container) {
    this.pool = new SpritePool(layer, "add");
  }

  /** Draws the bolts of the view for which `inBox` returns true. */
  draw(view: GameView, inBox: (bolt: BoltView) => boolean): void {
    this.pool.begin();
    for (const bolt of view.bolts) {
      if (!inBox(bolt)) continue;
      const colour = colourOf(view.roster.get(bolt.owner)?.colour ?? bolt.owner);
      const sprite = this.pool.next(bolt.own ? ownBoltTexture(colour) : boltTexture(colour));
      sprite.position.set(bolt.x, bolt.y);
      sprite.rotation = bolt.angle;
      sprite.scale.set(SIZES[bolt.weapon]);
    }
    this.pool.end();
  }
}

function boltTexture(colour: string): Texture {
  return bake(`bolt ${colour}`, 68, 32, (ctx) => {
    line(ctx, -16, 12);
    softStroke(ctx, colour, 30, 1.3);
    ctx.strokeStyle = withAlpha(lighten(colour, 0.35), 0.95);
    ctx.lineWidth = 6;
    ctx.stroke();
    ctx.strokeStyle = "#ffffff";
    ctx.lineWidth = 3;
    line(ctx, 4, 13);
    ctx.stroke();
  });
}

function ownBoltTexture(colour: string): Texture {
  return bake(`own bolt ${colour}`, 68, 32, (ctx) => {
    line(ctx, -18, 14);
    softStroke(ctx, colour, 22, 1);
    ctx.strokeStyle = "#ffffff";
    ctx.lineWidth = 3;
    ctx.stroke();
  });
}

function line(ctx: CanvasRenderingContext2D, fromX: number, toX: number): void {
  ctx.beginPath();
  ctx.moveTo(fromX, 0);
  ctx.lineTo(toX, 0);
}
