// Loaded on first use, because few people open a QR code.
import { encode } from "uqr";

/** The light margin of the code, which readers need. */
const QUIET_MODULES = 4;
const MODULE_PX = 8;

/** Draws a text as a QR code, always black on white. */
export function drawQrCode(canvas: HTMLCanvasElement, text: string): void {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_MODULES });
  canvas.width = size * MODULE_PX;
  canvas.height = size * MODULE_PX;
  const ctx = canvas.getContext("2d");
  if (!ctx) return;
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.fillStyle = "#000000";
  data.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (isDark) ctx.fillRect(x * MODULE_PX, y * MODULE_PX, MODULE_PX, MODULE_PX);
    });
  });
}
