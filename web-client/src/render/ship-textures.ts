import type { Texture } from "pixi.js";
import { lighten, withAlpha } from "../view/palette";
import { bake, softStroke } from "./bake";
import { HULLS, type Outline, traceOutline } from "./hulls";

const HULL_TEXTURE_U = 72;

/** Returns a hull in its colour: halo, dark body, bright rim, light core. */
export function hullTexture(shape: number, colour: string): Texture {
  return bake(`hull ${shape} ${colour}`, HULL_TEXTURE_U, HULL_TEXTURE_U, (ctx) => {
    const outline = HULLS[shape] ?? (HULLS[0] as Outline);
    traceOutline(ctx, outline);
    strokeGlow(ctx, colour);
    const body = ctx.createLinearGradient(-18, 0, 22, 0);
    body.addColorStop(0, withAlpha(colour, 0.22));
    body.addColorStop(1, withAlpha(colour, 0.85));
    ctx.fillStyle = "#0a0d18";
    ctx.fill();
    ctx.fillStyle = body;
    ctx.fill();
    ctx.strokeStyle = lighten(colour, 0.38);
    ctx.lineWidth = 2.6;
    ctx.stroke();
    paintCockpit(ctx, colour);
  });
}

function strokeGlow(ctx: CanvasRenderingContext2D, colour: string): void {
  softStroke(ctx, colour, 22, 0.9);
}

function paintCockpit(ctx: CanvasRenderingContext2D, colour: string): void {
  ctx.fillStyle = lighten(colour, 0.8);
  ctx.beginPath();
  ctx.ellipse(2, 0, 5, 2.6, 0, 0, Math.PI * 2);
  ctx.fill();
}

/** Returns the same outline in white, laid over the hull for the flash of a hit. */
export function flashTexture(shape: number): Texture {
  return bake(`flash ${shape}`, HULL_TEXTURE_U, HULL_TEXTURE_U, (ctx) => {
    traceOutline(ctx, HULLS[shape] ?? (HULLS[0] as Outline));
    strokeGlow(ctx, "#ffffff");
    ctx.fillStyle = "#ffffff";
    ctx.fill();
  });
}

/**
 * Returns a flame that points along +x from the middle; the ship turns it against its direction.
 */
export function flameTexture(colour: string): Texture {
  return bake(`flame ${colour}`, 96, 28, (ctx) => {
    for (const [length, width, alpha] of [
      [44, 11, 0.16],
      [36, 7, 0.34],
      [24, 3.6, 0.9],
    ] as const) {
      const fade = ctx.createLinearGradient(8, 0, 8 + length, 0);
      fade.addColorStop(0, withAlpha(lighten(colour, alpha), alpha));
      fade.addColorStop(1, withAlpha(colour, 0));
      ctx.fillStyle = fade;
      ctx.beginPath();
      ctx.moveTo(6, -width);
      ctx.quadraticCurveTo(8 + length * 0.5, -width * 0.7, 8 + length, 0);
      ctx.quadraticCurveTo(8 + length * 0.5, width * 0.7, 6, width);
      ctx.fill();
    }
  });
}

/** Spawn protection: a bubble of radius 30 u made of six bright arcs. */
export function bubbleTexture(): Texture {
  return bake("bubble", 76, 76, (ctx) => {
    const fill = ctx.createRadialGradient(0, 0, 14, 0, 0, 30);
    fill.addColorStop(0, "rgba(160, 220, 255, 0)");
    fill.addColorStop(1, "rgba(160, 220, 255, 0.22)");
    ctx.fillStyle = fill;
    ctx.beginPath();
    ctx.arc(0, 0, 30, 0, Math.PI * 2);
    ctx.fill();
    for (let i = 0; i < 6; i++) {
      const start = (i * Math.PI) / 3;
      ctx.strokeStyle = "rgba(200, 236, 255, 0.9)";
      ctx.lineWidth = 1.6;
      ctx.beginPath();
      ctx.arc(0, 0, 30, start, start + 0.7);
      ctx.stroke();
    }
  });
}

/** The shield: a thin closed circle of radius 25 u. */
export function shieldTexture(): Texture {
  return bake("shield", 60, 60, (ctx) => {
    ctx.strokeStyle = "rgba(86, 180, 233, 0.16)";
    ctx.lineWidth = 5;
    ctx.beginPath();
    ctx.arc(0, 0, 25, 0, Math.PI * 2);
    ctx.stroke();
    ctx.strokeStyle = "rgba(150, 215, 255, 0.6)";
    ctx.lineWidth = 1.2;
    ctx.stroke();
  });
}

/** The own ship's mark: four brackets and a chevron ahead, turned with the aim. */
export function ownMarkTexture(): Texture {
  return bake("own mark", 112, 112, (ctx) => {
    ctx.strokeStyle = "rgba(255, 255, 255, 0.95)";
    ctx.lineWidth = 2.4;
    for (let i = 0; i < 4; i++) {
      const middle = Math.PI / 4 + (i * Math.PI) / 2;
      ctx.beginPath();
      ctx.arc(0, 0, 34, middle - 0.3, middle + 0.3);
      ctx.stroke();
    }
    ctx.beginPath();
    ctx.moveTo(43, -5);
    ctx.lineTo(49, 0);
    ctx.lineTo(43, 5);
    ctx.stroke();
  });
}

/** Returns the texture of the crown. */
export function crownTexture(): Texture {
  return bake("crown", 36, 28, (ctx) => {
    ctx.beginPath();
    for (const [x, y] of [
      [-11, 7],
      [-13, -6],
      [-6, 0],
      [0, -9],
      [6, 0],
      [13, -6],
      [11, 7],
    ] as const) {
      ctx.lineTo(x, y);
    }
    ctx.closePath();
    ctx.strokeStyle = "rgba(240, 228, 66, 0.25)";
    ctx.lineWidth = 8;
    ctx.stroke();
    ctx.fillStyle = "#f0e442";
    ctx.fill();
    ctx.strokeStyle = "#fffbd0";
    ctx.lineWidth = 1.4;
    ctx.stroke();
  });
}
