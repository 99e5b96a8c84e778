// Keeps events until they are shown: each event once, at the drawn time of the ships that it
// involves.

import { SHIP_HEALTH } from "../gen/constants";
import type { Kill } from "../gen/tickstorm/v1/server_pb";
import {
  beamRecordOf,
  EVENT_BEAM,
  EVENT_HIT,
  EVENT_KILL,
  EVENT_PICKUP,
  EVENT_SPAWN,
  type EventRecord,
  hitOf,
} from "../net/segments";
import { weaponNumbered } from "../sim/weapon-table";
import type { GameEvent, PickupKind } from "./game-view";
import { radiansOf, UNITS_PER_U } from "./record-units";

/** The time for which the server repeats events to clients that skipped frames. */
const REMEMBERED_TICKS = 64;
/** Older events, except kills, are dropped: nobody saw them, for example in a hidden tab. */
const STALE_TICKS = 30;
/** The kinds of pickups, by their number on the wire. */
export const PICKUP_KINDS: readonly PickupKind[] = ["health", "shield", "boost"];

interface Due {
  tick: number;
  event: GameEvent;
  /** Health of the victim after a hit, 0 to 1; 1 for a ship that appears. */
  health?: { ship: number; share: number };
}

/** Keeps events until the drawn time reaches them, and delivers each once. */
export class EventTimeline {
  private waiting: Due[] = [];
  private readonly seen = new Map<string, number>();
  private readonly healthById = new Map<number, number>();

  constructor(private readonly ownId: number) {}

  /** Returns the newest known health of a ship, 0 to 1; 1 if it was not hit. */
  healthOf(ship: number): number {
    return this.healthById.get(ship) ?? 1;
  }

  /** Processes the events of a frame. An event listed in several cells or frames counts once. */
  observe(frameTick: number, records: readonly EventRecord[]): void {
    for (const [key, tick] of this.seen) {
      if (frameTick - tick > REMEMBERED_TICKS) this.seen.delete(key);
    }
    for (const record of records) {
      const tick = frameTick - record.age;
      const key = `${tick} ${record.kind} ${record.subject} ${record.object} ${weaponOf(record)}`;
      if (this.seen.has(key)) continue;
      this.seen.set(key, tick);
      const due = this.dueOf(record, tick);
      if (due !== undefined) this.waiting.push(due);
    }
  }

  /** Processes the kills of a frame, which the server sends once each. */
  observeKills(frameTick: number, kills: readonly Kill[]): void {
    for (const { age, killer, victim, weapon, crown } of kills) {
      const how = weaponNumbered(weapon).name;
      const event = { kind: "kill", killer, victim, weapon: how, crown } as const;
      this.waiting.push({ tick: this.showTick(frameTick - age, victim), event });
    }
  }

  /** Adds an event that is shown in the next render frame. */
  addNow(event: GameEvent): void {
    this.waiting.push({ tick: 0, event });
  }

  /** Moves the events that are due at a drawn tick to `into`, oldest first. */
  poll(drawnTick: number, into: GameEvent[]): void {
    const due = this.waiting.filter(({ tick }) => tick <= drawnTick);
    this.waiting = this.waiting.filter(({ tick }) => tick > drawnTick);
    for (const { tick, event, health } of due.sort((a, b) => a.tick - b.tick)) {
      if (health !== undefined) this.healthById.set(health.ship, health.share);
      if (tick === 0 || event.kind === "kill" || drawnTick - tick < STALE_TICKS) into.push(event);
    }
  }

  private dueOf(record: EventRecord, at: number): Due | undefined {
    const { subject, object, a, b } = record;
    const x = record.x / UNITS_PER_U;
    const y = record.y / UNITS_PER_U;
    switch (record.kind) {
      case EVENT_HIT: {
        const health = { ship: object, share: (b & 127) / SHIP_HEALTH };
        const { damage, weapon } = hitOf(record);
        const who = { attacker: subject, victim: object };
        const event = { kind: "hit", weapon: weapon.name, ...who, damage, x, y } as const;
        return { tick: this.showTick(at, object), event, health };
      }
      case EVENT_BEAM: {
        // The own beam is drawn in the frame of the click.
        if (subject === this.ownId) return undefined;
        const angle = radiansOf(a);
        const { length, weapon } = beamRecordOf(record);
        const shot = { weapon: weapon.name, shooter: subject, tick: at };
        return { tick: at, event: { kind: "beam", ...shot, x, y, angle, length } };
      }
      case EVENT_KILL: {
        const event = { kind: "explosion", victim: object, killer: subject, x, y } as const;
        return { tick: this.showTick(at, object), event };
      }
      case EVENT_PICKUP: {
        const what = PICKUP_KINDS[a] ?? "health";
        return {
          tick: this.showTick(at, subject),
          event: { kind: "pickup", taker: subject, what, x, y },
        };
      }
      case EVENT_SPAWN: {
        const health = { ship: subject, share: 1 };
        const event = { kind: "spawn", ship: subject, x, y } as const;
        return { tick: this.showTick(at, subject), event, health };
      }
      default:
        return undefined;
    }
  }

  /**
   * Returns the drawn tick at which to show an event; 0, at once, for the own ship, which is not
   * drawn in the past.
   */
  private showTick(tick: number, about: number): number {
    return about === this.ownId ? 0 : tick;
  }
}

/** Two weapons may hit the same ship in the same tick. */
function weaponOf(record: EventRecord): string {
  switch (record.kind) {
    case EVENT_HIT:
      return hitOf(record).weapon.name;
    case EVENT_BEAM:
      return beamRecordOf(record).weapon.name;
    default:
      return "";
  }
}
