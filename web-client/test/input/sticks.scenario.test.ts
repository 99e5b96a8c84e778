import { expect, test } from "vitest";
import { GamepadDevice, type PadState } from "../../src/input/gamepad";
import { thrustOf } from "../../src/input/keyboard-mouse";
import { lastUsed } from "../../src/input/pilot";
import {
  followBase,
  GAMEPAD_DEAD_ZONE,
  knobOffset,
  THUMB_FIRE_TILT,
  THUMB_REACH_PX,
  thumbTilt,
  tiltLength,
  tiltOf,
} from "../../src/input/stick";
import type { PilotInput } from "../../src/netcode/game-view";
import { DEFAULT_BINDINGS } from "../../src/settings/key-bindings";
import { FIRE, RAIL } from "../support/weapons";

const rest = (): PilotInput => ({ moveX: 0, moveY: 0, aim: 1, buttons: 0 });

function pad(axes: number[], pressed: number[] = []): PadState {
  const buttons = Array.from({ length: 17 }, (_, i) => {
    const down = pressed.includes(i);
    return { pressed: down, value: down ? 1 : 0 };
  });
  return { connected: true, axes, buttons };
}

test("a stick has no effect inside the dead zone, and no jump at its edge", () => {
  expect(tiltOf(0.1, 0.1, GAMEPAD_DEAD_ZONE)).toEqual({ x: 0, y: 0 });
  expect(tiltLength(tiltOf(GAMEPAD_DEAD_ZONE + 0.001, 0, GAMEPAD_DEAD_ZONE))).toBeLessThan(0.01);
});

test("no tilt is longer than one, also in the corners of a stick", () => {
  expect(tiltLength(tiltOf(1, 1, GAMEPAD_DEAD_ZONE))).toBeCloseTo(1, 9);
  expect(tiltLength(thumbTilt(400, -300))).toBeCloseTo(1, 9);
});

test("a thumb pushed less than half aims, and past half fires", () => {
  expect(tiltLength(thumbTilt(THUMB_REACH_PX * 0.4, 0))).toBeLessThan(THUMB_FIRE_TILT);
  expect(tiltLength(thumbTilt(THUMB_REACH_PX * 0.4, 0))).toBeGreaterThan(0);
  expect(tiltLength(thumbTilt(THUMB_REACH_PX * 0.7, 0))).toBeGreaterThan(THUMB_FIRE_TILT);
});

test("the knob stays within the ring", () => {
  const knob = knobOffset(300, 400);
  expect(Math.hypot(knob.x, knob.y)).toBeCloseTo(THUMB_REACH_PX, 9);
  expect(knobOffset(10, 0)).toEqual({ x: 10, y: 0 });
});

test("the base follows a thumb outside the ring, so that turning back acts at once", () => {
  const base = { x: 100, y: 100 };
  followBase(base, 100 + THUMB_REACH_PX + 80, 100);
  expect(base.x).toBeCloseTo(180, 9);
  followBase(base, 180, 100);
  expect(base).toEqual({ x: 180, y: 100 });
});

test("keys thrust in screen directions, and a diagonal is not faster", () => {
  expect(thrustOf(new Set(["KeyW"]), DEFAULT_BINDINGS)).toEqual({ x: 0, y: -1 });
  const diagonal = thrustOf(new Set(["KeyW", "ArrowRight"]), DEFAULT_BINDINGS);
  expect(Math.hypot(diagonal.x, diagonal.y)).toBeCloseTo(1, 9);
  expect(thrustOf(new Set(["KeyA", "KeyD"]), DEFAULT_BINDINGS)).toEqual({ x: 0, y: 0 });
});

test("a gamepad flies with the left stick, aims with the right and fires with the triggers", () => {
  let state = pad([0, 0, 0, 0]);
  const device = new GamepadDevice(() => [null, state]);
  device.poll(33);
  state = pad([0, -1, 0, 1], [7, 5]);
  device.poll(50);
  const input = rest();
  device.fill(input);
  expect(input.moveY).toBeCloseTo(-1, 9);
  expect(input.aim).toBeCloseTo(Math.PI / 2, 9);
  expect([input.buttons, device.lastUsedMs]).toEqual([FIRE | RAIL, 50]);
});

test("a gamepad at rest does not become the active device, and keeps the aim while firing", () => {
  const device = new GamepadDevice(() => [pad([0.05, 0.02, 0, 0.1])]);
  device.poll(50);
  expect(device.lastUsedMs).toBe(0);
  let state = pad([0, 0, 0, 0]);
  const firing = new GamepadDevice(() => [state]);
  firing.poll(33);
  state = pad([1, 0, 0, 0], [7]);
  firing.poll(50);
  const input = rest();
  firing.fill(input);
  expect(input.buttons).toBe(FIRE);
  expect(input.aim).toBe(1);
});

test("the last used device is active", () => {
  const device = (lastUsedMs: number) => ({
    lastUsedMs,
    fill() {},
    gaze: () => ({ x: 0, y: 0 }),
    release() {},
  });
  const devices = [device(10), device(30), device(20)];
  expect(lastUsed(devices)).toBe(devices[1]);
});
