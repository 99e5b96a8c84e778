import type { WeaponName } from "../gen/weapons";
import type { GameEvent, GameView } from "../netcode/game-view";
import type { SoundName } from "./recipes";

/**
 * The sound of an event and its place; without a place it is heard in the middle at full volume.
 */
export interface Cue {
  name: SoundName;
  x?: number;
  y?: number;
}

const PICKUPS = {
  health: "pickupHealth",
  shield: "pickupShield",
  boost: "pickupBoost",
} as const;

const SHOTS: Record<WeaponName, { own: SoundName; other: SoundName }> = {
  BLASTER: { own: "blasterOwn", other: "blasterOther" },
  RAIL: { own: "railOwn", other: "railOther" },
};

const NONE: readonly Cue[] = [];

/** Returns the sounds of an event; none for an event without a sound. */
export function cuesOf(event: GameEvent, view: GameView): readonly Cue[] {
  switch (event.kind) {
    case "shot":
    case "beam":
      return [shotCue(event, view)];
    case "hit":
      return hitCues(event, view);
    case "explosion":
      if (event.victim === view.ownId) return [{ name: "ownDeath" }];
      return [{ name: "explosion", x: event.x, y: event.y }];
    case "spark":
      return [{ name: "spark", x: event.x, y: event.y }];
    case "pickup":
      return [{ name: PICKUPS[event.what], ...placeUnless(event.taker === view.ownId, event) }];
    case "spawn":
      return [{ name: "spawn", ...placeUnless(event.ship === view.ownId, event) }];
    case "kill":
      return killCues(event, view);
    case "chat":
      return event.from === view.ownId || event.beforeJoin === true ? NONE : [{ name: "chat" }];
    case "round":
      return [{ name: event.phase === "playing" ? "roundStart" : "roundEnd" }];
    default:
      return NONE;
  }
}

function shotCue(
  event: { weapon: WeaponName; shooter: number; x: number; y: number },
  view: GameView,
): Cue {
  const { own, other } = SHOTS[event.weapon];
  if (event.shooter === view.ownId) return { name: own };
  return { name: other, x: event.x, y: event.y };
}

function hitCues(event: Extract<GameEvent, { kind: "hit" }>, view: GameView): readonly Cue[] {
  if (event.victim === view.ownId) {
    return [{ name: view.own.shieldPoints > 0 ? "shieldHit" : "hurt" }];
  }
  return event.attacker === view.ownId ? [{ name: "hitTick" }] : NONE;
}

function killCues(event: Extract<GameEvent, { kind: "kill" }>, view: GameView): readonly Cue[] {
  if (event.killer !== view.ownId || event.victim === view.ownId) return NONE;
  return [{ name: event.crown ? "crown" : "killConfirm" }];
}

function placeUnless(own: boolean, at: { x: number; y: number }): { x?: number; y?: number } {
  return own ? {} : { x: at.x, y: at.y };
}
