import type { Container, Texture } from "pixi.js";
import type { ArenaView } from "../netcode/game-view";
import { bake } from "./bake";
import { random } from "./random";
import { SpritePool } from "./sprite-pool";

const VARIANTS = 12;
const BAKED_RADIUS_U = 96;

/** Rocks: one of a dozen shapes each, chosen and turned by where the rock is. */
export class Asteroids {
  private readonly pool: SpritePool;

  constructor(layer: Container) {
    this.pool = new SpritePool(layer);
  }

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

/** The same place gives the same rock, for everyone and after a reconnect. */
export function seedOf(x: number, y: number): number {
  const mixed = Math.imul(Math.round(x), 0x9e3779b1) ^ Math.imul(Math.round(y), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** Corner distances around the circle that collides: seen and felt edge differ by 6 % at most. */
export function rockCorners(variant: number): [number, number][] {
  const next = random(variant * 977 + 13);
  const corners = 11 + (variant % 4);
  const points: [number, number][] = [];
  for (let i = 0; i < corners; i++) {
    const angle = ((i + (next() - 0.5) * 0.5) / corners) * Math.PI * 2;
    const distance = 0.95 + next() * 0.11;
    points.push([Math.cos(angle) * distance, Math.sin(angle) * distance]);
  }
  return points;
}

function rockTexture(variant: number): Texture {
  const size = BAKED_RADIUS_U * 2.4;
  return bake(`rock ${variant}`, size, size, (ctx) => {
    const corners = rockCorners(variant);
    tracePolygon(ctx, corners, BAKED_RADIUS_U);
    glowEdge(ctx);
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

function glowEdge(ctx: CanvasRenderingContext2D): void {
  for (const [width, alpha] of [
    [20, 0.05],
    [12, 0.09],
    [6, 0.16],
  ] as const) {
    ctx.strokeStyle = `rgba(122, 134, 232, ${alpha})`;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

/** Ridges from an inner polygon to the rim, and a few craters: it reads as rock, not as a disc. */
function paintFacets(ctx: CanvasRenderingContext2D, corners: [number, number][], variant: number) {
  const next = random(variant * 31 + 7);
  const inner = corners.map(([x, y]): [number, number] => {
    const pull = 0.5 + next() * 0.16;
    return [x * pull - 0.05, y * pull - 0.07];
  });
  ctx.strokeStyle = "rgba(140, 150, 224, 0.22)";
  ctx.lineWidth = 1.4;
  corners.forEach(([x, y], i) => {
    const [innerX, innerY] = inner[i] ?? [0, 0];
    ctx.beginPath();
    ctx.moveTo(x * BAKED_RADIUS_U, y * BAKED_RADIUS_U);
    ctx.lineTo(innerX * BAKED_RADIUS_U, innerY * BAKED_RADIUS_U);
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
