// A separate chunk: a page that draws with the canvas renderer does not load it. Without the first
// import Pixi compiles code at run time; the page's security policy forbids that.
import "pixi.js/unsafe-eval";

export { WebGLRenderer } from "pixi.js";
