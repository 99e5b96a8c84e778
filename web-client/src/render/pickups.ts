import type { Container, Texture } from "pixi.js";
import type { GameView, PickupKind, PickupView } from "../netcode/game-view";
import { lighten, PICKUP_COLOURS } from "../view/palette";
import { bake, hazeTexture, ringTexture } from "./bake";
import { SpritePool } from "./sprite-pool";

const PAINTERS: Record<PickupKind, (ctx: CanvasRenderingContext2D) => void> = {
  health: traceCross,
  shield: traceShield,
  boost: traceChevrons,
};

/**
 * Draws pickups. Each kind has its own sign and colour, and pulses, so that it is visible
 * from far away.
 */
export class Pickups {
  private readonly lights: SpritePool;
  private readonly signs: SpritePool;

  constructor(lightLayer: Container, signLayer: Container) {
    this.lights = new SpritePool(lightLayer, "add");
    this.signs = new SpritePool(signLayer);
  }

  /** Draws the pickups of the view for which `inBox` returns true. */
  draw(view: GameView, nowMs: number, inBox: (pickup: PickupView) => boolean): void {
    this.lights.begin();
    this.signs.begin();
    for (const pickup of view.pickups) {
      if (inBox(pickup)) this.drawOne(pickup, nowMs);
    }
    this.lights.end();
    this.signs.end();
  }

  private drawOne(pickup: PickupView, nowMs: number): void {
    const colour = PICKUP_COLOURS[pickup.kind];
    const phase = nowMs * 0.004 + pickup.id;
    const breath = 0.5 + 0.5 * Math.sin(phase);
    const light = this.lights.next(hazeTexture(colour));
    light.position.set(pickup.x, pickup.y);
    light.scale.set(1.3 + 0.4 * breath);
    const ring = this.lights.next(ringTexture(colour));
    const spread = (nowMs * 0.0006 + pickup.id * 0.37) % 1;
    ring.position.set(pickup.x, pickup.y);
    ring.scale.set(0.38 + 0.32 * spread);
    ring.alpha = 0.55 * (1 - spread);
    const sign = this.signs.next(signTexture(pickup.kind));
    sign.position.set(pickup.x, pickup.y + Math.sin(phase * 0.7) * 2);
    sign.scale.set(0.96 + 0.1 * breath);
  }
}

function signTexture(kind: PickupKind): Texture {
  const colour = PICKUP_COLOURS[kind];
  return bake(`pickup ${kind}`, 48, 48, (ctx) => {
    ctx.beginPath();
    ctx.arc(0, 0, 16, 0, Math.PI * 2);
    ctx.fillStyle = "rgba(6, 9, 18, 0.85)";
    ctx.fill();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2;
    ctx.stroke();
    ctx.beginPath();
    PAINTERS[kind](ctx);
    ctx.fillStyle = lighten(colour, 0.3);
    ctx.fill();
  });
}

function traceCross(ctx: CanvasRenderingContext2D): void {
  ctx.rect(-2.8, -9, 5.6, 18);
  ctx.rect(-9, -2.8, 18, 5.6);
}

function traceShield(ctx: CanvasRenderingContext2D): void {
  ctx.moveTo(0, -10);
  ctx.lineTo(8.5, -6.5);
  ctx.quadraticCurveTo(8.5, 5, 0, 10.5);
  ctx.quadraticCurveTo(-8.5, 5, -8.5, -6.5);
  ctx.closePath();
}

function traceChevrons(ctx: CanvasRenderingContext2D): void {
  for (const x of [-6.5, 1.5]) {
    ctx.moveTo(x - 2.5, -8);
    ctx.lineTo(x + 1.5, -8);
    ctx.lineTo(x + 7.5, 0);
    ctx.lineTo(x + 1.5, 8);
    ctx.lineTo(x - 2.5, 8);
    ctx.lineTo(x + 3.5, 0);
    ctx.closePath();
  }
}
