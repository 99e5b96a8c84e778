import type { GameView, ShipView } from "../netcode/game-view";
import { settings } from "../settings/settings-store";
import { colourOf } from "../view/palette";
import { ribbonTexture } from "./bake";
import type { NameTags } from "./name-tags";
import type { Particles } from "./particles";
import {
  HIT_FLASH_MS,
  type ShipFrame,
  type ShipLayers,
  type ShipLook,
  ShipSprite,
} from "./ship-sprite";

const TRAIL_EVERY_U = 9;
/** A larger gap between two frames was a respawn, not a flight. */
const TRAIL_GAP_U = 90;
const TRAIL_LIFE_MS = 480;
const STERN_U = 15;

/** Shows the ships of each frame, by id, so that flashes and trails stay with their ship. */
export class Fleet {
  private readonly byId = new Map<number, ShipSprite>();
  private readonly free: ShipSprite[] = [];
  private readonly frame: ShipFrame;
  private readonly look: ShipLook = { colour: 0, name: "", bot: false, own: false, leader: false };
  private frameNumber = 0;

  constructor(
    private readonly layers: ShipLayers,
    private readonly trails: Particles,
    tags: NameTags,
  ) {
    this.frame = { nowMs: 0, calm: false, pixelsPerU: 1, tags };
  }

  /** Draws the own ship, and the others for which `inBox` returns true. */
  draw(view: GameView, nowMs: number, pixelsPerU: number, inBox: (ship: ShipView) => boolean) {
    this.frame.nowMs = nowMs;
    this.frame.calm = settings.calm();
    this.frame.pixelsPerU = pixelsPerU;
    this.frameNumber++;
    for (const ship of view.ships) {
      if (inBox(ship)) this.drawShip(ship, view, false);
    }
    if (view.own.alive) this.drawShip(view.own, view, true);
    this.recycleUnseen();
  }

  /** Starts the flash of a hit on a ship; does nothing if the ship is not drawn. */
  flash(id: number, nowMs: number): void {
    const sprite = this.byId.get(id);
    if (sprite) sprite.flashUntilMs = nowMs + HIT_FLASH_MS;
  }

  private drawShip(ship: ShipView, view: GameView, own: boolean): void {
    const line = view.roster.get(ship.id);
    this.look.colour = line?.colour ?? ship.id;
    this.look.name = line?.name ?? "";
    this.look.bot = line?.bot ?? false;
    this.look.own = own;
    this.look.leader = view.leader === ship.id;
    const sprite = this.byId.get(ship.id) ?? this.adopt(ship.id);
    sprite.lastSeenFrame = this.frameNumber;
    sprite.show(ship, this.look, this.frame);
    if (ship.thrusting || ship.boosting) this.trail(sprite, ship);
  }

  /**
   * Emits one dash for every few u of flight, so that the ribbon has no gaps at any speed or frame
   * rate.
   */
  private trail(sprite: ShipSprite, ship: ShipView): void {
    const speed = Math.hypot(ship.velocityX, ship.velocityY) || 1;
    const x = ship.x - (ship.velocityX / speed) * STERN_U;
    const y = ship.y - (ship.velocityY / speed) * STERN_U;
    const flown = Math.hypot(x - sprite.trailX, y - sprite.trailY);
    if (flown < TRAIL_EVERY_U) return;
    const dashes = flown > TRAIL_GAP_U ? 1 : Math.floor(flown / TRAIL_EVERY_U);
    for (let i = 0; i < dashes; i++) {
      const back = (i * TRAIL_EVERY_U) / flown;
      this.dash(ship, x + (sprite.trailX - x) * back, y + (sprite.trailY - y) * back);
    }
    sprite.trailX = x;
    sprite.trailY = y;
  }

  private dash(ship: ShipView, x: number, y: number): void {
    const colour = ship.boosting ? "#ffb84d" : colourOf(this.look.colour);
    const dash = this.trails.emit(ribbonTexture(colour), x, y, TRAIL_LIFE_MS);
    dash.sprite.rotation = Math.atan2(ship.velocityY, ship.velocityX);
    dash.scaleFrom = ship.boosting ? 1.3 : 1;
    dash.scaleTo = 0.45;
    dash.alphaFrom = 0.6;
  }

  private adopt(id: number): ShipSprite {
    const sprite = this.free.pop() ?? new ShipSprite(this.layers);
    sprite.flashUntilMs = 0;
    this.byId.set(id, sprite);
    return sprite;
  }

  private recycleUnseen(): void {
    for (const [id, sprite] of this.byId) {
      if (sprite.lastSeenFrame === this.frameNumber) continue;
      sprite.hide();
      this.byId.delete(id);
      this.free.push(sprite);
    }
  }
}
