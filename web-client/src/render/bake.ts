import { Texture } from "pixi.js";
import { lighten, withAlpha } from "../view/palette";

const PIXELS_PER_U = 2;
const HALO_LAYERS = 10;
type Paint = (ctx: CanvasRenderingContext2D) => void;

const baked = new Map<string, Texture>();
/**
 * Every texture that the page painted and has not destroyed, with the function that paints it
 * again.
 */
const painted = new Map<Texture, () => HTMLCanvasElement>();

/**
 * Returns a texture that is painted once, with the origin in its middle and u as the unit. Glow is
 * painted into it: a blur filter costs 95 ms a frame without a GPU, a sprite next to nothing.
 */
export function bake(key: string, widthU: number, heightU: number, paint: Paint): Texture {
  const known = baked.get(key);
  if (known) return known;
  const texture = paintTexture(widthU, heightU, PIXELS_PER_U, paint);
  baked.set(key, texture);
  return texture;
}

/** Paints a texture as `bake` does, but does not cache it: the caller destroys it. */
export function paintTexture(
  widthU: number,
  heightU: number,
  resolution: number,
  paint: Paint,
): Texture {
  const redraw = () => drawCanvas(widthU, heightU, resolution, paint);
  const texture = Texture.from({ resource: redraw(), resolution }, true);
  followLoss(texture, redraw);
  painted.set(texture, redraw);
  texture.once("destroy", () => painted.delete(texture));
  return texture;
}

/**
 * Paints every texture of the page again, for a renderer whose GPU process was lost. Their source
 * canvases were in the same process, and are empty too.
 */
export function repaintTextures(): void {
  for (const [texture, redraw] of painted) repaint(texture, redraw);
}

/**
 * Paints onto a new canvas: the old one may not have its context back yet, and would stay empty.
 */
function repaint(texture: Texture, redraw: () => HTMLCanvasElement): void {
  texture.source.resource = redraw();
  texture.source.update();
  followLoss(texture, redraw);
}

/** A canvas alone can lose its content under memory pressure. */
function followLoss(texture: Texture, redraw: () => HTMLCanvasElement): void {
  const canvas: HTMLCanvasElement = texture.source.resource;
  const restored = () => {
    if (painted.has(texture) && texture.source.resource === canvas) repaint(texture, redraw);
  };
  canvas.addEventListener("contextrestored", restored, { once: true });
}

function drawCanvas(
  widthU: number,
  heightU: number,
  resolution: number,
  paint: Paint,
): HTMLCanvasElement {
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
  return canvas;
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

/** A line with a halo that fades evenly: many thin layers, so that no edge of one shows. */
export function softStroke(
  ctx: CanvasRenderingContext2D,
  colour: string,
  width: number,
  strength: number,
): void {
  for (let i = HALO_LAYERS; i > 0; i--) {
    const faint = 1 - (i - 0.5) / HALO_LAYERS;
    ctx.strokeStyle = withAlpha(colour, (strength * 2 * faint) / HALO_LAYERS);
    ctx.lineWidth = width * (i / HALO_LAYERS) ** 1.6;
    ctx.stroke();
  }
}

/** A wide haze without a core, 64 u. */
export function hazeTexture(colour: string): Texture {
  return bake(`haze ${colour}`, 64, 64, (ctx) => {
    const fade = ctx.createRadialGradient(0, 0, 0, 0, 0, 32);
    for (let i = 0; i <= 8; i++)
      fade.addColorStop(i / 8, withAlpha(colour, 0.5 * (1 - i / 8) ** 2.2));
    ctx.fillStyle = fade;
    ctx.fillRect(-32, -32, 64, 64);
  });
}

/** A thin circle of radius 48 u with a halo. */
export function ringTexture(colour: string): Texture {
  return bake(`ring ${colour}`, 112, 112, (ctx) => {
    ctx.beginPath();
    ctx.arc(0, 0, 48, 0, Math.PI * 2);
    softStroke(ctx, colour, 14, 0.9);
    ctx.strokeStyle = lighten(colour, 0.5);
    ctx.lineWidth = 1.8;
    ctx.stroke();
  });
}

/**
 * A shock wave of radius 128 u: sharp outside and soft inside, so that it appears to move outwards.
 */
export function shockTexture(colour: string): Texture {
  return bake(`shock ${colour}`, 264, 264, (ctx) => {
    const fade = ctx.createRadialGradient(0, 0, 84, 0, 0, 131);
    fade.addColorStop(0, withAlpha(colour, 0));
    fade.addColorStop(0.7, withAlpha(colour, 0.07));
    fade.addColorStop(0.92, withAlpha(lighten(colour, 0.5), 0.6));
    fade.addColorStop(0.95, withAlpha(lighten(colour, 0.8), 0.95));
    fade.addColorStop(1, withAlpha(colour, 0));
    ctx.fillStyle = fade;
    ctx.fillRect(-132, -132, 264, 264);
  });
}

/** A soft dash of 30 u along x: overlapping ones make a ribbon. */
export function ribbonTexture(colour: string): Texture {
  return bake(`ribbon ${colour}`, 32, 14, (ctx) => {
    ctx.scale(1, 0.4);
    const fade = ctx.createRadialGradient(0, 0, 0, 0, 0, 16);
    fade.addColorStop(0, withAlpha(lighten(colour, 0.25), 0.62));
    fade.addColorStop(0.4, withAlpha(colour, 0.4));
    fade.addColorStop(1, withAlpha(colour, 0));
    ctx.fillStyle = fade;
    ctx.fillRect(-16, -16, 32, 32);
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
