import type { Container, Sprite } from "pixi.js";
import type { ShipView } from "../netcode/game-view";
import { colourOf, hullShapeOf, textColourOf } from "../view/palette";
import { hazeTexture, plainTexture } from "./bake";
import type { NameTags } from "./name-tags";
import {
  bubbleTexture,
  crownTexture,
  flameTexture,
  flashTexture,
  hullTexture,
  ownMarkTexture,
  shieldTexture,
} from "./ship-textures";
import { createSprite } from "./sprite-pool";

/** The time for which a ship that was hit flashes, in ms. */
export const HIT_FLASH_MS = 60;
const BAR_WIDTH_PX = 34;
/** The shield's circle is 25 u wide; bar and name stand below it. */
const LABELS_BELOW_U = 29;
const PULSE_PER_MS = 0.006;

/** Layers from bottom to top. Lights of one layer are drawn together, which saves state changes. */
export interface ShipLayers {
  light: Container;
  hull: Container;
  flash: Container;
  label: Container;
}

/** The values that all ships of a frame share. */
export interface ShipFrame {
  nowMs: number;
  /** True if nothing may pulse, turn or flash. */
  calm: boolean;
  pixelsPerU: number;
  tags: NameTags;
}

/** The features by which a ship looks different from others. */
export interface ShipLook {
  colour: number;
  name: string;
  bot: boolean;
  own: boolean;
  leader: boolean;
}

/** One ship's sprites, reused for another ship afterwards. */
export class ShipSprite {
  flashUntilMs = 0;
  /** The position of the last dash of the trail. */
  trailX = 0;
  trailY = 0;
  lastSeenFrame = 0;
  private readonly haze: Sprite;
  private readonly flame: Sprite;
  private readonly hull: Sprite;
  private readonly flash: Sprite;
  private readonly shield: Sprite;
  private readonly bubble: Sprite;
  private readonly mark: Sprite;
  private readonly crown: Sprite;
  private readonly tag: Sprite;
  private readonly barBack: Sprite;
  private readonly bar: Sprite;

  constructor(layers: ShipLayers) {
    this.haze = createSprite(layers.light, "add");
    this.flame = createSprite(layers.light, "add");
    this.hull = createSprite(layers.hull);
    this.flash = createSprite(layers.flash, "add");
    this.shield = createSprite(layers.flash, "add");
    this.bubble = createSprite(layers.flash, "add");
    this.mark = createSprite(layers.flash, "add");
    this.crown = createSprite(layers.label);
    this.tag = createSprite(layers.label);
    this.barBack = createSprite(layers.label);
    this.bar = createSprite(layers.label);
    this.shield.texture = shieldTexture();
    this.bubble.texture = bubbleTexture();
    this.mark.texture = ownMarkTexture();
    this.crown.texture = crownTexture();
    this.bar.anchor.set(0, 0.5);
  }

  /** Hides all sprites of the ship. */
  hide(): void {
    for (const sprite of this.all()) sprite.visible = false;
  }

  /** Shows the ship at its place in this frame, with its look. */
  show(ship: ShipView, look: ShipLook, frame: ShipFrame): void {
    const colour = colourOf(look.colour);
    const shape = hullShapeOf(look.colour, ship.id);
    for (const sprite of this.all()) sprite.position.set(ship.x, ship.y);
    this.showHull(ship, colour, shape, frame);
    const pulseMs = frame.calm ? 0 : frame.nowMs;
    this.showFlame(ship, colour, pulseMs);
    this.showCovers(ship, look.own, pulseMs);
    this.showLabels(ship, look, frame);
  }

  private all(): Sprite[] {
    this.parts ??= [
      this.haze,
      this.flame,
      this.hull,
      this.flash,
      this.shield,
      this.bubble,
      this.mark,
      this.crown,
      this.tag,
      this.barBack,
      this.bar,
    ];
    return this.parts;
  }
  private parts: Sprite[] | undefined;

  private showHull(ship: ShipView, colour: string, shape: number, frame: ShipFrame): void {
    this.haze.visible = true;
    this.haze.texture = hazeTexture(colour);
    this.haze.scale.set(1.7);
    this.hull.visible = true;
    this.hull.texture = hullTexture(shape, colour);
    this.hull.rotation = ship.aim;
    this.flash.visible = !frame.calm && frame.nowMs < this.flashUntilMs;
    this.flash.texture = flashTexture(shape);
    this.flash.rotation = ship.aim;
  }

  private showFlame(ship: ShipView, colour: string, nowMs: number): void {
    const lit = ship.thrusting || ship.boosting;
    this.flame.visible = lit;
    if (!lit) return;
    const flicker = 0.85 + 0.15 * Math.sin(nowMs * 0.045 + ship.id * 2);
    this.flame.texture = flameTexture(ship.boosting ? "#ffd27a" : colour);
    this.flame.rotation = Math.atan2(-ship.velocityY, -ship.velocityX);
    this.flame.scale.set((ship.boosting ? 1.5 : 1) * flicker, ship.boosting ? 1.2 : 1);
  }

  private showCovers(ship: ShipView, own: boolean, nowMs: number): void {
    const pulse = 0.5 + 0.5 * Math.sin(nowMs * PULSE_PER_MS);
    this.bubble.visible = ship.protected;
    this.bubble.rotation = nowMs * 0.0015;
    this.bubble.alpha = 0.65 + 0.35 * pulse;
    this.shield.visible = ship.shielded && !ship.protected;
    this.mark.visible = own;
    this.mark.rotation = ship.aim;
    this.mark.alpha = 0.9;
  }

  private showLabels(ship: ShipView, look: ShipLook, frame: ShipFrame): void {
    const u = 1 / frame.pixelsPerU;
    this.crown.visible = look.leader;
    this.crown.y = ship.y - 27 - 9 * u;
    this.crown.scale.set(Math.max(1, 0.8 * u));
    const labelled = !look.own && look.name !== "";
    this.tag.visible = labelled;
    this.barBack.visible = labelled;
    this.bar.visible = labelled;
    if (!labelled) return;
    this.tag.texture = frame.tags.texture(look.name, textColourOf(look.colour), look.bot);
    this.tag.y = ship.y + LABELS_BELOW_U + 13 * u;
    this.tag.scale.set(u);
    this.showBar(ship, ship.y + LABELS_BELOW_U + 2 * u, u);
  }

  private showBar(ship: ShipView, y: number, u: number): void {
    const width = BAR_WIDTH_PX * u;
    const health = Math.max(0, Math.min(1, ship.health));
    const alpha = health < 1 ? 0.95 : 0.4;
    this.barBack.texture = plainTexture("#1b2033");
    this.barBack.y = y;
    this.barBack.alpha = alpha;
    // The plain texture is 2 u wide, which explains the halves.
    this.barBack.scale.set(width / 2 + u, 2.5 * u);
    this.bar.texture = plainTexture(barColour(health));
    this.bar.position.set(ship.x - width / 2, y);
    this.bar.alpha = alpha;
    this.bar.scale.set((width * health) / 2, 1.5 * u);
  }
}

function barColour(health: number): string {
  if (health > 0.6) return "#5fe0b0";
  return health > 0.3 ? "#f0e442" : "#ff6b4a";
}
