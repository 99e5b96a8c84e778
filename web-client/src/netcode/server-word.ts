// The server's reports of the last ticks that decide whether an own shot counted. Bounded by ticks
// and by rows: the oldest are dropped.

import { type HitAudit, type Kill, MissCause } from "../gen/tickstorm/v1/server_pb";
import {
  type BoltRecord,
  beamRecordOf,
  EVENT_BEAM,
  EVENT_HIT,
  type EventRecord,
  hitOf,
  PROTECTED,
  type ShipRecord,
} from "../net/segments";
import { type Weapon, weaponNumbered } from "../sim/weapon-table";
import { radiansOf, UNITS_PER_U } from "./record-units";

/**
 * The time for which rows are stored: longer than the flight of a bolt plus the lateness of a shot.
 */
const REMEMBERED_TICKS = 90;
const ROWS_MAX = 256;

/** The parts of a frame that decide on shots. */
export interface FrameNews {
  tick: number;
  events: readonly EventRecord[];
  kills: readonly Kill[];
  audits: readonly HitAudit[];
  /** The bolts that it lists. */
  bolts: readonly BoltRecord[];
  /** All ships held after it. */
  ships: Iterable<ShipRecord>;
}

interface Row {
  tick: number;
}

/** A hit by the own ship that the server counted. */
export interface HitRow extends Row {
  ship: number;
  weapon: Weapon;
}

/** A shot of the own ship as the server fired it, in u. */
export interface FiredRow extends Row {
  weapon: Weapon;
  x: number;
  y: number;
  /** The ship that a beam met, or 4095 for none. */
  struck: number;
}

/** A missed shot of the own ship, with the cause that the server reported. */
export interface MissRow extends Row {
  weapon: Weapon;
  victim: number;
  cause: MissCause;
  clamps: number;
  claimedAge16ths: number;
  usedAge16ths: number;
}

/** The facts of the last 90 ticks from which drawn hits are explained. */
export class ServerWord {
  hits: HitRow[] = [];
  beams: FiredRow[] = [];
  /** The bolts that the server fired, each with the tick of its shot. */
  bolts: FiredRow[] = [];
  kills: (Row & { ship: number })[] = [];
  protections: (Row & { ship: number })[] = [];
  misses: MissRow[] = [];
  /** The ships in view. */
  present = new Set<number>();

  constructor(
    private readonly ownId: number,
    private readonly tickRate: number,
  ) {}

  /** Processes a frame and forgets facts that are too old. */
  observe(news: FrameNews): void {
    const { tick } = news;
    for (const record of news.events) this.recordEvent(record, tick - record.age);
    for (const { age, victim } of news.kills) this.kills.push({ tick: tick - age, ship: victim });
    for (const audit of news.audits) this.recordMiss(audit, tick - audit.age);
    for (const bolt of news.bolts) if (bolt.owner === this.ownId) this.recordBolt(bolt, tick);
    this.present = new Set();
    for (const { id, flags } of news.ships) {
      this.present.add(id);
      if ((flags & PROTECTED) !== 0) this.protections.push({ tick, ship: id });
    }
    this.forget(tick);
  }

  private recordEvent(record: EventRecord, tick: number): void {
    const { kind, subject, object, x, y } = record;
    if (subject !== this.ownId) return;
    if (kind === EVENT_HIT) {
      this.hits.push({ tick, ship: object, weapon: hitOf(record).weapon });
    } else if (kind === EVENT_BEAM) {
      const { weapon } = beamRecordOf(record);
      if (this.beams.some((beam) => beam.tick === tick && beam.weapon === weapon)) return;
      this.beams.push({ weapon, tick, x: x / UNITS_PER_U, y: y / UNITS_PER_U, struck: object });
    }
  }

  private recordMiss(audit: HitAudit, tick: number): void {
    const { victim, clamps, claimedAge16ths, usedAge16ths, missed } = audit;
    if (missed === MissCause.UNSPECIFIED || audit.shooter !== this.ownId) return;
    const weapon = weaponNumbered(audit.weapon);
    this.misses.push({
      tick,
      weapon,
      victim,
      cause: missed,
      clamps,
      claimedAge16ths,
      usedAge16ths,
    });
  }

  private recordBolt({ age, angle, x, y, owner, weapon }: BoltRecord, frameTick: number): void {
    const tick = frameTick - age;
    if (this.bolts.some((bolt) => bolt.tick === tick && bolt.weapon === weapon)) return;
    const flown = (weapon.speedUs / this.tickRate) * age;
    const turn = radiansOf(angle);
    const startX = x / UNITS_PER_U - flown * Math.cos(turn);
    const startY = y / UNITS_PER_U - flown * Math.sin(turn);
    this.bolts.push({ weapon, tick, x: startX, y: startY, struck: owner });
  }

  private forget(now: number): void {
    this.hits = newest(this.hits, now);
    this.beams = newest(this.beams, now);
    this.bolts = newest(this.bolts, now);
    this.kills = newest(this.kills, now);
    this.protections = newest(this.protections, now);
    this.misses = newest(this.misses, now);
  }
}

function newest<R extends Row>(rows: R[], now: number): R[] {
  return rows.filter(({ tick }) => now - tick <= REMEMBERED_TICKS).slice(-ROWS_MAX);
}
