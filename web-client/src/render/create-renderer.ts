import { isWebGLSupported, type Renderer } from "pixi.js";
import { BACKGROUND } from "../view/palette";
import { resolutionOf } from "../view/pixel-ratio";
import type { RendererKind } from "../view/renderer-choice";

/**
 * Loads and starts one renderer: the one of this kind, or the other if this one cannot be set up.
 * Pixi's `autoDetectRenderer` would include its WebGPU renderer, which the page never uses.
 */
export async function createRenderer(
  wished: RendererKind,
): Promise<{ kind: RendererKind; renderer: Renderer }> {
  const kind = wished === "webgl" && isWebGLSupported() ? "webgl" : "canvas";
  try {
    return { kind, renderer: await start(kind) };
  } catch {
    return { kind: "canvas", renderer: await start("canvas") };
  }
}

async function start(kind: RendererKind): Promise<Renderer> {
  const renderer = kind === "webgl" ? await webgl() : await canvas();
  await renderer.init({
    // Pixi's mouse and accessibility layers would set the cursor and add hidden buttons to the
    // page, which has its own.
    skipExtensionImports: true,
    backgroundColor: BACKGROUND,
    antialias: false,
    autoDensity: true,
    resolution: resolutionOf(kind),
    width: window.innerWidth,
    height: window.innerHeight,
  });
  return renderer;
}

async function webgl() {
  const { WebGLRenderer } = await import("./webgl-renderer");
  return new WebGLRenderer();
}

async function canvas() {
  const { StrictCanvasRenderer } = await import("./canvas-renderer");
  return new StrictCanvasRenderer();
}
