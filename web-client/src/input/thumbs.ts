import { WEAPON, type WeaponName } from "../gen/weapons";
import type { PilotInput } from "../netcode/game-view";
import { settings } from "../settings/settings-store";
import { WEAPONS, type Weapon } from "../sim/weapon-table";
import { words } from "../words/language";
import type { Device } from "./device";
import { followBase, knobOffset, THUMB_FIRE_TILT, type Tilt, thumbTilt, tiltLength } from "./stick";

const GAZE_REACH_U = 420;
/** The right stick fires this weapon when it is pushed far. */
const BY_STICK = WEAPON.BLASTER;
/**
 * Creates two thumb sticks that appear where the thumbs touch down, and a button for each weapon
 * that a stick does not fire.
 */
export function createThumbs(root: HTMLElement): Thumbs {
  return new Thumbs(root);
}

class ThumbStick {
  readonly tilt: Tilt = { x: 0, y: 0 };
  private readonly ring = document.createElement("div");
  private readonly knob = document.createElement("div");
  private readonly base = { x: 0, y: 0 };
  private pointerId: number | undefined;

  constructor(layer: HTMLElement, side: "left" | "right") {
    this.ring.className = `thumb-stick thumb-${side}`;
    this.ring.dataset.testid = `stick-${side}`;
    this.knob.className = "thumb-knob";
    this.ring.append(this.knob);
    layer.append(this.ring);
  }

  get held(): boolean {
    return this.pointerId !== undefined;
  }

  grab(event: PointerEvent): void {
    this.pointerId = event.pointerId;
    this.base.x = event.clientX;
    this.base.y = event.clientY;
    this.ring.classList.add("held");
    this.show(event.clientX, event.clientY);
  }

  /** Handles a move. Returns true if the event belongs to this thumb. */
  move(event: PointerEvent): boolean {
    if (event.pointerId !== this.pointerId) return false;
    followBase(this.base, event.clientX, event.clientY);
    this.show(event.clientX, event.clientY);
    return true;
  }

  /** Marks the stick that aims visibly. */
  showAims(aims: boolean): void {
    this.ring.classList.toggle("aims", aims);
  }

  letGo(pointerId?: number): void {
    if (pointerId !== undefined && pointerId !== this.pointerId) return;
    this.pointerId = undefined;
    this.tilt.x = 0;
    this.tilt.y = 0;
    this.ring.classList.remove("held");
    this.ring.style.left = "";
    this.ring.style.top = "";
    this.knob.style.transform = "";
  }

  private show(x: number, y: number): void {
    const deltaX = x - this.base.x;
    const deltaY = y - this.base.y;
    Object.assign(this.tilt, thumbTilt(deltaX, deltaY));
    const knob = knobOffset(deltaX, deltaY);
    this.ring.style.left = `${this.base.x}px`;
    this.ring.style.top = `${this.base.y}px`;
    this.knob.style.transform = `translate(${knob.x}px, ${knob.y}px)`;
  }
}

class WeaponButton {
  readonly node = document.createElement("button");
  private pointerId: number | undefined;
  // Stays true until the next frame, so that a short tap fires too.
  private tapped = false;

  /** The buttons are stacked; index 0 is the lowest. */
  constructor(
    readonly weapon: Weapon,
    place: number,
  ) {
    this.node.type = "button";
    this.node.className = "rail-button";
    this.node.dataset.testid = `${weapon.name.toLowerCase()}-button`;
    this.node.textContent = words.weapons[weapon.name].button;
    if (place > 0) this.node.style.transform = `translateY(${-120 * place}%)`;
    // Not in the tab order: a keyboard has a key for this.
    this.node.tabIndex = -1;
  }

  press(pointerId: number): void {
    this.pointerId = pointerId;
    this.tapped = true;
  }

  letGo(pointerId: number): void {
    if (pointerId === this.pointerId) this.pointerId = undefined;
  }

  release(): void {
    this.pointerId = undefined;
    this.tapped = false;
  }

  /** Returns true if the button is down, or was down since the last frame. */
  poll(): boolean {
    const isDown = this.pointerId !== undefined || this.tapped;
    this.tapped = false;
    return isDown;
  }
}

/** Two thumb sticks and a button per further weapon on a touch screen. */
export class Thumbs implements Device {
  lastUsedMs = 0;
  private readonly layer = document.createElement("div");
  private readonly left: ThumbStick;
  private readonly right: ThumbStick;
  private readonly buttons = WEAPONS.filter(({ name }) => name !== BY_STICK.name).map(
    (weapon, place) => new WeaponButton(weapon, place),
  );

  constructor(root: HTMLElement) {
    this.layer.className = "thumbs";
    this.layer.dataset.testid = "thumbs";
    this.left = new ThumbStick(this.layer, "left");
    this.right = new ThumbStick(this.layer, "right");
    this.layer.append(...this.buttons.map(({ node }) => node));
    this.layer.hidden = !window.matchMedia("(pointer: coarse)").matches;
    root.append(this.layer);
    // The panels leave space for the buttons above the lowest one.
    root.style.setProperty("--further-buttons", String(this.buttons.length - 1));
    this.listen(root);
    settings.onChange(() => this.assign());
    this.assign();
  }

  /** Shows the sticks on touch screens, and only while a ship can fly. */
  show(flying: boolean, ready: Readonly<Record<WeaponName, number>> | undefined): void {
    this.layer.classList.toggle("flying", flying);
    for (const { node, weapon } of this.buttons) {
      node.classList.toggle("ready", ready !== undefined && ready[weapon.name] >= 1);
    }
    if (!flying) this.release();
  }

  /** The stick that flies, and the stick that aims and fires. */
  private get sticks(): { flies: ThumbStick; aims: ThumbStick } {
    const { left, right } = this;
    return settings.preferences.swapSticks
      ? { flies: right, aims: left }
      : { flies: left, aims: right };
  }

  private assign(): void {
    const { flies, aims } = this.sticks;
    flies.showAims(false);
    aims.showAims(true);
  }

  /** Writes the thrust, the aim and the triggers of both sticks and of the buttons. */
  fill(input: PilotInput): void {
    const { flies, aims } = this.sticks;
    const { tilt } = aims;
    input.moveX = flies.tilt.x;
    input.moveY = flies.tilt.y;
    if (tiltLength(tilt) > 0) input.aim = Math.atan2(tilt.y, tilt.x);
    if (tiltLength(tilt) > THUMB_FIRE_TILT) input.buttons |= BY_STICK.button;
    for (const button of this.buttons) if (button.poll()) input.buttons |= button.weapon.button;
  }

  /** Returns the offset to which the aiming stick points, in u; zero at rest. */
  gaze(): { x: number; y: number } {
    const { tilt } = this.sticks.aims;
    return { x: tilt.x * GAZE_REACH_U, y: tilt.y * GAZE_REACH_U };
  }

  /** Releases both sticks and all buttons. */
  release(): void {
    this.left.letGo();
    this.right.letGo();
    for (const button of this.buttons) button.release();
  }

  private listen(root: HTMLElement): void {
    root.addEventListener("pointerdown", (event) => this.down(event));
    window.addEventListener("pointermove", (event) => this.moved(event));
    for (const type of ["pointerup", "pointercancel"] as const) {
      window.addEventListener(type, (event) => this.up(event));
    }
    window.addEventListener("blur", () => this.release());
    document.addEventListener("visibilitychange", () => this.release());
  }

  private down(event: PointerEvent): void {
    if (event.pointerType !== "touch" || !(event.target instanceof Element)) return;
    this.layer.hidden = false;
    this.lastUsedMs = event.timeStamp;
    const pressed = this.buttons.find(({ node }) => node === event.target);
    if (pressed) {
      pressed.press(event.pointerId);
      return;
    }
    if (event.target.closest("button, input, a, [data-panel]")) return;
    const stick = event.clientX < window.innerWidth / 2 ? this.left : this.right;
    if (!stick.held) stick.grab(event);
  }

  private moved(event: PointerEvent): void {
    if (event.pointerType !== "touch") return;
    if (this.left.move(event) || this.right.move(event)) this.lastUsedMs = event.timeStamp;
  }

  private up(event: PointerEvent): void {
    this.left.letGo(event.pointerId);
    this.right.letGo(event.pointerId);
    for (const button of this.buttons) button.letGo(event.pointerId);
  }
}
