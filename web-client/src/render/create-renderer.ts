// Without it Pixi compiles code at run time, which the page's security policy forbids.
import "pixi.js/unsafe-eval";
import { autoDetectRenderer, type Renderer, RendererType } from "pixi.js";
import { BACKGROUND } from "./palette";
import { resolutionOf } from "./pixel-ratio";
import type { RendererKind } from "./renderer-choice";

/** A renderer of this kind, or of the other if this one cannot be set up after all. */
export async function createRenderer(
  wished: RendererKind,
): Promise<{ kind: RendererKind; renderer: Renderer }> {
  const renderer = await createRendererOf(wished).catch(() => createRendererOf("canvas"));
  return { kind: renderer.type === RendererType.WEBGL ? "webgl" : "canvas", renderer };
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
