import { type BLEND_MODES, type Container, Sprite, Texture } from "pixi.js";

/**
 * Sprites that are handed out anew each frame in the same order: begin, any number of `next`, end.
 * Unused ones are hidden and kept, so that steady play allocates none.
 */
export class SpritePool {
  private readonly sprites: Sprite[] = [];
  private used = 0;

  constructor(
    private readonly layer: Container,
    private readonly blendMode: BLEND_MODES = "normal",
  ) {}

  /** Starts a frame: the next sprite is the first of the pool. */
  begin(): void {
    this.used = 0;
  }

  /** Returns a visible sprite with this texture and default values, for the rest of the frame. */
  next(texture: Texture): Sprite {
    const sprite = this.sprites[this.used] ?? this.grow();
    this.used++;
    sprite.texture = texture;
    sprite.visible = true;
    sprite.alpha = 1;
    sprite.rotation = 0;
    sprite.scale.set(1);
    return sprite;
  }

  /** Ends the frame: hides the sprites that it did not use. */
  end(): void {
    for (let i = this.used; i < this.sprites.length; i++) {
      const sprite = this.sprites[i];
      if (sprite) sprite.visible = false;
    }
  }

  private grow(): Sprite {
    const sprite = createSprite(this.layer, this.blendMode);
    this.sprites.push(sprite);
    return sprite;
  }
}

/** Creates a sprite, anchored at its middle, on a layer. */
export function createSprite(layer: Container, blendMode: BLEND_MODES = "normal"): Sprite {
  const sprite = new Sprite(Texture.EMPTY);
  sprite.anchor.set(0.5);
  sprite.blendMode = blendMode;
  layer.addChild(sprite);
  return sprite;
}
