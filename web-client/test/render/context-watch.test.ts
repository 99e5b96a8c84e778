import { beforeEach, expect, test, vi } from "vitest";
import { repaintTextures } from "../../src/render/bake";
import { CONTEXT_GONE_MS, ContextWatch } from "../../src/render/context-watch";

vi.mock("../../src/render/bake", () => ({ repaintTextures: vi.fn() }));

let canvas: EventTarget;
let watch: ContextWatch;
const dispatch = (type: string) => canvas.dispatchEvent(new Event(type));

beforeEach(() => {
  canvas = new EventTarget();
  watch = new ContextWatch(canvas);
  vi.mocked(repaintTextures).mockClear();
});

test("nothing is drawn while the context is lost, and textures are painted when it returns", () => {
  expect(watch.isThere(16)).toBe(true);
  dispatch("webglcontextlost");
  expect(watch.isThere(16)).toBe(false);
  expect(repaintTextures).not.toHaveBeenCalled();
  dispatch("webglcontextrestored");
  expect(watch.isThere(16)).toBe(true);
  expect(repaintTextures).toHaveBeenCalledOnce();
});

test("a canvas without WebGL has its textures painted again as well", () => {
  dispatch("contextrestored");
  expect(repaintTextures).toHaveBeenCalledOnce();
});

test("a context that does not return counts as gone after some drawn time", () => {
  dispatch("webglcontextlost");
  watch.isThere(CONTEXT_GONE_MS - 1);
  expect(watch.isGone).toBe(false);
  watch.isThere(1);
  expect(watch.isGone).toBe(true);
});

test("losses that are restored do not add up", () => {
  for (let i = 0; i < 10; i++) {
    dispatch("webglcontextlost");
    watch.isThere(CONTEXT_GONE_MS / 2);
    expect(watch.isGone).toBe(false);
    dispatch("webglcontextrestored");
  }
});
