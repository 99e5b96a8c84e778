import type { Texture } from "pixi.js";
import { paintTexture } from "./bake";

const TAGS_MAX = 96;
const FONT = "600 12px ui-sans-serif, system-ui, sans-serif";
const LENGTH_MAX = 16;

/** Names painted once each; the longest unused one goes when there are too many. */
export class NameTags {
  private readonly textures = new Map<string, Texture>();

  texture(name: string, colour: string): Texture {
    const key = `${colour} ${name}`;
    const known = this.textures.get(key);
    if (known) {
      // Re-inserted, so that the first key of the map is the one unused for longest.
      this.textures.delete(key);
      this.textures.set(key, known);
      return known;
    }
    this.dropOldest();
    const texture = paintName([...name].slice(0, LENGTH_MAX).join(""), colour);
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

function paintName(name: string, colour: string): Texture {
  return paintTexture(168, 20, 2, (ctx) => {
    ctx.font = FONT;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.strokeStyle = "rgba(3, 4, 10, 0.85)";
    ctx.lineWidth = 3.5;
    ctx.strokeText(name, 0, 0, 164);
    ctx.fillStyle = colour;
    ctx.fillText(name, 0, 0, 164);
  });
}
