import type { GameView, PilotInput } from "../netcode/game-view";
import { gaze } from "../view/screen";
import type { Device } from "./device";
import { createGamepad } from "./gamepad";
import { createKeyboardMouse } from "./keyboard-mouse";
import { createThumbs } from "./thumbs";

/** Reads the input of the player in a render frame. The next call reuses the result. */
export interface Pilot {
  /** `nowMs` is the time of the frame. */
  read(view: GameView, nowMs: number): PilotInput;
}

/** Creates the pilot, which reads the device that was used last. */
export function createPilot(root: HTMLElement): Pilot {
  const input: PilotInput = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };
  const keyboardMouse = createKeyboardMouse(root);
  const thumbs = createThumbs(root);
  const gamepad = createGamepad();
  const devices: Device[] = [keyboardMouse, thumbs, gamepad];
  let phase: GameView["phase"] = "menu";
  return {
    read(view, nowMs) {
      const flying = view.phase === "playing";
      if (flying && phase !== "playing" && phase !== "reconnecting") keyboardMouse.begin();
      phase = view.phase;
      thumbs.show(flying, view.own.alive ? view.own.ready : undefined);
      // Uses the clock of DOM events, which may differ from the caller's frame clock.
      gamepad.poll(performance.now());
      const device = lastUsed(devices);
      rest(input);
      if (flying) device.fill(input, nowMs);
      const look = device.gaze();
      gaze.x = look.x;
      gaze.y = look.y;
      return input;
    },
  };
}

/** Returns the device that was used last. */
export function lastUsed(devices: readonly Device[]): Device {
  return devices.reduce((best, device) => (device.lastUsedMs > best.lastUsedMs ? device : best));
}

function rest(input: PilotInput): void {
  input.moveX = 0;
  input.moveY = 0;
  input.buttons = 0;
}
