import type { Container, Texture } from "pixi.js";
import type { ArenaView } from "../netcode/game-view";
import { bake, softStroke } from "./bake";
import { random } from "./random";
import { rockCorners, seedOf } from "./rock-shape";
import { SpritePool } from "./sprite-pool";

const VARIANTS = 12;
const BAKED_RADIUS_U = 96;

/** Draws rocks: one of a dozen shapes each, chosen and rotated by its position. */
export class Asteroids {
  private readonly pool: SpritePool;

  constructor(layer: Container) {
    this.pool = new SpritePool(layer);
  }

  /** Draws the rocks for which `inSight` returns true; positions and radii in u. */
  draw(arena: ArenaView, inSight: (x: number, y: number, radius: number) => boolean): void {
    this.pool.begin();
    for (const rock of arena.asteroids) {
      if (!inSight(rock.x, rock.y, rock.radius * 1.2)) continue;
      const seed = seedOf(rock.x, rock.y);
      const sprite = this.pool.next(rockTexture(seed % VARIANTS));
      sprite.position.set(rock.x, rock.y);
      sprite.rotation = ((seed >>> 4) % 360) * (Math.PI / 180);
      sprite.scale.set(rock.radius / BAKED_RADIUS_U);
    }
    this.pool.end();
  }
}

function rockTexture(variant: number): Texture {
  const size = BAKED_RADIUS_U * 2.4;
  return bake(`rock ${variant}`, size, size, (ctx) => {
    const corners = rockCorners(variant);
    tracePolygon(ctx, corners, BAKED_RADIUS_U);
    softStroke(ctx, "#7a86e8", 26, 0.6);
    const body = ctx.createRadialGradient(-30, -36, 10, 0, 0, BAKED_RADIUS_U);
    body.addColorStop(0, "#2b3050");
    body.addColorStop(0.6, "#181c33");
    body.addColorStop(1, "#0d1020");
    ctx.fillStyle = body;
    ctx.fill();
    paintFacets(ctx, corners, variant);
    tracePolygon(ctx, corners, BAKED_RADIUS_U);
    ctx.strokeStyle = "#9aa4e6";
    ctx.lineWidth = 2.6;
    ctx.stroke();
  });
}

/** Paints slopes of different brightness around a plateau, and a few craters. */
function paintFacets(ctx: CanvasRenderingContext2D, corners: [number, number][], variant: number) {
  const next = random(variant * 31 + 7);
  const inner = corners.map(([x, y]): [number, number] => {
    const pull = 0.46 + next() * 0.22;
    return [x * pull - 0.05, y * pull - 0.07];
  });
  ctx.strokeStyle = "rgba(140, 150, 224, 0.22)";
  ctx.lineWidth = 1.4;
  corners.forEach((corner, i) => {
    const after = (i + 1) % corners.length;
    const slope = [corner, corners[after] ?? corner, inner[after] ?? corner, inner[i] ?? corner];
    tracePolygon(ctx, slope, BAKED_RADIUS_U);
    ctx.fillStyle = `rgba(132, 144, 236, ${0.02 + next() * 0.15})`;
    ctx.fill();
    ctx.stroke();
  });
  tracePolygon(ctx, inner, BAKED_RADIUS_U);
  ctx.fillStyle = "rgba(150, 160, 236, 0.07)";
  ctx.fill();
  ctx.stroke();
  for (let i = 0; i < 3; i++) paintCrater(ctx, next);
}

function paintCrater(ctx: CanvasRenderingContext2D, next: () => number): void {
  const angle = next() * Math.PI * 2;
  const distance = next() * 0.45 * BAKED_RADIUS_U;
  ctx.beginPath();
  ctx.arc(Math.cos(angle) * distance, Math.sin(angle) * distance, 5 + next() * 9, 0, 7);
  ctx.fillStyle = "rgba(6, 8, 18, 0.5)";
  ctx.fill();
  ctx.strokeStyle = "rgba(140, 150, 224, 0.18)";
  ctx.stroke();
}

function tracePolygon(ctx: CanvasRenderingContext2D, points: [number, number][], scale: number) {
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x * scale, y * scale);
  ctx.closePath();
}
