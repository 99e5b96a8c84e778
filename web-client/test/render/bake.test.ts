import type { Texture } from "pixi.js";
import { afterAll, expect, test, vi } from "vitest";

/** The part of a canvas that textures use; `strokes` counts the paint calls. */
class FakeCanvas extends EventTarget {
  width = 0;
  height = 0;
  strokes = 0;

  getContext() {
    return { scale() {}, translate() {}, stroke: () => void this.strokes++ };
  }
}

const paint = (ctx: CanvasRenderingContext2D) => ctx.stroke();
const canvasOf = (texture: Texture) => texture.source.resource as FakeCanvas;

vi.stubGlobal("navigator", { userAgent: "" });
vi.stubGlobal("HTMLCanvasElement", FakeCanvas);
vi.stubGlobal("document", { createElement: () => new FakeCanvas() });
afterAll(() => vi.unstubAllGlobals());

// Pixi reads the browser's properties when it is loaded.
const { bake, paintTexture, repaintTextures } = await import("../../src/render/bake");

test("paints every texture again on a new canvas when the GPU comes back", () => {
  const kept = bake("a test's texture", 8, 8, paint);
  const tag = paintTexture(16, 4, 2, paint);
  const before = [canvasOf(kept), canvasOf(tag)];
  const uploads = vi.fn();
  kept.source.on("update", uploads);
  repaintTextures();
  expect(canvasOf(kept)).not.toBe(before[0]);
  expect(canvasOf(tag)).not.toBe(before[1]);
  expect(canvasOf(kept).strokes).toBe(1);
  expect([canvasOf(tag).width, canvasOf(tag).height]).toEqual([32, 8]);
  expect(uploads).toHaveBeenCalledTimes(1);
  expect(bake("a test's texture", 8, 8, paint)).toBe(kept);
});

test("paints a texture again each time its canvas loses its picture", () => {
  const texture = paintTexture(8, 8, 1, paint);
  for (let time = 0; time < 3; time++) {
    const lost = canvasOf(texture);
    lost.dispatchEvent(new Event("contextrestored"));
    expect(canvasOf(texture)).not.toBe(lost);
    expect(canvasOf(texture).strokes).toBe(1);
  }
});

test("does not paint destroyed textures", () => {
  const painting = vi.fn(paint);
  const texture = paintTexture(8, 8, 1, painting);
  const canvas = canvasOf(texture);
  texture.destroy(true);
  repaintTextures();
  canvas.dispatchEvent(new Event("contextrestored"));
  expect(painting).toHaveBeenCalledTimes(1);
});
