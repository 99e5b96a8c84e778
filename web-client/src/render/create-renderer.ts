// Without it Pixi compiles code at run time, which the page's security policy forbids.
import "pixi.js/unsafe-eval";
import { autoDetectRenderer, type Renderer } from "pixi.js";
import { BACKGROUND } from "./palette";
import { resolutionOf } from "./pixel-ratio";
import type { RendererKind } from "./renderer-choice";

/** A renderer of this kind; the canvas renderer if WebGL cannot be set up after all. */
export async function createRenderer(
  wished: RendererKind,
): Promise<{ kind: RendererKind; renderer: Renderer }> {
  try {
    return { kind: wished, renderer: await createRendererOf(wished) };
  } catch (error) {
    if (wished === "canvas") throw error;
    return { kind: "canvas", renderer: await createRendererOf("canvas") };
  }
}

function createRendererOf(kind: RendererKind): Promise<Renderer> {
  return autoDetectRenderer({
    preference: kind,
    // Pixi's own mouse and accessibility layers would set the cursor and hang hidden buttons into
    // the page; ours are in the page itself.
    skipExtensionImports: true,
    backgroundColor: BACKGROUND,
    antialias: false,
    autoDensity: true,
    resolution: resolutionOf(kind),
    width: window.innerWidth,
    height: window.innerHeight,
  });
}
