import type { PilotInput } from "../netcode/game-view";

/** One way to fly. The device used last is the one that is read. */
export interface Device {
  /** When the person last touched it; the greatest wins. */
  lastUsedMs: number;
  /** Writes thrust, aim and triggers; leaves the aim alone where the device says nothing of it. */
  fill(input: PilotInput): void;
  /** How far the person looks from the own ship, in u. */
  gaze(): { x: number; y: number };
  release(): void;
}

/** True while the person types or is in a dialog: then letters are letters. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog")) return true;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
