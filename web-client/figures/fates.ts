// The ticks of deaths and spawns in a match, from the frames of one client.
import { CELL_SIZE_U } from "../src/gen/constants";
import type { ServerFrame } from "../src/gen/tickstorm/v1/server_pb";
import { decodeSegments, EVENT_KILL, EVENT_SPAWN } from "../src/net/segments";

const REMEMBERED_TICKS = 128;

interface Fate {
  tick: number;
  ship: number;
}

export class Fates {
  private fates: Fate[] = [];
  private columns = 0;

  /** Processes a frame that the server sends. */
  observe(frame: ServerFrame): void {
    const side = frame.welcome?.arena?.side;
    if (side !== undefined) this.columns = Math.ceil(side / CELL_SIZE_U);
    this.fates = this.fates.filter(({ tick }) => frame.tick - tick < REMEMBERED_TICKS);
    for (const { age, victim } of frame.kills) this.note(frame.tick - age, victim);
    for (const bytes of frame.segments) {
      for (const { events } of decodeSegments(bytes, this.columns)) {
        for (const { kind, age, subject, object } of events) {
          if (kind === EVENT_SPAWN) this.note(frame.tick - age, subject);
          if (kind === EVENT_KILL) this.note(frame.tick - age, object);
        }
      }
    }
  }

  /** Returns true if the ship died, or appeared, after one tick and up to another. */
  changed(ship: number | undefined, after: number, until: number): boolean {
    return this.fates.some((fate) => fate.ship === ship && fate.tick > after && fate.tick <= until);
  }

  private note(tick: number, ship: number): void {
    this.fates.push({ tick, ship });
  }
}
