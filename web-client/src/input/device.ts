import type { PilotInput } from "../netcode/game-view";

/** An input device. Only the device used last is read. */
export interface Device {
  /** When the person last touched it; the greatest wins. */
  lastUsedMs: number;
  /**
   * Writes thrust, aim and triggers; leaves the aim alone where the device says nothing of it.
   * `nowMs` is the time of the frame.
   */
  fill(input: PilotInput, nowMs: number): void;
  /** Returns the offset from the own ship to where the person looks, in u. */
  gaze(): { x: number; y: number };
  release(): void;
}
