import type { GameView, PilotInput } from "../netcode/game-view";

export interface Pilot {
  read(view: GameView, nowMs: number): PilotInput;
}

/** What the person wants, from whichever device was used last. */
export function createPilot(_root: HTMLElement): Pilot {
  const input: PilotInput = { moveX: 0, moveY: 0, aim: 0, fire: false, rail: false };
  return { read: () => input };
}
