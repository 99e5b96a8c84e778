import type { WeaponName } from "../gen/weapons";
import type { PilotInput } from "../netcode/game-view";
import { isMetaKey, isTyping, pressesButton } from "../page/key-events";
import { type Bindings, WEAPON_KEYS } from "../settings/key-bindings";
import { settings } from "../settings/settings-store";
import { EDGES, WEAPONS } from "../sim/weapon-table";
import { screen } from "../view/screen";
import type { Device } from "./device";

/** The mouse button of each weapon, as a bit of `PointerEvent.buttons`; 0: none. */
const MOUSE: Record<WeaponName, number> = {
  BLASTER: 1,
  RAIL: 2,
};
/**
 * The rates at which keys turn the aim, in radians a second: slow at first, for small corrections.
 */
const TURN_RATE_MIN = 1;
const TURN_RATE_MAX = 4.5;
/** The time until the aim turns at its greatest rate. */
const TURN_RISE_MS = 350;
const TURN_FRAME_MAX_MS = 50;
/** The arrow keys always fly, whatever else is bound. */
const ARROWS = { up: "ArrowUp", left: "ArrowLeft", down: "ArrowDown", right: "ArrowRight" };

/** Returns the thrust of the held keys in screen directions; diagonals are no faster. */
export function thrustOf(held: ReadonlySet<string>, bindings: Readonly<Bindings>) {
  const on = (way: keyof typeof ARROWS) =>
    held.has(bindings[way]) || held.has(ARROWS[way]) ? 1 : 0;
  const x = on("right") - on("left");
  const y = on("down") - on("up");
  const length = x !== 0 && y !== 0 ? Math.SQRT1_2 : 1;
  return { x: x * length, y: y * length };
}

/**
 * Returns the radians by which a key held for this long turns the aim in a frame of this length.
 */
export function turnOf(heldMs: number, frameMs: number): number {
  const share = Math.min(1, heldMs / TURN_RISE_MS);
  return ((TURN_RATE_MIN + (TURN_RATE_MAX - TURN_RATE_MIN) * share) * frameMs) / 1000;
}

/** Creates the device of keyboard and mouse, with its listeners. */
export function createKeyboardMouse(root: HTMLElement): KeyboardMouse {
  const device = new KeyboardMouse();
  window.addEventListener("keydown", (event) => device.keyDown(event));
  window.addEventListener("keyup", (event) => device.keyUp(event));
  root.addEventListener("pointerdown", (event) => device.pointer(event, root));
  window.addEventListener("pointermove", (event) => device.pointer(event, root));
  window.addEventListener("pointerup", (event) => device.pointer(event, root));
  window.addEventListener("pointercancel", (event) => device.pointer(event, root));
  window.addEventListener("blur", () => device.release());
  document.addEventListener("visibilitychange", () => device.release());
  root.addEventListener("contextmenu", (event) => {
    if (!isTyping(event.target)) event.preventDefault();
  });
  return device;
}

/**
 * The mouse aims once it has moved or clicked in this game, two keys turn the aim once one of them
 * was pressed, and until either happens the ship aims where it flies. The newest of mouse and keys
 * counts.
 */
export class KeyboardMouse implements Device {
  lastUsedMs = 0;
  private aimedBy: "flight" | "keys" | "mouse" = "flight";
  private turnedMs = 0;
  private filledMs = 0;
  private readonly held = new Set<string>();
  private pointerX = 0;
  private pointerY = 0;
  private buttons = 0;
  private pointed = false;
  private metaHeld = false;
  // Pressed since the last frame, even if already let go: a quick click fires once all the same.
  private readonly tapped = new Set<string>();
  private tappedButtons = 0;

  /** A game begins: where the mouse was in the menu is no aim. */
  begin(): void {
    this.aimedBy = "flight";
  }

  keyDown(event: KeyboardEvent): void {
    this.followMeta(event);
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (pressesButton(event) && !leaveClickedButton(event)) return;
    if (this.flies(event.code)) {
      this.lastUsedMs = event.timeStamp;
      if (!(event.target instanceof HTMLButtonElement)) event.preventDefault();
    }
    this.held.add(event.code);
    this.tapped.add(event.code);
  }

  keyUp(event: KeyboardEvent): void {
    this.held.delete(event.code);
    if (isMetaKey(event)) this.releaseKeys();
    this.followMeta(event);
  }

  /** A press counts only over the arena; moving and letting go count everywhere. */
  pointer(event: PointerEvent, root: HTMLElement): void {
    this.followMeta(event);
    if (event.pointerType === "touch") return;
    const stands =
      this.pointed && event.clientX === this.pointerX && event.clientY === this.pointerY;
    // A mouse that stands still says so again when the page under it changes.
    if (event.type === "pointermove" && stands && event.buttons === this.buttons) return;
    this.pointerX = event.clientX;
    this.pointerY = event.clientY;
    this.pointed = true;
    const overArena = isArena(event.target, root);
    if (event.type === "pointerdown" && !overArena) return;
    this.aimedBy = "mouse";
    if (event.type === "pointerdown") this.press(event.buttons);
    this.buttons = event.type === "pointermove" ? this.buttons & event.buttons : event.buttons;
    if (event.type === "pointermove" && overArena) this.buttons = event.buttons;
    this.lastUsedMs = event.timeStamp;
  }

  fill(input: PilotInput, nowMs: number): void {
    const { bindings } = settings.preferences;
    const thrust = thrustOf(this.held, bindings);
    input.moveX = thrust.x;
    input.moveY = thrust.y;
    for (const { name, button } of WEAPONS) {
      if (this.pulled(MOUSE[name], bindings[WEAPON_KEYS[name]])) input.buttons |= button;
    }
    this.turn(input, nowMs);
    if (this.aimedBy === "mouse") {
      input.aim = Math.atan2(this.pointerY - screen.ownY, this.pointerX - screen.ownX);
    } else if (this.aimedBy === "flight" && !isHeld(input) && (thrust.x !== 0 || thrust.y !== 0)) {
      input.aim = Math.atan2(thrust.y, thrust.x);
    }
    this.tapped.clear();
    this.tappedButtons = 0;
  }

  /** A tap turns the aim for one frame. */
  private turn(input: PilotInput, nowMs: number): void {
    const { turnLeft, turnRight } = settings.preferences.bindings;
    const frameMs = Math.max(0, Math.min(TURN_FRAME_MAX_MS, nowMs - this.filledMs));
    this.filledMs = nowMs;
    const on = (code: string) => (this.held.has(code) || this.tapped.has(code) ? 1 : 0);
    const way = on(turnRight) - on(turnLeft);
    this.turnedMs = way === 0 ? 0 : this.turnedMs + frameMs;
    if (way === 0) return;
    this.aimedBy = "keys";
    const aim = input.aim + way * turnOf(this.turnedMs, frameMs);
    input.aim = Math.atan2(Math.sin(aim), Math.cos(aim));
  }

  private pulled(button: number, code: string): boolean {
    const buttons = this.buttons | this.tappedButtons;
    return (buttons & button) !== 0 || this.held.has(code) || this.tapped.has(code);
  }

  private press(buttons: number): void {
    this.tappedButtons |= buttons;
    blurButtons();
  }

  /**
   * Returns the offset of the pointer from the middle of the screen, in u, not from the ship: a
   * lead must not feed itself.
   */
  gaze(): { x: number; y: number } {
    if (this.aimedBy !== "mouse") return { x: 0, y: 0 };
    return {
      x: (this.pointerX - screen.width / 2) / screen.pixelsPerU,
      y: (this.pointerY - screen.height / 2) / screen.pixelsPerU,
    };
  }

  release(): void {
    this.releaseKeys();
    this.metaHeld = false;
    this.buttons = 0;
    this.tappedButtons = 0;
  }

  private releaseKeys(): void {
    this.held.clear();
    this.tapped.clear();
  }

  /** Keys may have gone up unseen while Meta was held, and so may Meta itself. */
  private followMeta(event: { readonly metaKey: boolean }): void {
    if (this.metaHeld && !event.metaKey) this.releaseKeys();
    this.metaHeld = event.metaKey;
  }

  private flies(code: string): boolean {
    const { bindings } = settings.preferences;
    const { up, left, down, right, turnLeft, turnRight } = bindings;
    const flight = [up, left, down, right, turnLeft, turnRight];
    const shots = Object.values(WEAPON_KEYS).map((action) => bindings[action]);
    return [...flight, ...shots, ...Object.values(ARROWS)].includes(code);
  }
}

/** Fires a weapon that goes on for as long as its button is held. */
function isHeld(input: PilotInput): boolean {
  return (input.buttons & ~EDGES) !== 0;
}

/** The arena is whatever of the root is no panel, button or field. */
function isArena(target: EventTarget | null, root: HTMLElement): boolean {
  if (!(target instanceof Element) || !root.contains(target)) return false;
  return target.closest("button, input, a, [data-panel]") === null;
}

/**
 * A button that was clicked keeps the focus without showing it: the space bar fires then. One that
 * was reached by keyboard shows its focus and is pressed. Returns true if the button was left.
 */
function leaveClickedButton(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.code !== "Space" || !(target instanceof HTMLElement)) return false;
  if (target.matches(":focus-visible")) return false;
  target.blur();
  return true;
}

/** After a click into the arena the space bar shall fire, not press the button used last. */
function blurButtons(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
