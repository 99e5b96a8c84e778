// A chunk of its own: a page that draws with the canvas renderer does not load it.
// Without the first import Pixi compiles code at run time, which the page's security policy forbids.
import "pixi.js/unsafe-eval";

export { WebGLRenderer } from "pixi.js";
