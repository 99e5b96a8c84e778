import { random } from "./random";

/**
 * Returns the seed of a rock: the same position gives the same rock, for everyone and after a
 * reconnect.
 */
export function seedOf(x: number, y: number): number {
  const mixed = Math.imul(Math.round(x), 0x9e3779b1) ^ Math.imul(Math.round(y), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/**
 * Returns corner distances around the colliding circle: drawn and colliding edge differ by 9 % at
 * most.
 */
export function rockCorners(variant: number): [number, number][] {
  const next = random(variant * 977 + 13);
  const corners = 9 + (variant % 4);
  const points: [number, number][] = [];
  for (let i = 0; i < corners; i++) {
    const angle = ((i + (next() - 0.5) * 0.66) / corners) * Math.PI * 2;
    const distance = 0.91 + next() * 0.16;
    points.push([Math.cos(angle) * distance, Math.sin(angle) * distance]);
  }
  return points;
}
