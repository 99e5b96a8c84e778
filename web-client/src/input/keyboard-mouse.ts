import type { WeaponName } from "../gen/weapons";
import type { PilotInput } from "../netcode/game-view";
import { isMetaKey, isTyping, pressesButton } from "../page/key-events";
import { type Bindings, WEAPON_KEYS } from "../settings/key-bindings";
import { settings } from "../settings/settings-store";
import { EDGES, WEAPONS } from "../sim/weapon-table";
import { screen } from "../view/screen";
import type { Device } from "./device";

/** The mouse button of each weapon, as a bit of `PointerEvent.buttons`; 0 for none. */
const MOUSE: Record<WeaponName, number> = {
  BLASTER: 1,
  RAIL: 2,
};
/**
 * The rates at which keys turn the aim, in radians per second: slow at first, for small
 * corrections.
 */
const TURN_RATE_MIN = 1;
const TURN_RATE_MAX = 4.5;
/** The time until the aim turns at its maximum rate. */
const TURN_RISE_MS = 350;
const TURN_FRAME_MAX_MS = 50;
/** The arrow keys always fly, whatever the bindings are. */
const ARROWS = { up: "ArrowUp", left: "ArrowLeft", down: "ArrowDown", right: "ArrowRight" };

/** Returns the thrust of the held keys in screen directions; diagonal thrust is not stronger. */
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

/** Creates the keyboard and mouse device with its listeners. */
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
 * Aims with the mouse after it has moved or clicked in this game, or with two keys after one of
 * them was pressed. The most recent of the two counts. Before either is used, the ship aims in its
 * flight direction.
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
  // Keys pressed since the last frame, even if already released, so that a quick click fires once.
  private readonly tapped = new Set<string>();
  private tappedButtons = 0;

  /** Starts a game. The position of the mouse in the menu does not count as an aim. */
  begin(): void {
    this.aimedBy = "flight";
  }

  /** Handles a key press. Ignores it in text fields and together with Ctrl, Meta or Alt. */
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

  /** Handles the release of a key. */
  keyUp(event: KeyboardEvent): void {
    this.held.delete(event.code);
    if (isMetaKey(event)) this.releaseKeys();
    this.followMeta(event);
  }

  /**
   * Handles a pointer event. A press counts only over the arena; moves and releases count
   * everywhere.
   */
  pointer(event: PointerEvent, root: HTMLElement): void {
    this.followMeta(event);
    if (event.pointerType === "touch") return;
    const stands =
      this.pointed && event.clientX === this.pointerX && event.clientY === this.pointerY;
    // Browsers repeat the event of a resting mouse when the page under it changes.
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

  /**
   * Writes thrust, aim and triggers of the held keys and mouse buttons. `nowMs` is the time of the
   * frame.
   */
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

  /** Releases all keys and buttons. Call it when the page loses the focus or is hidden. */
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

  /** While Meta is held, other keys and Meta itself may be released without an event. */
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

/** Returns true if the trigger of a weapon that fires continuously is held. */
function isHeld(input: PilotInput): boolean {
  return (input.buttons & ~EDGES) !== 0;
}

/** Returns true for any part of the root that is not a panel, a button or a field. */
function isArena(target: EventTarget | null, root: HTMLElement): boolean {
  if (!(target instanceof Element) || !root.contains(target)) return false;
  return target.closest("button, input, a, [data-panel]") === null;
}

/**
 * After a click a button keeps an invisible focus; the space bar then fires instead of pressing it.
 * A button reached by keyboard shows its focus and is pressed. Returns true if the focus was
 * removed.
 */
function leaveClickedButton(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.code !== "Space" || !(target instanceof HTMLElement)) return false;
  if (target.matches(":focus-visible")) return false;
  target.blur();
  return true;
}

/** After a click into the arena the space bar has to fire, not press the last used button. */
function blurButtons(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
