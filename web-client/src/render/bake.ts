import { Texture } from "pixi.js";
import { lighten, withAlpha } from "./palette";

const PIXELS_PER_U = 2;
type Paint = (ctx: CanvasRenderingContext2D) => void;

const baked = new Map<string, Texture>();

/**
 * A texture painted once, with the origin in its middle and u as the unit. Glow is painted into it:
 * a blur filter costs 95 ms a frame without a GPU, a sprite next to nothing.
 */
export function bake(key: string, widthU: number, heightU: number, paint: Paint): Texture {
  const known = baked.get(key);
  if (known) return known;
  const texture = paintTexture(widthU, heightU, PIXELS_PER_U, paint);
  baked.set(key, texture);
  return texture;
}

/** As `bake`, but not kept: the caller destroys it. */
export function paintTexture(
  widthU: number,
  heightU: number,
  resolution: number,
  paint: Paint,
): Texture {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(widthU * resolution);
  canvas.height = Math.ceil(heightU * resolution);
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("this browser gives no 2D canvas");
  ctx.scale(resolution, resolution);
  ctx.translate(widthU / 2, heightU / 2);
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  paint(ctx);
  return Texture.from({ resource: canvas, resolution }, true);
}

/** A soft round light of 32 u. */
export function glowTexture(colour: string): Texture {
  return bake(`glow ${colour}`, 32, 32, (ctx) => {
    const fade = ctx.createRadialGradient(0, 0, 0, 0, 0, 16);
    fade.addColorStop(0, withAlpha(lighten(colour, 0.75), 0.95));
    fade.addColorStop(0.18, withAlpha(lighten(colour, 0.3), 0.7));
    fade.addColorStop(0.45, withAlpha(colour, 0.24));
    fade.addColorStop(1, withAlpha(colour, 0));
    ctx.fillStyle = fade;
    ctx.fillRect(-16, -16, 32, 32);
  });
}

/** A wide haze without a core, 64 u. */
export function hazeTexture(colour: string): Texture {
  return bake(`haze ${colour}`, 64, 64, (ctx) => {
    const fade = ctx.createRadialGradient(0, 0, 0, 0, 0, 32);
    fade.addColorStop(0, withAlpha(colour, 0.5));
    fade.addColorStop(0.5, withAlpha(colour, 0.16));
    fade.addColorStop(1, withAlpha(colour, 0));
    ctx.fillStyle = fade;
    ctx.fillRect(-32, -32, 64, 64);
  });
}

/** A thin circle of radius 48 u with a halo. */
export function ringTexture(colour: string): Texture {
  return bake(`ring ${colour}`, 112, 112, (ctx) => {
    for (const [width, alpha] of [
      [12, 0.1],
      [6, 0.22],
      [2, 0.95],
    ] as const) {
      ctx.strokeStyle = withAlpha(lighten(colour, alpha > 0.5 ? 0.5 : 0), alpha);
      ctx.lineWidth = width;
      ctx.beginPath();
      ctx.arc(0, 0, 48, 0, Math.PI * 2);
      ctx.stroke();
    }
  });
}

/** A streak of 28 u along x, bright at the front. */
export function streakTexture(colour: string): Texture {
  return bake(`streak ${colour}`, 28, 8, (ctx) => {
    const fade = ctx.createLinearGradient(-14, 0, 14, 0);
    fade.addColorStop(0, withAlpha(colour, 0));
    fade.addColorStop(0.7, withAlpha(colour, 0.8));
    fade.addColorStop(1, withAlpha(lighten(colour, 0.7), 1));
    ctx.strokeStyle = fade;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.moveTo(-13, 0);
    ctx.lineTo(12, 0);
    ctx.stroke();
  });
}

/** A cross-section of light along y, to be stretched along x: rail beams and walls. */
export function beamTexture(colour: string): Texture {
  return bake(`beam ${colour}`, 4, 32, (ctx) => {
    const fade = ctx.createLinearGradient(0, -16, 0, 16);
    fade.addColorStop(0, withAlpha(colour, 0));
    fade.addColorStop(0.36, withAlpha(colour, 0.28));
    fade.addColorStop(0.47, withAlpha(lighten(colour, 0.55), 0.95));
    fade.addColorStop(0.53, withAlpha(lighten(colour, 0.55), 0.95));
    fade.addColorStop(0.64, withAlpha(colour, 0.28));
    fade.addColorStop(1, withAlpha(colour, 0));
    ctx.fillStyle = fade;
    ctx.fillRect(-2, -16, 4, 32);
  });
}

/** A plain square of 1 u, to be stretched. */
export function plainTexture(colour: string): Texture {
  return bake(`plain ${colour}`, 2, 2, (ctx) => {
    ctx.fillStyle = colour;
    ctx.fillRect(-1, -1, 2, 2);
  });
}
