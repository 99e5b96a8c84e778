// Shakes the device in the hand when the own ship is hit or destroyed.
import type { GameEvent, GameView } from "../netcode/game-view";

const HIT_MS = 25;
/** On, off, on. */
const DEATH_MS = [70, 40, 120];
/** Hits come seven times a second and more; a hand wants to be left alone in between. */
const HIT_GAP_MS = 180;

/** The part of the browser that is needed; absent where nothing can shake. */
export interface Shaker {
  vibrate?(pattern: number | number[]): boolean;
}

/** Returns true if the device can vibrate. */
export function canVibrate(shaker: Shaker): boolean {
  return typeof shaker.vibrate === "function";
}

/** Shakes the device when the own ship is hit or explodes; call `update` once a render frame. */
export class Vibration {
  private quietUntilMs = 0;

  /** `isOn` is asked before each shake. */
  constructor(
    private readonly shaker: Shaker,
    private readonly isOn: () => boolean,
  ) {}

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
      // A browser may forbid it in a frame.
    }
  }
}

function isDeath(event: GameEvent, ownId: number): boolean {
  return event.kind === "explosion" && event.victim === ownId;
}

function isHit(event: GameEvent, ownId: number): boolean {
  return event.kind === "hit" && event.victim === ownId;
}
