import type { WeaponName } from "../gen/weapons";
import type { PilotInput } from "../netcode/game-view";
import { EDGES, WEAPONS } from "../sim/weapon-table";
import type { Device } from "./device";
import { GAMEPAD_DEAD_ZONE, type Tilt, tiltLength, tiltOf } from "./stick";

/** Indexes of the standard mapping. */
const RIGHT_BUMPER = 5;
const LEFT_TRIGGER = 6;
const RIGHT_TRIGGER = 7;
const TRIGGERS: Record<WeaponName, readonly number[]> = {
  BLASTER: [RIGHT_TRIGGER],
  RAIL: [RIGHT_BUMPER, LEFT_TRIGGER],
};
const TRIGGER_PRESSED = 0.35;
const GAZE_REACH_U = 420;
/** The maximum number of gamepads; further ones in the browser's list are ignored. */
const PADS_MAX = 8;
const NO_PADS: ArrayLike<PadState | null> = [];

/**
 * The part of a browser's Gamepad that is read. Drivers provide it, so every value may be invalid.
 */
export interface PadState {
  connected: boolean;
  axes: readonly number[];
  buttons: readonly { pressed: boolean; value: number }[];
}

/** The sticks of a gamepad, each coordinate from -1 to 1, and the buttons that fire. */
export interface PadReading {
  move: { x: number; y: number };
  aim: { x: number; y: number };
  /** The buttons of the weapons that are held. */
  buttons: number;
}

/** Returns the sticks and the buttons of a gamepad, with their dead zones applied. */
export function readPad(pad: PadState): PadReading {
  const axis = (index: number) => numberOf(pad.axes?.[index]);
  const pressed = (index: number) => isPressed(pad.buttons?.[index]);
  return {
    move: tiltOf(axis(0), axis(1), GAMEPAD_DEAD_ZONE),
    aim: tiltOf(axis(2), axis(3), GAMEPAD_DEAD_ZONE),
    buttons: WEAPONS.reduce(
      (bits, { name, button }) => bits | (TRIGGERS[name].some(pressed) ? button : 0),
      0,
    ),
  };
}

/** Returns the value, -1 to 1; 0 for anything that is not a number. */
function numberOf(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) return 0;
  return Math.max(-1, Math.min(1, value));
}

/** Old browsers represent a button by its value. */
function isPressed(button: unknown): boolean {
  if (typeof button !== "object" || button === null) return numberOf(button) > TRIGGER_PRESSED;
  const { pressed, value } = button as { pressed?: unknown; value?: unknown };
  return pressed === true || numberOf(value) > TRIGGER_PRESSED;
}

/** Creates a device that reads the gamepads of the browser. */
export function createGamepad(): GamepadDevice {
  return new GamepadDevice(() => navigator.getGamepads?.() ?? []);
}

/** Reads the gamepad that was used last. */
export class GamepadDevice implements Device {
  lastUsedMs = 0;
  private reading: PadReading | undefined;
  /**
   * The state of each gamepad at its last use or when first seen, by index in the browser's list.
   */
  private readonly seen: (PadReading | undefined)[] = [];
  private usedIndex = -1;

  constructor(private readonly pads: () => ArrayLike<PadState | null>) {}

  /**
   * Reads all gamepads. Call it once a frame, because sticks send no events. Only a change counts
   * as use: some gamepads rest far off the middle, or with a button pressed.
   */
  poll(nowMs: number): void {
    const pads = this.list();
    for (let index = 0; index < PADS_MAX; index++) {
      const reading = readingOf(pads, index);
      const before = this.seen[index];
      if (!reading || !before) {
        this.seen[index] = reading;
      } else if (isChanged(before, reading)) {
        this.seen[index] = reading;
        this.usedIndex = index;
        this.lastUsedMs = nowMs;
      }
      if (index === this.usedIndex) this.reading = reading;
    }
  }

  /** The browser throws if a policy forbids gamepads. */
  private list(): ArrayLike<PadState | null> {
    try {
      return this.pads() ?? NO_PADS;
    } catch {
      return NO_PADS;
    }
  }

  /** Writes the sticks and buttons read by the last `poll`; writes nothing without a gamepad. */
  fill(input: PilotInput): void {
    const { reading } = this;
    if (!reading) return;
    input.moveX = reading.move.x;
    input.moveY = reading.move.y;
    input.buttons = reading.buttons;
    // A stick at rest leaves the aim unchanged; before the first aim, the ship aims in its flight
    // direction.
    const aimed = tiltLength(reading.aim) > 0 ? reading.aim : undefined;
    const way = aimed ?? ((reading.buttons & ~EDGES) !== 0 ? undefined : reading.move);
    if (way && tiltLength(way) > 0) input.aim = Math.atan2(way.y, way.x);
  }

  /** Returns the offset to which the aiming stick points, in u; zero at rest. */
  gaze(): { x: number; y: number } {
    const aim = this.reading?.aim;
    return { x: (aim?.x ?? 0) * GAZE_REACH_U, y: (aim?.y ?? 0) * GAZE_REACH_U };
  }

  /** Drops the last reading. */
  release(): void {
    this.reading = undefined;
  }
}

/** Returns undefined if the gamepad is missing, disconnected or fails while it is read. */
function readingOf(pads: ArrayLike<PadState | null>, index: number): PadReading | undefined {
  try {
    const pad = pads[index];
    return pad?.connected ? readPad(pad) : undefined;
  } catch {
    return undefined;
  }
}

/** Sticks count only beyond the dead zone, because they drift and tremble. */
function isChanged(before: PadReading, now: PadReading): boolean {
  return (
    before.buttons !== now.buttons || isMoved(before.move, now.move) || isMoved(before.aim, now.aim)
  );
}

function isMoved(before: Tilt, now: Tilt): boolean {
  return Math.hypot(now.x - before.x, now.y - before.y) > GAMEPAD_DEAD_ZONE;
}
