/** A renderer of the picture. */
export type RendererKind = "webgl" | "canvas";

/** Software rasterisers that offer WebGL: five times slower than the canvas renderer. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Returns true unless the renderer has no name or the name of a software renderer. */
export function isRealGpu(rendererName: string): boolean {
  return rendererName !== "" && !SOFTWARE.test(rendererName);
}

/** Returns the renderer to use: that of `?renderer=webgl|canvas`, otherwise WebGL on a real GPU. */
export function chooseRenderer(search: string, gpuName: () => string): RendererKind {
  const forced = new URLSearchParams(search).get("renderer");
  if (forced === "webgl" || forced === "canvas") return forced;
  return isRealGpu(gpuName()) ? "webgl" : "canvas";
}

/** Returns the driver's name of the GPU; empty without WebGL. */
export function gpuName(): string {
  try {
    return readGpuName();
  } catch {
    return "";
  }
}

function readGpuName(): string {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return "";
  const unmasked = gl.getExtension("WEBGL_debug_renderer_info");
  const name = gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return String(name);
}
