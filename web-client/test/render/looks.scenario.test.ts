import { expect, test } from "vitest";
import { HULLS } from "../../src/render/hulls";
import { rockCorners, seedOf } from "../../src/render/rock-shape";
import { Hurt } from "../../src/render/vignette";
import { COLOURS, colourOf, hullShapeOf, TEXT_COLOURS } from "../../src/view/palette";
import { chooseRenderer, isRealGpu } from "../../src/view/renderer-choice";

const BACKGROUND_LUMINANCE = 0.002;

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

test("each colour has its own hull shape", () => {
  const shapes = COLOURS.map((_, colour) => hullShapeOf(colour, colour));
  expect(new Set(shapes).size).toBe(HULLS.length);
});

test("forty-nine ids look different from each other", () => {
  const looks = Array.from({ length: 49 }, (_, id) => `${id % 7} ${hullShapeOf(id % 7, id)}`);
  expect(new Set(looks).size).toBe(49);
});

test("a colour index out of range still gives a colour", () => {
  expect(colourOf(7)).toBe(COLOURS[0]);
  expect(colourOf(-1)).toBe(COLOURS[6]);
});

test("names are readable on the background", () => {
  for (const colour of TEXT_COLOURS) {
    const contrast = (luminance(colour) + 0.05) / (BACKGROUND_LUMINANCE + 0.05);
    expect(contrast).toBeGreaterThan(4.5);
  }
});

test("hulls are symmetrical about their axis and fit into the hit circle", () => {
  for (const hull of HULLS) {
    const corners = new Set(hull.map(([x, y]) => `${x} ${Math.abs(y)}`));
    for (const [x, y] of hull) {
      expect(corners.has(`${x} ${Math.abs(y)}`)).toBe(true);
      expect(Math.hypot(x, y)).toBeLessThan(26);
    }
  }
});

test("a rock's outline is within a tenth of its collision circle", () => {
  for (let variant = 0; variant < 12; variant++) {
    for (const [x, y] of rockCorners(variant)) {
      expect(Math.abs(Math.hypot(x, y) - 1)).toBeLessThan(0.1);
    }
  }
});

test("a rock at the same place always looks the same", () => {
  expect(seedOf(812, 1440)).toBe(seedOf(812, 1440));
  expect(seedOf(812, 1440)).not.toBe(seedOf(1440, 812));
});

test("software rasterisers do not count as a GPU", () => {
  expect(isRealGpu("ANGLE (Google, Vulkan 1.3 (SwiftShader Device), SwiftShader driver)")).toBe(
    false,
  );
  expect(isRealGpu("llvmpipe (LLVM 15.0.6, 256 bits)")).toBe(false);
  expect(isRealGpu("")).toBe(false);
  expect(isRealGpu("ANGLE (NVIDIA, NVIDIA GeForce RTX 3060)")).toBe(true);
});

test("the address may force a known renderer only", () => {
  expect(chooseRenderer("?renderer=canvas", () => "NVIDIA")).toBe("canvas");
  expect(chooseRenderer("?renderer=webgl", () => "llvmpipe")).toBe("webgl");
  expect(chooseRenderer("?renderer=crayon", () => "llvmpipe")).toBe("canvas");
  expect(chooseRenderer("", () => "Apple M2")).toBe("webgl");
});

test("a hit colours the edges red and fades; low health keeps them red", () => {
  const hurt = new Hurt();
  hurt.hit(12);
  const struck = hurt.settle(16, 80, true, 0);
  expect(struck).toBeGreaterThan(0.3);
  expect(hurt.settle(1000, 80, true, 1000)).toBe(0);
  expect(hurt.settle(16, 20, true, 1016)).toBeGreaterThan(0.1);
  expect(hurt.settle(16, 0, false, 1032)).toBe(0);
});
