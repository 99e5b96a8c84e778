import { expect, test } from "vitest";
import {
  Camera,
  LEAD_SHARE,
  LEAD_SPRING_MS,
  pixelsPerU,
  SHAKE_MS,
  SHAKE_PIXELS_MAX,
  settle,
  shakeOffset,
  viewBox,
} from "../../src/view/camera";

test("the lead spring settles on its target and never overshoots from rest", () => {
  const spring = { position: 0, velocity: 0 };
  for (let ms = 0; ms < 600; ms += 10) {
    settle(spring, 100, 10, LEAD_SPRING_MS);
    expect(spring.position).toBeLessThanOrEqual(100);
  }
  expect(spring.position).toBeGreaterThan(99.5);
});

test("the spring is at the same place after one long step as after many short ones", () => {
  const coarse = { position: 5, velocity: 0.2 };
  const fine = { position: 5, velocity: 0.2 };
  settle(coarse, 80, 100, LEAD_SPRING_MS);
  for (let i = 0; i < 25; i++) settle(fine, 80, 4, LEAD_SPRING_MS);
  expect(fine.position).toBeCloseTo(coarse.position, 6);
});

test("the camera follows the ship exactly and leads 12 % towards the aim", () => {
  const camera = new Camera();
  camera.follow(1000, 500, { x: 0, y: 0 }, 16);
  expect([camera.x, camera.y]).toEqual([1000, 500]);
  for (let i = 0; i < 100; i++) camera.follow(1000, 500, { x: 500, y: -300 }, 16);
  expect(camera.x).toBeCloseTo(1000 + 500 * LEAD_SHARE, 3);
  expect(camera.y).toBeCloseTo(500 - 300 * LEAD_SHARE, 3);
});

test("a shake stays within its six pixels and is over after 150 ms", () => {
  for (let ageMs = 0; ageMs < SHAKE_MS; ageMs++) {
    expect(Math.abs(shakeOffset(5, ageMs, 1))).toBeLessThanOrEqual(SHAKE_PIXELS_MAX);
  }
  expect(shakeOffset(1, SHAKE_MS, 1)).toBe(0);
});

test("reduced motion removes the shake", () => {
  const camera = new Camera();
  camera.shake(1, 1000);
  camera.settleShake(1020, false);
  expect([camera.shakeX, camera.shakeY]).toEqual([0, 0]);
  camera.settleShake(1020, true);
  expect(Math.hypot(camera.shakeX, camera.shakeY)).toBeGreaterThan(0);
});

test("a weaker shake does not shorten a stronger one", () => {
  const [alone, followed] = [new Camera(), new Camera()];
  alone.shake(1, 0);
  followed.shake(1, 0);
  followed.shake(0.1, 30);
  alone.settleShake(60, true);
  followed.settleShake(60, true);
  expect(followed.shakeX).toBe(alone.shakeX);
});

test("a tall screen shows the box upright, and the whole box always fits", () => {
  expect(viewBox(360, 740)).toEqual({ width: 800, height: 1400 });
  expect(viewBox(1920, 1080)).toEqual({ width: 1400, height: 800 });
  for (const [width, height] of [
    [360, 740],
    [1920, 1080],
    [2560, 1080],
  ] as const) {
    const box = viewBox(width, height);
    const scale = pixelsPerU(width, height);
    expect(box.width * scale).toBeLessThanOrEqual(width + 1e-6);
    expect(box.height * scale).toBeLessThanOrEqual(height + 1e-6);
  }
});
