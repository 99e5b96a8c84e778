import type { GameEvent, GameView } from "../netcode/game-view";
import { settings } from "../settings/settings-store";
import type { Camera } from "../view/camera";
import { colourOf, PICKUP_COLOURS } from "../view/palette";
import { glowTexture, hazeTexture, ringTexture, streakTexture } from "./bake";
import type { Beams } from "./beams";
import { EXPLOSION_MS, explode, sparks } from "./explosion";
import type { Fleet } from "./fleet";
import type { Particles } from "./particles";

import type { Hurt } from "./vignette";

/** The parts of the stage on which effects play. */
export interface EffectStage {
  particles: Particles;
  beams: Beams;
  fleet: Fleet;
  camera: Camera;
  hurt: Hurt;
}

const SHAKE_REACH_U = 520;

/** Shows the events of this frame as light effects, reduced for people who want no motion. */
export function showEvents(view: GameView, stage: EffectStage, nowMs: number): void {
  const show = settings.calm() ? showCalmly : showEvent;
  for (const event of view.events) show(event, view, stage, nowMs);
}

/** Shows no flash, ring or debris: only beams, sparks at hits, and glows that fade. */
function showCalmly(event: GameEvent, view: GameView, stage: EffectStage, nowMs: number): void {
  switch (event.kind) {
    case "beam":
      stage.beams.fire(event, shipColour(view, event.shooter), nowMs);
      break;
    case "hit":
      hitSparks(event, view, stage);
      if (event.victim === view.ownId) stage.hurt.hit(event.damage);
      break;
    case "explosion":
      fadingGlow(stage, event, shipColour(view, event.victim), 3);
      break;
    case "pickup":
      fadingGlow(stage, event, PICKUP_COLOURS[event.what], 1.5);
      break;
    case "spawn":
      fadingGlow(stage, event, shipColour(view, event.ship), 1.5);
      break;
    default:
      break;
  }
}

function fadingGlow(
  stage: EffectStage,
  at: { x: number; y: number },
  colour: string,
  size: number,
): void {
  const glow = stage.particles.emit(hazeTexture(colour), at.x, at.y, EXPLOSION_MS);
  glow.scaleFrom = size;
  glow.scaleTo = size;
  glow.alphaFrom = 0.8;
}

function showEvent(event: GameEvent, view: GameView, stage: EffectStage, nowMs: number): void {
  switch (event.kind) {
    case "shot":
      muzzle(stage, event, shipColour(view, event.shooter));
      break;
    case "beam":
      stage.beams.fire(event, shipColour(view, event.shooter), nowMs);
      muzzle(stage, event, "#ffffff");
      if (event.shooter === view.ownId) stage.camera.shake(0.35, nowMs);
      break;
    case "hit":
      hit(event, view, stage, nowMs);
      break;
    case "explosion":
      explode(stage.particles, event.x, event.y, shipColour(view, event.victim));
      stage.camera.shake(blastStrength(event, view), nowMs);
      break;
    case "spark":
      sparks(stage.particles, event.x, event.y, event.angle + Math.PI, 5, "#ffd9a0");
      break;
    case "pickup":
      ring(stage, event.x, event.y, PICKUP_COLOURS[event.what], 1);
      break;
    case "spawn":
      ring(stage, event.x, event.y, shipColour(view, event.ship), 1.5);
      break;
    default:
      break;
  }
}

function muzzle(stage: EffectStage, at: { x: number; y: number; angle: number }, colour: string) {
  const flash = stage.particles.emit(glowTexture(colour), at.x, at.y, 80);
  flash.scaleFrom = 1.5;
  flash.scaleTo = 0.5;
  const tongue = stage.particles.emit(
    streakTexture(colour),
    at.x + Math.cos(at.angle) * 12,
    at.y + Math.sin(at.angle) * 12,
    70,
  );
  tongue.sprite.rotation = at.angle;
  tongue.scaleFrom = 1.3;
  tongue.scaleTo = 0.8;
}

function hitSparks(
  event: Extract<GameEvent, { kind: "hit" }>,
  view: GameView,
  stage: EffectStage,
): void {
  const away = Math.atan2(event.y - view.own.y, event.x - view.own.x);
  const count = event.damage > 30 ? 12 : 6;
  sparks(stage.particles, event.x, event.y, away, count, shipColour(view, event.victim));
}

function hit(
  event: Extract<GameEvent, { kind: "hit" }>,
  view: GameView,
  stage: EffectStage,
  nowMs: number,
): void {
  stage.fleet.flash(event.victim, nowMs);
  hitSparks(event, view, stage);
  const flash = stage.particles.emit(glowTexture("#ffffff"), event.x, event.y, 110);
  flash.scaleFrom = 1.1;
  flash.scaleTo = 0.3;
  if (event.victim !== view.ownId) return;
  stage.hurt.hit(event.damage);
  stage.camera.shake(event.damage > 30 ? 0.8 : 0.45, nowMs);
}

function ring(stage: EffectStage, x: number, y: number, colour: string, size: number): void {
  for (const delayMs of [0, 90]) {
    const wave = stage.particles.emit(ringTexture(colour), x, y, EXPLOSION_MS * 0.75);
    wave.delayMs = delayMs;
    wave.sprite.alpha = 0;
    wave.scaleFrom = 0.1;
    wave.scaleTo = size;
    wave.alphaFrom = 0.8;
  }
  const core = stage.particles.emit(glowTexture(colour), x, y, 260);
  core.scaleFrom = 3 * size;
  core.scaleTo = 0.4;
}

function blastStrength(event: { victim: number; x: number; y: number }, view: GameView): number {
  if (event.victim === view.ownId) return 1;
  const distance = Math.hypot(event.x - view.own.x, event.y - view.own.y);
  return 0.7 * Math.max(0, 1 - distance / SHAKE_REACH_U);
}

function shipColour(view: GameView, id: number): string {
  return colourOf(view.roster.get(id)?.colour ?? id);
}
