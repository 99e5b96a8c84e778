// Draws the icons of the web app manifest from public/favicon.svg, as PNG files in dist/icons.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { crc32, deflateSync } from "node:zlib";

/** @typedef {[x: number, y: number]} Point */
/** @typedef {[red: number, green: number, blue: number]} Colour */

/** Width and height of the drawing. */
const SIDE = 32;
/** Samples of each pixel, in each direction. */
const SAMPLES = 4;
/**
 * The scale of a maskable icon: its middle 80 % are always visible, and contain the corners of the
 * ship.
 */
const SAFE_SCALE = 0.78;

/** The files: side in pixels; true if the system cuts the icon to its own shape. */
export const ICONS = [
  { file: "icon-192.png", side: 192, maskable: false },
  { file: "icon-512.png", side: 512, maskable: false },
  { file: "icon-maskable-512.png", side: 512, maskable: true },
  { file: "apple-touch-icon.png", side: 180, maskable: true },
];

/**
 * Reads the parts of favicon.svg: a rounded square, the outline of a ship, and a bolt.
 *
 * @param {string} svg
 */
function drawingOf(svg) {
  const [rect = ""] = /<rect[^>]*>/.exec(svg) ?? [];
  const [ship = "", bolt = ""] = svg.match(/<path[^>]*>/g) ?? [];
  return {
    ground: colourOf(attribute(rect, "fill")),
    radius: Number(attribute(rect, "rx")),
    ship: pointsOf(attribute(ship, "d")),
    line: colourOf(attribute(ship, "stroke")),
    width: Number(attribute(ship, "stroke-width")),
    bolt: pointsOf(attribute(bolt, "d")),
    fill: colourOf(attribute(bolt, "fill")),
  };
}

/**
 * @param {string} tag
 * @param {string} name
 */
function attribute(tag, name) {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  if (found === undefined) throw new Error(`favicon.svg has no ${name} in ${tag}`);
  return found;
}

/**
 * @param {string} hex
 * @returns {Colour}
 */
function colourOf(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/**
 * Returns the corners of a closed path of straight lines; only M, L, l, h and Z are allowed.
 *
 * @param {string} path
 */
function pointsOf(path) {
  /** @type {Point[]} */
  const points = [];
  let [x, y] = [0, 0];
  for (const [, command = "", rest = ""] of path.matchAll(/([MLlhZ])([^MLlhZ]*)/g)) {
    const numbers = (rest.match(/-?[\d.]+/g) ?? []).map(Number);
    const step = command === "h" ? 1 : 2;
    for (let i = 0; i < numbers.length; i += step) {
      const [first = 0, second = 0] = numbers.slice(i);
      if (command === "h") x += first;
      else if (command === "l") [x, y] = [x + first, y + second];
      else [x, y] = [first, second];
      points.push([x, y]);
    }
  }
  return points;
}

/**
 * @param {Point} point
 * @param {Point[]} corners
 */
function isInside([x, y], corners) {
  let inside = false;
  corners.forEach(([ax, ay], i) => {
    const [bx, by] = corners.at(i - 1) ?? [0, 0];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

/**
 * Returns the distance of a point from the outline.
 *
 * @param {Point} point
 * @param {Point[]} corners
 */
function distance([x, y], corners) {
  return Math.min(
    ...corners.map(([ax, ay], i) => {
      const [bx, by] = corners.at(i - 1) ?? [0, 0];
      const [dx, dy] = [bx - ax, by - ay];
      const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
      const share = Math.max(0, Math.min(1, along));
      return Math.hypot(x - ax - share * dx, y - ay - share * dy);
    }),
  );
}

/**
 * @param {Point} point
 * @param {number} radius
 */
function isInRoundedSquare([x, y], radius) {
  const dx = Math.max(radius - x, x - (SIDE - radius), 0);
  const dy = Math.max(radius - y, y - (SIDE - radius), 0);
  return Math.hypot(dx, dy) <= radius;
}

/**
 * Draws one icon in pixels of red, green, blue and opacity.
 *
 * @param {string} svg
 * @param {{ side: number, maskable: boolean }} icon
 */
export function paintIcon(svg, { side, maskable }) {
  const drawing = drawingOf(svg);
  const pixels = Buffer.alloc(side * side * 4);
  /** @param {Point} point */
  const colourAt = (point) => {
    const [x, y] = point;
    /** @type {Point} */
    const inner = maskable
      ? [(x - SIDE / 2) / SAFE_SCALE + SIDE / 2, (y - SIDE / 2) / SAFE_SCALE + SIDE / 2]
      : point;
    if (!maskable && !isInRoundedSquare(point, drawing.radius)) return undefined;
    if (isInside(inner, drawing.bolt)) return drawing.fill;
    return distance(inner, drawing.ship) <= drawing.width / 2 ? drawing.line : drawing.ground;
  };
  for (let i = 0; i < side * side; i++) {
    const sum = [0, 0, 0, 0];
    for (let j = 0; j < SAMPLES * SAMPLES; j++) {
      const x = (i % side) + ((j % SAMPLES) + 0.5) / SAMPLES;
      const y = Math.floor(i / side) + (Math.floor(j / SAMPLES) + 0.5) / SAMPLES;
      const colour = colourAt([(x * SIDE) / side, (y * SIDE) / side]);
      colour?.forEach((value, at) => {
        sum[at] = (sum[at] ?? 0) + value;
      });
      if (colour) sum[3] = (sum[3] ?? 0) + 1;
    }
    const [red = 0, green = 0, blue = 0, covered = 0] = sum;
    const of = Math.max(1, covered);
    const opacity = (255 * covered) / SAMPLES ** 2;
    pixels.set([red / of, green / of, blue / of, opacity].map(Math.round), i * 4);
  }
  return pixels;
}

/**
 * Encodes a PNG file of pixels with opacity.
 *
 * @param {Buffer} pixels
 * @param {number} side
 */
export function pngOf(pixels, side) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // 8 bits of each colour, and of the opacity.
  head.set([8, 6], 8);
  // Each line begins with its filter: none.
  const lines = Buffer.alloc(side * (side * 4 + 1));
  for (let y = 0; y < side; y++) {
    pixels.copy(lines, y * (side * 4 + 1) + 1, y * side * 4, (y + 1) * side * 4);
  }
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const data = deflateSync(lines, { level: 9 });
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/**
 * @param {string} name
 * @param {Buffer} data
 */
function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const webClient = join(dirname(fileURLToPath(import.meta.url)), "..");
  const svg = readFileSync(join(webClient, "public/favicon.svg"), "utf8");
  const folder = join(webClient, "dist/icons");
  mkdirSync(folder, { recursive: true });
  for (const icon of ICONS) {
    writeFileSync(join(folder, icon.file), pngOf(paintIcon(svg, icon), icon.side));
  }
}
