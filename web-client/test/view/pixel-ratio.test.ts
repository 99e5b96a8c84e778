import { afterEach, expect, test, vi } from "vitest";
import { pixelRatio, resolutionOf } from "../../src/view/pixel-ratio";

afterEach(() => void vi.unstubAllGlobals());

test.each([
  [1, 1],
  [0.5, 0.5],
  [1.25, 1.25],
  [3, 2],
  [0, 1],
  [Number.NaN, 1],
  [undefined, 1],
])("a device pixel ratio of %s is drawn with %s", (devicePixelRatio, expected) => {
  vi.stubGlobal("window", { devicePixelRatio });
  expect(pixelRatio()).toBe(expected);
});

test("the next check detects a changed ratio, and the canvas renderer always uses one", () => {
  const window = { devicePixelRatio: 1 };
  vi.stubGlobal("window", window);
  expect(resolutionOf("webgl")).toBe(1);
  window.devicePixelRatio = 1.5;
  expect(resolutionOf("webgl")).toBe(1.5);
  expect(resolutionOf("canvas")).toBe(1);
});
