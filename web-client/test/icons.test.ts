import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ICONS, paintIcon, pngOf } from "../scripts/icons.mjs";

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");
const svg = read("../public/favicon.svg");
const manifest = JSON.parse(read("../public/manifest.webmanifest"));

/** Red, green, blue and opacity of a point; its coordinates are fractions of the side. */
function at(pixels: Buffer, side: number, x: number, y: number): number[] {
  const first = 4 * (Math.floor(y * side) * side + Math.floor(x * side));
  return [...pixels.subarray(first, first + 4)];
}

describe("an icon", () => {
  const side = 64;
  const plain = paintIcon(svg, { side, maskable: false });
  const maskable = paintIcon(svg, { side, maskable: true });

  it("shows the drawing of the page: a bolt inside the outline of a ship", () => {
    expect(at(plain, side, 0.5, 0.5)).toEqual([0xf0, 0xe4, 0x42, 255]);
    expect(at(plain, side, 0.5, 0.11)).toEqual([0x56, 0xb4, 0xe9, 255]);
    expect(at(plain, side, 0.1, 0.5)).toEqual([0x05, 0x06, 0x0d, 255]);
  });

  it("has round corners, unless the system cuts it to its own shape", () => {
    expect(at(plain, side, 0, 0)[3]).toBe(0);
    expect(at(maskable, side, 0, 0)).toEqual([0x05, 0x06, 0x0d, 255]);
  });

  it("has its complete drawing in the middle, which every shape shows", () => {
    for (let x = 0; x < side; x++) {
      for (let y = 0; y < side; y++) {
        const isOuter = Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2) > 0.4 * side + 1;
        if (isOuter) expect(at(maskable, side, x / side, y / side)[0]).toBe(0x05);
      }
    }
  });

  it("is a PNG with its size", () => {
    const file = pngOf(plain, side);
    expect(file.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([side, side]);
    const length = file.readUInt32BE(33);
    expect(inflateSync(file.subarray(41, 41 + length))).toHaveLength(side * (side * 4 + 1));
  });
});

describe("the manifest", () => {
  it("lists the icons of the build, with their sizes and purposes", () => {
    const made = ICONS.map(({ file, side, maskable }) => ({
      src: `icons/${file}`,
      sizes: `${side}x${side}`,
      type: "image/png",
      purpose: maskable ? "maskable" : "any",
    }));
    const named = manifest.icons.filter(({ type }: { type: string }) => type === "image/png");
    expect(made.filter(({ src }) => !src.includes("apple"))).toEqual(named);
  });

  it("has the colours of the page, and addresses that work under a path of a proxy", () => {
    const page = read("../index.html");
    expect(page).toContain(`<meta name="theme-color" content="${manifest.theme_color}" />`);
    const addresses = [manifest.start_url, manifest.scope, manifest.id];
    for (const address of [
      ...addresses,
      ...manifest.icons.map((icon: { src: string }) => icon.src),
    ])
      expect(address).not.toMatch(/^\/|:/);
  });
});
