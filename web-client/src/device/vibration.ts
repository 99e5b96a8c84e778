// Vibrates the device when the own ship is hit or destroyed.
import type { GameEvent, GameView } from "../netcode/game-view";

const HIT_MS = 25;
/** Durations: on, off, on. */
const DEATH_MS = [70, 40, 120];
/** Hits come seven times a second and more; this is the shortest time between two vibrations. */
const HIT_GAP_MS = 180;

/** The part of the browser that vibrates; undefined on devices without vibration. */
export interface Shaker {
  vibrate?(pattern: number | number[]): boolean;
}

/** Returns true if the device can vibrate. */
export function canVibrate(shaker: Shaker): boolean {
  return typeof shaker.vibrate === "function";
}

/** Vibrates the device when the own ship is hit or explodes. Call `update` once a render frame. */
export class Vibration {
  private quietUntilMs = 0;

  /** `isOn` is called before each vibration. */
  constructor(
    private readonly shaker: Shaker,
    private readonly isOn: () => boolean,
  ) {}

  /** Vibrates for the events of a render frame, if the setting allows it. */
  update({ phase, events, ownId }: GameView, nowMs: number): void {
    if (phase !== "playing" || events.length === 0 || !this.isOn()) return;
    if (events.some((event) => isDeath(event, ownId))) this.shake(DEATH_MS, nowMs);
    else if (nowMs >= this.quietUntilMs && events.some((event) => isHit(event, ownId))) {
      this.shake(HIT_MS, nowMs);
    }
  }

  private shake(pattern: number | number[], nowMs: number): void {
    const lengthMs = typeof pattern === "number" ? pattern : pattern.reduce((sum, ms) => sum + ms);
    this.quietUntilMs = nowMs + lengthMs + HIT_GAP_MS;
    try {
      this.shaker.vibrate?.(pattern);
    } catch {
      // A browser may forbid vibration in a frame.
    }
  }
}

function isDeath(event: GameEvent, ownId: number): boolean {
  return event.kind === "explosion" && event.victim === ownId;
}

function isHit(event: GameEvent, ownId: number): boolean {
  return event.kind === "hit" && event.victim === ownId;
}
