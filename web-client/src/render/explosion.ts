import type { Texture } from "pixi.js";
import { lighten, withAlpha } from "../view/palette";
import { bake, glowTexture, hazeTexture, shockTexture, streakTexture } from "./bake";
import type { Particle, Particles } from "./particles";
import { random } from "./random";

/** The time after which an explosion has faded, in ms. */
export const EXPLOSION_MS = 600;

// Effects are not part of the game, so one shared random stream is enough.
const next = random(90210);

/** Shows the explosion of a ship: flash, fireball, shock ring, hull splinters, sparks. */
export function explode(particles: Particles, x: number, y: number, colour: string): void {
  flash(particles, x, y, colour);
  fireball(particles, x, y);
  shockRing(particles, x, y, colour);
  splinters(particles, x, y, colour);
  sparks(particles, x, y, undefined, 18, "#ffd9a0");
  sparks(particles, x, y, undefined, 10, colour);
}

/** Emits a fan of streaks around an angle, or in all directions without one. */
export function sparks(
  particles: Particles,
  x: number,
  y: number,
  angle: number | undefined,
  count: number,
  colour: string,
): void {
  for (let i = 0; i < count; i++) {
    const way = angle === undefined ? next() * Math.PI * 2 : angle + (next() - 0.5) * 1.8;
    const streak = particles.emit(streakTexture(colour), x, y, 160 + next() * 260);
    throwOut(streak, way, (angle === undefined ? 160 : 90) + next() * 330);
    streak.sprite.rotation = way;
    streak.drag = 0.05;
    streak.scaleFrom = 0.9;
    streak.scaleTo = 0.25;
  }
}

function flash(particles: Particles, x: number, y: number, colour: string): void {
  const core = particles.emit(glowTexture("#ffffff"), x, y, 140);
  core.scaleFrom = 5;
  core.scaleTo = 2;
  const halo = particles.emit(hazeTexture(colour), x, y, EXPLOSION_MS * 0.6);
  // Fades before the ring is wide: a halo that fills the ring looks like a soap bubble.
  halo.scaleFrom = 3.4;
  halo.scaleTo = 6;
  halo.alphaFrom = 0.8;
}

function fireball(particles: Particles, x: number, y: number): void {
  for (let i = 0; i < 14; i++) {
    // Spread out, because lights at one point would add up to a plain white disc.
    const way = next() * Math.PI * 2;
    const away = 4 + next() * 20;
    const puff = particles.emit(
      glowTexture(i % 2 ? "#ff8a3d" : "#ffc45e"),
      x + Math.cos(way) * away,
      y + Math.sin(way) * away,
      380 + next() * (EXPLOSION_MS - 380),
    );
    throwOut(puff, way, 30 + next() * 150);
    puff.drag = 0.06;
    puff.scaleFrom = 1.3 + next() * 1.9;
    puff.scaleTo = 0.35;
    puff.alphaFrom = 0.7;
  }
}

function shockRing(particles: Particles, x: number, y: number, colour: string): void {
  const wave = particles.emit(shockTexture(lighten(colour, 0.2)), x, y, EXPLOSION_MS);
  wave.scaleFrom = 0.12;
  wave.scaleTo = 1;
  wave.alphaFrom = 0.95;
}

function splinters(particles: Particles, x: number, y: number, colour: string): void {
  for (let i = 0; i < 9; i++) {
    const splinter = particles.emit(splinterTexture(colour, i % 3), x, y, EXPLOSION_MS);
    throwOut(splinter, ((i + next()) / 9) * Math.PI * 2, 90 + next() * 220);
    splinter.sprite.rotation = next() * Math.PI * 2;
    splinter.spin = (next() - 0.5) * 18;
    splinter.drag = 0.18;
    splinter.scaleFrom = 0.7 + next();
    splinter.scaleTo = splinter.scaleFrom * 0.55;
  }
}

function throwOut(particle: Particle, angle: number, speed: number): void {
  particle.velocityX = Math.cos(angle) * speed;
  particle.velocityY = Math.sin(angle) * speed;
}

function splinterTexture(colour: string, variant: number): Texture {
  return bake(`splinter ${colour} ${variant}`, 30, 24, (ctx) => {
    ctx.beginPath();
    ctx.moveTo(-9, -3 - variant);
    ctx.lineTo(9 - variant * 3, -2);
    ctx.lineTo(2, 5 + variant);
    ctx.closePath();
    for (const [width, alpha] of [
      [7, 0.16],
      [2, 0.95],
    ] as const) {
      ctx.strokeStyle = withAlpha(lighten(colour, 0.25), alpha);
      ctx.lineWidth = width;
      ctx.stroke();
    }
    ctx.fillStyle = withAlpha(colour, 0.35);
    ctx.fill();
  });
}
