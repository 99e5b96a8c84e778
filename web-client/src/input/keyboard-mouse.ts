import type { PilotInput } from "../netcode/game-view";
import { screen } from "../render/screen";
import { type Bindings, settings } from "../ui/settings-store";
import { type Device, isMetaKey, isTyping } from "./device";

const LEFT_BUTTON = 1;
const RIGHT_BUTTON = 2;
/** The arrow keys always fly, whatever else is bound. */
const ARROWS = { up: "ArrowUp", left: "ArrowLeft", down: "ArrowDown", right: "ArrowRight" };

/** Thrust in screen directions from the held keys; diagonals are no faster. */
export function thrustOf(held: ReadonlySet<string>, bindings: Readonly<Bindings>) {
  const on = (way: keyof typeof ARROWS) =>
    held.has(bindings[way]) || held.has(ARROWS[way]) ? 1 : 0;
  const x = on("right") - on("left");
  const y = on("down") - on("up");
  const length = x !== 0 && y !== 0 ? Math.SQRT1_2 : 1;
  return { x: x * length, y: y * length };
}

export function createKeyboardMouse(root: HTMLElement): Device {
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

class KeyboardMouse implements Device {
  lastUsedMs = 0;
  private readonly held = new Set<string>();
  private pointerX = 0;
  private pointerY = 0;
  private buttons = 0;
  private pointed = false;
  private metaHeld = false;
  // Pressed since the last frame, even if already let go: a quick click fires once all the same.
  private readonly tapped = new Set<string>();
  private tappedButtons = 0;

  keyDown(event: KeyboardEvent): void {
    this.followMeta(event);
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
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
    if (event.type === "pointerdown") this.press(event.buttons);
    this.buttons = event.type === "pointermove" ? this.buttons & event.buttons : event.buttons;
    if (event.type === "pointermove" && overArena) this.buttons = event.buttons;
    this.lastUsedMs = event.timeStamp;
  }

  fill(input: PilotInput): void {
    const { bindings } = settings.preferences;
    const thrust = thrustOf(this.held, bindings);
    input.moveX = thrust.x;
    input.moveY = thrust.y;
    if (this.pointed) {
      input.aim = Math.atan2(this.pointerY - screen.ownY, this.pointerX - screen.ownX);
    }
    input.fire = this.pulled(LEFT_BUTTON, bindings.fire);
    input.rail = this.pulled(RIGHT_BUTTON, bindings.rail);
    this.tapped.clear();
    this.tappedButtons = 0;
  }

  private pulled(button: number, code: string): boolean {
    const buttons = this.buttons | this.tappedButtons;
    return (buttons & button) !== 0 || this.held.has(code) || this.tapped.has(code);
  }

  private press(buttons: number): void {
    this.tappedButtons |= buttons;
    blurButtons();
  }

  /** From the middle of the screen, not from the ship: a lead must not feed itself. */
  gaze(): { x: number; y: number } {
    if (!this.pointed) return { x: 0, y: 0 };
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
    const { up, left, down, right, fire, rail } = settings.preferences.bindings;
    return [up, left, down, right, fire, rail, ...Object.values(ARROWS)].includes(code);
  }
}

/** The arena is whatever of the root is no panel, button or field. */
function isArena(target: EventTarget | null, root: HTMLElement): boolean {
  if (!(target instanceof Element) || !root.contains(target)) return false;
  return target.closest("button, input, a, [data-panel]") === null;
}

/** After a click into the arena the space bar shall fire, not press the button used last. */
function blurButtons(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
