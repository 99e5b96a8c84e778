import type { Container, Sprite } from "pixi.js";
import { settings } from "../settings/settings-store";
import { beamTexture, glowTexture, hazeTexture, plainTexture } from "./bake";
import { random } from "./random";
import { createSprite, SpritePool } from "./sprite-pool";

const GRID_U = 100;
const BOLD_EVERY = 4;
const STRIPE_MIN_PX = 24;
const STAR_DEPTHS = [0.12, 0.25, 0.45];
const HAZES = [
  { x: 0.18, y: 0.3, colour: "#3b2a8c", size: 0.95 },
  { x: 0.8, y: 0.7, colour: "#0c5a73", size: 1.1 },
  { x: 0.6, y: 0.15, colour: "#6b1f5c", size: 0.7 },
];

/** The part of the arena that the camera sees, in u. */
export interface Sight {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The camera position for distant things if nothing may move. */
const AT_REST = { x: 0, y: 0 };

/**
 * Far stars and hazes. They are placed in screen pixels and move slower than the arena, which makes
 * some people sick, so they stand still for people who want no motion.
 */
export class Stars {
  private readonly stars: { sprite: Sprite; x: number; y: number; depth: number }[] = [];
  private readonly hazes: Sprite[] = [];

  constructor(layer: Container, perDepth: number, withHazes: boolean) {
    if (withHazes) this.hazes = HAZES.map((haze) => createHaze(layer, haze.colour));
    const next = random(4711);
    for (const depth of STAR_DEPTHS) {
      for (let i = 0; i < perDepth; i++) {
        const sprite = createSprite(layer);
        sprite.texture = glowTexture(next() < 0.3 ? "#9ec9ff" : "#ffffff");
        sprite.scale.set(0.1 + next() * 0.2 * (depth + 0.4));
        sprite.alpha = 0.35 + next() * 0.55;
        this.stars.push({ sprite, x: next(), y: next(), depth });
      }
    }
  }

  /** Draws the stars and hazes of this frame. */
  draw(
    camera: { readonly x: number; readonly y: number },
    width: number,
    height: number,
    pixelsPerU: number,
  ): void {
    const { x: cameraX, y: cameraY } = settings.calm() ? AT_REST : camera;
    for (const { sprite, x, y, depth } of this.stars) {
      const shift = depth * pixelsPerU;
      sprite.position.set(
        modulo(x * width - cameraX * shift, width),
        modulo(y * height - cameraY * shift, height),
      );
    }
    this.hazes.forEach((sprite, i) => {
      const haze = HAZES[i] ?? { x: 0, y: 0, size: 1 };
      const shift = 0.05 * pixelsPerU;
      sprite.position.set(haze.x * width - cameraX * shift, haze.y * height - cameraY * shift);
      sprite.position.set(
        modulo(sprite.position.x + width * 0.5, width * 2) - width * 0.5,
        modulo(sprite.position.y + height * 0.5, height * 2) - height * 0.5,
      );
      sprite.scale.set((Math.max(width, height) * haze.size) / 64);
    });
  }
}

/** The floor of the arena: faint lines 100 u apart, every fourth a little brighter. */
export class Grid {
  private readonly pool: SpritePool;

  constructor(layer: Container) {
    this.pool = new SpritePool(layer);
  }

  /** Draws the lines of the visible part; `side` is that of the arena, in u. */
  draw(sight: Sight, side: number, pixelsPerU: number): void {
    const left = Math.max(0, sight.left);
    const top = Math.max(0, sight.top);
    const right = Math.min(side, sight.right);
    const bottom = Math.min(side, sight.bottom);
    this.pool.begin();
    for (let x = Math.ceil(left / GRID_U) * GRID_U; x <= right; x += GRID_U) {
      this.line(x, x, top, bottom, pixelsPerU);
    }
    for (let y = Math.ceil(top / GRID_U) * GRID_U; y <= bottom; y += GRID_U) {
      this.line(left, right, y, y, pixelsPerU);
    }
    this.pool.end();
  }

  private line(left: number, right: number, top: number, bottom: number, pixelsPerU: number) {
    if (right < left || bottom < top) return;
    const upright = left === right;
    const bold = ((upright ? left : top) / GRID_U) % BOLD_EVERY === 0;
    const sprite = this.pool.next(plainTexture("#6f86ff"));
    sprite.position.set((left + right) / 2, (top + bottom) / 2);
    const halfPixel = 0.5 / pixelsPerU;
    sprite.scale.set(
      upright ? halfPixel : (right - left) / 2,
      upright ? (bottom - top) / 2 : halfPixel,
    );
    sprite.alpha = bold ? 0.2 : 0.085;
  }
}

/** The four glowing walls of the arena. */
export class Walls {
  private readonly pool: SpritePool;
  private readonly outside: SpritePool;

  constructor(layer: Container) {
    this.outside = new SpritePool(layer);
    this.pool = new SpritePool(layer);
  }

  /** Draws the walls in sight, and darkens what lies beyond; `side` is that of the arena, in u. */
  draw(sight: Sight, side: number): void {
    this.pool.begin();
    this.outside.begin();
    if (side > 0) {
      const middle = side / 2;
      if (sight.left < 40) this.wall(0, middle, side, true);
      if (sight.right > side - 40) this.wall(side, middle, side, true);
      if (sight.top < 40) this.wall(middle, 0, side, false);
      if (sight.bottom > side - 40) this.wall(middle, side, side, false);
      this.coverOutside(sight, side);
    }
    this.pool.end();
    this.outside.end();
  }

  private wall(x: number, y: number, side: number, upright: boolean): void {
    const sprite = this.pool.next(beamTexture("#56b4e9"));
    sprite.position.set(x, y);
    sprite.rotation = upright ? Math.PI / 2 : 0;
    sprite.scale.set((side + 4) / 4, 1.4);
  }

  private coverOutside(sight: Sight, side: number): void {
    this.cover(sight.left, sight.top, 0, sight.bottom);
    this.cover(side, sight.top, sight.right, sight.bottom);
    this.cover(Math.max(0, sight.left), sight.top, Math.min(side, sight.right), 0);
    this.cover(Math.max(0, sight.left), side, Math.min(side, sight.right), sight.bottom);
  }

  private cover(left: number, top: number, right: number, bottom: number): void {
    if (right <= left || bottom <= top) return;
    const sprite = this.outside.next(plainTexture("#020207"));
    sprite.position.set((left + right) / 2, (top + bottom) / 2);
    sprite.scale.set((right - left) / 2, (bottom - top) / 2);
    sprite.alpha = 0.72;
  }
}

/** Dims the area outside the box that everyone sees, so that a wide screen gives no advantage. */
export class Letterbox {
  private readonly pool: SpritePool;

  constructor(layer: Container) {
    this.pool = new SpritePool(layer);
  }

  /** Draws the stripes around the box; all sizes in CSS pixels. */
  draw(width: number, height: number, boxWidth: number, boxHeight: number): void {
    // A screen only slightly wider than the box gets no dark stripe: it would look like a mistake.
    const sideways = (width - boxWidth) / 2;
    const upright = (height - boxHeight) / 2;
    this.pool.begin();
    if (sideways > STRIPE_MIN_PX) {
      this.dim(0, 0, sideways, height);
      this.dim(width - sideways, 0, sideways, height);
    }
    if (upright > STRIPE_MIN_PX) {
      this.dim(0, 0, width, upright);
      this.dim(0, height - upright, width, upright);
    }
    this.pool.end();
  }

  private dim(x: number, y: number, width: number, height: number): void {
    const sprite = this.pool.next(plainTexture("#020207"));
    sprite.position.set(x + width / 2, y + height / 2);
    sprite.scale.set(width / 2, height / 2);
    sprite.alpha = 0.6;
  }
}

function createHaze(layer: Container, colour: string): Sprite {
  const sprite = createSprite(layer, "add");
  sprite.texture = hazeTexture(colour);
  sprite.alpha = 0.55;
  return sprite;
}

function modulo(value: number, length: number): number {
  return ((value % length) + length) % length;
}
