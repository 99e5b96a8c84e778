import type { PickupKind } from "../netcode/game-view";

/** The Okabe-Ito colours, distinguishable with every common kind of colour blindness. */
export const COLOURS = [
  "#e69f00",
  "#56b4e9",
  "#009e73",
  "#f0e442",
  "#0072b2",
  "#d55e00",
  "#cc79a7",
] as const;

/** The same hues, light enough for text on near-black (contrast above 4.5). */
export const TEXT_COLOURS = [
  "#f2b430",
  "#7cc7f2",
  "#2fc79a",
  "#f4ea68",
  "#4aa8e8",
  "#f08a3c",
  "#e59cc4",
] as const;

/** The number of hull shapes; a ship has one of them and a colour. */
export const HULL_SHAPES = 7;
/** The colour of the space behind everything, as 0xRRGGBB. */
export const BACKGROUND = 0x05060d;

/** Returns the colour of a ship by its index, as a CSS colour. */
export function colourOf(index: number): string {
  return COLOURS[wrap(index, COLOURS.length)] ?? COLOURS[0];
}

/** Returns the colour of the name of a ship by its index, as a CSS colour. */
export function textColourOf(index: number): string {
  return TEXT_COLOURS[wrap(index, TEXT_COLOURS.length)] ?? TEXT_COLOURS[0];
}

/**
 * Returns the shape of a hull. It repeats the colour for people who cannot see it; every seventh id
 * moves on by one, so that two ships of one colour still differ.
 */
export function hullShapeOf(colour: number, id: number): number {
  return wrap(colour + Math.floor(id / COLOURS.length), HULL_SHAPES);
}

/** Returns a colour as CSS with an opacity. */
export function withAlpha(hex: string, alpha: number): string {
  const value = Number.parseInt(hex.slice(1), 16);
  return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, ${alpha})`;
}

/** Returns a colour mixed with white; `share` is 0 to 1. */
export function lighten(hex: string, share: number): string {
  const value = Number.parseInt(hex.slice(1), 16);
  const mix = (channel: number) => Math.round(channel + (255 - channel) * share);
  const mixed = (mix(value >> 16) << 16) | (mix((value >> 8) & 255) << 8) | mix(value & 255);
  return `#${mixed.toString(16).padStart(6, "0")}`;
}

function wrap(value: number, length: number): number {
  return ((Math.trunc(value) % length) + length) % length;
}

/** The colour of each kind of pickup, in the arena and on the minimap. */
export const PICKUP_COLOURS: Record<PickupKind, string> = {
  health: "#3ddc97",
  shield: "#56b4e9",
  boost: "#ffb347",
};
