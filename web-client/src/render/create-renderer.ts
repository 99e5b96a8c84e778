import { isWebGLSupported, type Renderer } from "pixi.js";
import { BACKGROUND } from "./palette";
import type { RendererKind } from "./renderer-choice";

const RESOLUTION_MAX = 2;

/**
 * Loads and starts one renderer. Pixi's `autoDetectRenderer` would put its WebGPU renderer, which
 * the page never uses, into the build. A browser without WebGL gets the canvas renderer.
 */
export async function createRenderer(kind: RendererKind): Promise<Renderer> {
  const renderer = kind === "webgl" && isWebGLSupported() ? await webgl() : await canvas();
  await renderer.init({
    // Pixi's own mouse and accessibility layers would set the cursor and hang hidden buttons into
    // the page; ours are in the page itself.
    skipExtensionImports: true,
    backgroundColor: BACKGROUND,
    antialias: false,
    autoDensity: true,
    // Without a GPU each pixel costs: one per CSS pixel then.
    resolution: kind === "webgl" ? Math.min(RESOLUTION_MAX, window.devicePixelRatio) : 1,
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
