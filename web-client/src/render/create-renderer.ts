// Without it Pixi compiles code at run time, which the page's security policy forbids.
import "pixi.js/unsafe-eval";
import { autoDetectRenderer, type Renderer } from "pixi.js";
import { BACKGROUND } from "./palette";
import type { RendererKind } from "./renderer-choice";

const RESOLUTION_MAX = 2;

export async function createRenderer(kind: RendererKind): Promise<Renderer> {
  return autoDetectRenderer({
    preference: kind,
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
}
