import type { PilotInput } from "../netcode/game-view";
import type { Device } from "./device";
import { GAMEPAD_DEAD_ZONE, tiltLength, tiltOf } from "./stick";

/** Places of the standard mapping. */
const RIGHT_BUMPER = 5;
const LEFT_TRIGGER = 6;
const RIGHT_TRIGGER = 7;
const TRIGGER_PRESSED = 0.35;
const GAZE_REACH_U = 420;

/** The part of a browser's Gamepad that is read. */
export interface PadState {
  connected: boolean;
  axes: readonly number[];
  buttons: readonly { pressed: boolean; value: number }[];
}

export interface PadReading {
  move: { x: number; y: number };
  aim: { x: number; y: number };
  fire: boolean;
  rail: boolean;
}

export function readPad(pad: PadState): PadReading {
  const axis = (index: number) => pad.axes[index] ?? 0;
  const pressed = (index: number) => {
    const button = pad.buttons[index];
    return button !== undefined && (button.pressed || button.value > TRIGGER_PRESSED);
  };
  return {
    move: tiltOf(axis(0), axis(1), GAMEPAD_DEAD_ZONE),
    aim: tiltOf(axis(2), axis(3), GAMEPAD_DEAD_ZONE),
    fire: pressed(RIGHT_TRIGGER),
    rail: pressed(RIGHT_BUMPER) || pressed(LEFT_TRIGGER),
  };
}

export function createGamepad(): GamepadDevice {
  return new GamepadDevice(() => navigator.getGamepads?.() ?? []);
}

export class GamepadDevice implements Device {
  lastUsedMs = 0;
  private reading: PadReading | undefined;

  constructor(private readonly pads: () => readonly (PadState | null)[]) {}

  /** Gamepads send no events for sticks: they are asked once a frame. */
  poll(nowMs: number): void {
    let chosen: PadReading | undefined;
    for (const pad of this.pads()) {
      if (!pad?.connected) continue;
      const reading = readPad(pad);
      if (chosen === undefined || isUsed(reading)) chosen = reading;
    }
    this.reading = chosen;
    if (chosen && isUsed(chosen)) this.lastUsedMs = nowMs;
  }

  fill(input: PilotInput): void {
    const { reading } = this;
    if (!reading) return;
    input.moveX = reading.move.x;
    input.moveY = reading.move.y;
    input.fire = reading.fire;
    input.rail = reading.rail;
    // A stick at rest keeps the last aim; without any, the ship looks where it flies.
    const aimed = tiltLength(reading.aim) > 0 ? reading.aim : undefined;
    const way = aimed ?? (reading.fire ? undefined : reading.move);
    if (way && tiltLength(way) > 0) input.aim = Math.atan2(way.y, way.x);
  }

  gaze(): { x: number; y: number } {
    const aim = this.reading?.aim;
    return { x: (aim?.x ?? 0) * GAZE_REACH_U, y: (aim?.y ?? 0) * GAZE_REACH_U };
  }

  release(): void {
    this.reading = undefined;
  }
}

function isUsed(reading: PadReading): boolean {
  return (
    reading.fire || reading.rail || tiltLength(reading.move) > 0 || tiltLength(reading.aim) > 0
  );
}
