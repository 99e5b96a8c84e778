// Without it Pixi compiles code at run time, which the page's security policy forbids.
import "pixi.js/unsafe-eval";
import { autoDetectRenderer, type Renderer } from "pixi.js";
import { BACKGROUND } from "./palette";
import type { RendererKind } from "./renderer-choice";

export async function createRenderer(kind: RendererKind): Promise<Renderer> {
  return autoDetectRenderer({
    preference: kind,
    backgroundColor: BACKGROUND,
    antialias: false,
    autoDensity: true,
    resolution: kind === "webgl" ? Math.min(2, window.devicePixelRatio) : 1,
    width: window.innerWidth,
    height: window.innerHeight,
    eventMode: "none",
  } as Parameters<typeof autoDetectRenderer>[0]);
}
