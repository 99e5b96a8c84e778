import { type Container, type Sprite, Texture } from "pixi.js";
import { createSprite } from "./sprite-pool";

/** A bit of light or debris. The emitter sets the values that differ from the defaults. */
export interface Particle {
  readonly sprite: Sprite;
  velocityX: number;
  velocityY: number;
  /** Share of the velocity that remains after a second. */
  drag: number;
  spin: number;
  ageMs: number;
  lifeMs: number;
  delayMs: number;
  scaleFrom: number;
  scaleTo: number;
  alphaFrom: number;
}

/** A ring of particles: the newest replaces the oldest, so their number is limited. */
export class Particles {
  private readonly ring: Particle[] = [];
  private cursor = 0;

  constructor(layer: Container, capacity: number) {
    for (let i = 0; i < capacity; i++) this.ring.push(createParticle(layer));
  }

  /**
   * Starts a particle at a place in u and returns it with default values, for the caller to change.
   */
  emit(texture: Texture, x: number, y: number, lifeMs: number): Particle {
    const particle = this.ring[this.cursor] as Particle;
    this.cursor = (this.cursor + 1) % this.ring.length;
    particle.sprite.texture = texture;
    particle.sprite.position.set(x, y);
    particle.sprite.rotation = 0;
    particle.velocityX = 0;
    particle.velocityY = 0;
    particle.drag = 0.2;
    particle.spin = 0;
    particle.ageMs = 0;
    particle.delayMs = 0;
    particle.lifeMs = lifeMs;
    particle.scaleFrom = 1;
    particle.scaleTo = 0;
    particle.alphaFrom = 1;
    return particle;
  }

  /** Moves and fades all particles by a frame of `dtMs`. */
  advance(dtMs: number): void {
    for (const particle of this.ring) {
      if (particle.ageMs < particle.lifeMs) advanceOne(particle, dtMs);
    }
  }

  /** Ends all particles at once. */
  clear(): void {
    for (const particle of this.ring) {
      particle.ageMs = particle.lifeMs;
      particle.sprite.alpha = 0;
    }
  }
}

function createParticle(layer: Container): Particle {
  const sprite = createSprite(layer, "add");
  sprite.texture = Texture.EMPTY;
  sprite.alpha = 0;
  return {
    sprite,
    velocityX: 0,
    velocityY: 0,
    drag: 1,
    spin: 0,
    ageMs: 0,
    lifeMs: 0,
    delayMs: 0,
    scaleFrom: 1,
    scaleTo: 0,
    alphaFrom: 1,
  };
}

function advanceOne(particle: Particle, dtMs: number): void {
  const { sprite } = particle;
  if (particle.delayMs > 0) {
    particle.delayMs -= dtMs;
    sprite.alpha = 0;
    return;
  }
  particle.ageMs += dtMs;
  const share = particle.ageMs / particle.lifeMs;
  if (share >= 1) {
    sprite.alpha = 0;
    return;
  }
  const dtS = dtMs / 1000;
  const kept = particle.drag ** dtS;
  particle.velocityX *= kept;
  particle.velocityY *= kept;
  sprite.position.set(
    sprite.position.x + particle.velocityX * dtS,
    sprite.position.y + particle.velocityY * dtS,
  );
  sprite.rotation += particle.spin * dtS;
  const eased = 1 - (1 - share) * (1 - share);
  sprite.scale.set(particle.scaleFrom + (particle.scaleTo - particle.scaleFrom) * eased);
  sprite.alpha = particle.alphaFrom * (1 - share * share);
}
