import { expect, test } from "vitest";
import { WEAPON } from "../../src/gen/weapons";
import { GamepadDevice, type PadState } from "../../src/input/gamepad";
import type { PilotInput } from "../../src/netcode/game-view";

type Pads = ArrayLike<PadState | null>;
const FIRE = 7;

function pad(axes: unknown, buttons: unknown = [], connected = true): PadState {
  return { connected, axes, buttons } as PadState;
}

function pressed(...indexes: number[]): PadState["buttons"] {
  return Array.from({ length: 17 }, (_, i) => {
    return { pressed: indexes.includes(i), value: indexes.includes(i) ? 1 : 0 };
  });
}

/** Gives a device one state of the list of pads per frame. */
class Rig {
  readonly device = new GamepadDevice(() => this.pads());
  private nowMs = 0;
  private pads: () => Pads = () => [];

  show(...pads: (PadState | null)[]): this {
    return this.showList(() => pads);
  }

  showList(pads: () => Pads): this {
    this.pads = pads;
    this.nowMs += 16;
    this.device.poll(this.nowMs);
    return this;
  }

  get usedNow(): boolean {
    return this.device.lastUsedMs === this.nowMs;
  }

  get input(): PilotInput {
    const input = { moveX: 0, moveY: 0, aim: 1, buttons: 0 };
    this.device.fill(input);
    return input;
  }
}

test.each([
  ["off the middle", pad([0, 0, -1, 0])],
  ["with every axis at its end", pad([-1, 1, -1, 1])],
  ["with a button pressed", pad([0, 0, 0, 0], pressed(FIRE))],
  ["with a half-pressed trigger", pad([0, 0, 0, 0], Array(17).fill({ pressed: true, value: 0.5 }))],
])("a pad that rests %s never becomes the active device", (_, resting) => {
  const rig = new Rig();
  for (let i = 0; i < 100; i++) rig.show(resting);
  expect(rig.device.lastUsedMs).toBe(0);
});

test("a pad that rests outside the middle is used as soon as one of its values changes", () => {
  const rig = new Rig().show(pad([0, 0, -1, 0]));
  rig.show(pad([0.9, 0, -1, 0]));
  expect(rig.usedNow).toBe(true);
  rig.show(pad([0.9, 0, -1, 0]));
  expect(rig.usedNow).toBe(false);
  expect(rig.input.moveX).toBeGreaterThan(0.8);
  rig.show(pad([0.9, 0, -1, 0], pressed(FIRE)));
  expect(rig.usedNow).toBe(true);
  expect(rig.input.buttons).toBe(WEAPON.BLASTER.button);
});

test("a slowly moved stick counts as used, a trembling one does not", () => {
  const slow = new Rig().show(pad([0, 0, 0, 0]));
  for (let tilt = 0; tilt < 1; tilt += 0.02) slow.show(pad([tilt, 0, 0, 0]));
  expect(slow.device.lastUsedMs).toBeGreaterThan(0);
  const trembling = new Rig();
  for (let i = 0; i < 100; i++)
    trembling.show(pad([0.5 + (i % 2) * 0.1, 0, -0.9 - (i % 3) / 30, 0]));
  expect(trembling.device.lastUsedMs).toBe(0);
});

test("of several pads the last used one is read, at any place of the list", () => {
  const rest = pad([0, 0, 0, 0]);
  const rig = new Rig().show(rest, null, rest);
  rig.show(rest, null, pad([1, 0, 0, 0]));
  expect(rig.input.moveX).toBe(1);
  rig.show(pad([0, 1, 0, 0]), null, pad([1, 0, 0, 0]));
  expect([rig.input.moveX, rig.input.moveY]).toEqual([0, 1]);
});

test("a pad unplugged in flight leaves the ship at rest, and returns as unused", () => {
  const rig = new Rig().show(pad([0, 0, 0, 0])).show(pad([1, 0, 0, 0]));
  rig.show(null);
  expect(rig.input.moveX).toBe(0);
  rig.show(pad([0, 0, -1, 0]));
  expect(rig.usedNow).toBe(false);
});

const throwing = (): never => {
  throw new DOMException("forbidden by policy", "SecurityError");
};

test.each<[string, () => Pads]>([
  ["a list that throws", throwing],
  ["no list", () => undefined as unknown as Pads],
  ["null as a list", () => null as unknown as Pads],
  ["a number as a list", () => 4 as unknown as Pads],
  ["a list whose entries throw", () => Object.defineProperty([], "0", { get: throwing })],
  ["entries that are not pads", () => ["pad", 7, true, {}] as unknown as Pads],
  ["a pad whose axes throw", () => [Object.defineProperty(pad([]), "axes", { get: throwing })]],
  ["a pad without axes or buttons", () => [{ connected: true } as PadState]],
  ["axes that are null", () => [pad(null, null)]],
  ["axes that are not numbers", () => [pad([Number.NaN, "1", undefined, {}], [null, "7"])]],
  ["infinite axes", () => [pad([Infinity, -Infinity, Infinity, 0])]],
  ["buttons with holes", () => [pad([0, 0, 0, 0], new Array(17))]],
  ["a thousand pads", () => Array(1000).fill(pad([0, 0, 0, 0]))],
])("%s: the device has no input and throws no error", (_, list) => {
  const rig = new Rig().showList(list).showList(list);
  expect(rig.device.lastUsedMs).toBe(0);
  const { moveX, moveY, aim } = rig.input;
  expect([moveX, moveY, aim].every(Number.isFinite)).toBe(true);
});

test("one broken pad does not hide another", () => {
  const broken = Object.defineProperty(pad([]), "axes", { get: throwing });
  const rig = new Rig().show(broken, pad([0, 0, 0, 0])).show(broken, pad([0, -1, 0, 0]));
  expect(rig.input.moveY).toBe(-1);
});

test("values far out of range do not increase the speed", () => {
  const rig = new Rig().show(pad([0, 0, 0, 0])).show(pad([400, 0, 0, 0]));
  expect(rig.input.moveX).toBe(1);
});

test("buttons of old browsers, which are plain numbers, are read", () => {
  const buttons = Array(17).fill(0);
  const rig = new Rig().show(pad([0, 0, 0, 0], buttons));
  rig.show(pad([0, 0, 0, 0], buttons.with(FIRE, 1)));
  expect(rig.input.buttons).toBe(WEAPON.BLASTER.button);
});
