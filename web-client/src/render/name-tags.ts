import type { Texture } from "pixi.js";
import { words } from "../words/language";
import { paintTexture } from "./bake";

const TAGS_MAX = 96;
const FONT = "600 12px ui-sans-serif, system-ui, sans-serif";
const WIDTH = 164;
const BADGE_FONT = "700 8px ui-sans-serif, system-ui, sans-serif";
const BADGE_WIDTH = 22;
const BADGE_HEIGHT = 11;
const GAP = 4;

/**
 * Paints each name once and caches the texture. If there are too many, the least recently used is
 * dropped.
 */
export class NameTags {
  private readonly textures = new Map<string, Texture>();

  /** A bot gets a mark that no name can imitate. */
  texture(name: string, colour: string, bot: boolean): Texture {
    const key = `${colour} ${bot} ${name}`;
    const known = this.textures.get(key);
    if (known) {
      // Re-inserted, so that the first key of the map is the least recently used.
      this.textures.delete(key);
      this.textures.set(key, known);
      return known;
    }
    this.dropOldest();
    const texture = paintName(name, colour, bot);
    this.textures.set(key, texture);
    return texture;
  }

  private dropOldest(): void {
    if (this.textures.size < TAGS_MAX) return;
    const oldest = this.textures.entries().next().value;
    if (!oldest) return;
    this.textures.delete(oldest[0]);
    oldest[1].destroy(true);
  }
}

function paintName(name: string, colour: string, bot: boolean): Texture {
  return paintTexture(WIDTH + 4, 20, 2, (ctx) => {
    ctx.font = FONT;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.strokeStyle = "rgba(3, 4, 10, 0.85)";
    ctx.lineWidth = 3.5;
    const room = bot ? WIDTH - BADGE_WIDTH - GAP : WIDTH;
    const width = Math.min(room, ctx.measureText(name).width);
    const middle = bot ? (BADGE_WIDTH + GAP) / 2 : 0;
    ctx.fillStyle = "rgba(3, 4, 10, 0.6)";
    ctx.fillRect(middle - width / 2 - 2, -8, width + 4, 16);
    ctx.strokeText(name, middle, 0, room);
    ctx.fillStyle = colour;
    ctx.fillText(name, middle, 0, room);
    if (bot) paintBadge(ctx, middle - width / 2 - GAP - BADGE_WIDTH, colour);
  });
}

function paintBadge(ctx: CanvasRenderingContext2D, left: number, colour: string): void {
  ctx.fillStyle = "rgba(3, 4, 10, 0.85)";
  ctx.fillRect(left, -BADGE_HEIGHT / 2, BADGE_WIDTH, BADGE_HEIGHT);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.strokeRect(left, -BADGE_HEIGHT / 2, BADGE_WIDTH, BADGE_HEIGHT);
  ctx.font = BADGE_FONT;
  ctx.fillStyle = colour;
  ctx.fillText(words.bot, left + BADGE_WIDTH / 2, 0.5, BADGE_WIDTH - 4);
}
