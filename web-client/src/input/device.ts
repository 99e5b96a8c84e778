import type { PilotInput } from "../netcode/game-view";

/** An input device. Only the device used last is read. */
export interface Device {
  /** The time of the last use. The device with the greatest value is read. */
  lastUsedMs: number;
  /**
   * Writes thrust, aim and triggers; does not change the aim if the device has none. `nowMs` is the
   * time of the frame.
   */
  fill(input: PilotInput, nowMs: number): void;
  /** Returns the offset from the own ship to where the person looks, in u. */
  gaze(): { x: number; y: number };
  release(): void;
}
