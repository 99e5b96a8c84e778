// The bolts as they are drawn. A bolt is identified by its owner and its tick, so that the own one,
// drawn in the frame of the click, and the server's record of it are never drawn twice.
//
// Three times meet here. The own ship is ahead of the server, other ships are behind it. The own
// ship has to evade the bolts of others, so they start at the drawn muzzle and catch up with the
// own time. Own bolts have to meet the others: they start in the own time, and slow down a little
// on their way until they fly in the time of the ships that they hit. Their flown distance depends
// on the time of the others alone. The server uses the same rule: sim/BoltSweep.java.

import {
  BOLT_SLOW_DOWN_LEADS,
  BOLT_SLOW_DOWN_MS,
  LATE_SHOT_MS,
  SHIP_RADIUS_U,
} from "../gen/constants";
import { WEAPON } from "../gen/weapons";
import type { BoltRecord } from "../net/segments";
import type { Arena } from "../sim/arena";
import { type BoltPath, boltEnd, boltPath } from "../sim/bolts";
import { ONE } from "../sim/fixed";
import type { BoltWeapon } from "../sim/weapon-table";
import { type ReceivedRules, type WeaponRules, weaponRules } from "../sim/weapons";
import type { BoltView, GameEvent } from "./game-view";
import { radiansOf, UNITS_PER_U } from "./record-units";

/** The time in which a bolt catches up with the own time. */
const CATCH_UP_MS = 120;
/** The server detects an end in whole ticks; the path knows it exactly. */
const END_TOLERANCE_TICKS = 0.5;
/** An older bolt was not seen when it was fired: it flies into the view. */
const FRESH_TICKS = 6;
/** A bolt that touches the drawn own ship waits this long for the server's result. */
const TOUCH_WAIT_MS = 400;
/** Converts a coordinate in 1/8 u to a position, as a factor. */
const RECORD_UNIT = ONE / UNITS_PER_U;

interface Place {
  x: number;
  y: number;
}

/** The two times of a frame, in ticks, and the place of the own ship if a bolt can hit it. */
export interface DrawTimes {
  nowMs: number;
  ownTick: number;
  othersTick: number;
  target: Place | undefined;
}

/** A shot of the own ship: its tick, and how far the others were drawn behind it, in ticks. */
export interface OwnBolt {
  weapon: BoltWeapon;
  tick: number;
  path: BoltPath;
  viewAge: number;
}

/** Returns the position at which a ship is drawn now, in u, or undefined if it is not drawn. */
export type DrawnShip = (id: number) => Place | undefined;

interface BoltTrack {
  /**
   * Its id is local to the picture: it stays the same when the server confirms a predicted bolt.
   */
  view: BoltView;
  weapon: BoltWeapon;
  /** The entity's id; undefined until the server reports it. */
  entity: number | undefined;
  path: BoltPath;
  spawnTick: number;
  /**
   * Age of the picture at which it was aimed, in ticks; 0 if the server tests it in its own time.
   */
  viewAge: number;
  startMs: number;
  /** Ticks after the spawn at which it ends. */
  endTicks: number;
  spark: boolean;
  /**
   * The drawn position minus the position on the path at the start, in u; decays while catching up.
   */
  offset: Place;
  hiddenUntilMs: number;
  wasFlying: boolean;
}

/** Draws all bolts: the predicted own ones and those that frames list. Used by one session. */
export class BoltTracks {
  private readonly tracks = new Map<number, BoltTrack>();
  private drawnIds = 0;
  private readonly slowDownTicks: number;
  private readonly lateTicks: number;

  private readonly rules: readonly WeaponRules[];

  constructor(
    sent: ReceivedRules,
    private readonly arena: Arena,
    private readonly ownId: number,
    periodMs: number,
  ) {
    this.rules = weaponRules(sent);
    this.slowDownTicks = ticksOf(BOLT_SLOW_DOWN_MS, periodMs);
    this.lateTicks = ticksOf(LATE_SHOT_MS, periodMs);
  }

  /** Adds a bolt that the own ship fires in `tick`; it starts at the drawn muzzle. */
  predict({ weapon, tick, path, viewAge }: OwnBolt, ship: Place, nowMs: number): void {
    const key = keyOf(this.ownId, tick, weapon);
    if (this.tracks.has(key)) return;
    const track = this.trackOf({ weapon, path, spawnTick: tick, owner: this.ownId }, nowMs);
    track.viewAge = viewAge;
    const muzzle = muzzleOf(ship, track);
    track.offset = { x: muzzle.x - path.x / ONE, y: muzzle.y - path.y / ONE };
    this.tracks.set(key, track);
  }

  /** Processes a frame: the bolts that it lists, and those still held after it. */
  observe(tick: number, listed: BoltRecord[], held: Iterable<BoltRecord>, at: Sighting): void {
    for (const record of listed) this.adopt(tick, record, at);
    const present = new Set<BoltTrack>();
    for (const { id, owner } of held) {
      for (const track of this.tracks.values()) {
        if (track.entity === id && track.view.owner === owner) present.add(track);
      }
    }
    for (const [key, track] of this.tracks) {
      if (present.has(track) || track.spawnTick > tick) continue;
      if (track.entity === undefined && this.isRefused(track, tick, at.includedInputTick))
        this.tracks.delete(key);
      else if (track.entity === undefined) continue;
      else this.endAt(track, tick - track.spawnTick);
    }
  }

  /** Returns the bolts to draw. Adds sparks for those that end at something solid to `events`. */
  draw(times: DrawTimes, events: GameEvent[]): BoltView[] {
    const drawn: BoltView[] = [];
    for (const [key, track] of this.tracks) {
      if (this.place(track, times)) {
        if (times.nowMs >= track.hiddenUntilMs) drawn.push(track.view);
        continue;
      }
      this.tracks.delete(key);
      const { x, y, angle } = track.view;
      if (track.spark) events.push({ kind: "spark", x, y, angle });
    }
    return drawn;
  }

  /**
   * Returns true if the server processed the input of the shot without firing, or if it is too late
   * for it.
   */
  private isRefused({ spawnTick }: BoltTrack, tick: number, includedInputTick: number): boolean {
    return includedInputTick >= spawnTick || tick - spawnTick >= this.lateTicks;
  }

  private adopt(tick: number, record: BoltRecord, at: Sighting): void {
    const { weapon } = record;
    const key = keyOf(record.owner, tick - record.age, weapon);
    const known = this.tracks.get(key);
    if (known !== undefined) {
      known.entity = record.id;
      return;
    }
    const path = pathOf(record, this.rulesOf(weapon));
    const spawn = { weapon, path, spawnTick: tick - record.age, owner: record.owner };
    const track = this.trackOf(spawn, at.nowMs);
    track.entity = record.id;
    const ship = record.age > FRESH_TICKS ? undefined : at.drawnShip(record.owner);
    if (ship !== undefined) this.startAtMuzzle(track, ship, at);
    this.tracks.set(key, track);
  }

  private startAtMuzzle(track: BoltTrack, ship: Place, at: Sighting): void {
    const { angle, owner } = track.view;
    const muzzle = muzzleOf(ship, track);
    const place = placeAt(track, Math.min(at.ownTick - track.spawnTick, track.endTicks));
    track.offset = { x: muzzle.x - place.x, y: muzzle.y - place.y };
    const weapon = track.weapon.name;
    at.events.push({ kind: "shot", weapon, shooter: owner, x: muzzle.x, y: muzzle.y, angle });
  }

  private trackOf(
    spawn: { weapon: BoltWeapon; path: BoltPath; spawnTick: number; owner: number },
    nowMs: number,
  ): BoltTrack {
    const { weapon, path, spawnTick, owner } = spawn;
    const id = ++this.drawnIds;
    const angle = radiansOf(path.angle);
    const end = boltEnd(path, weapon, this.rulesOf(weapon), this.arena);
    return {
      view: {
        id,
        weapon: weapon.name,
        owner,
        own: owner === this.ownId,
        angle,
        spawnTick,
        x: path.x / ONE,
        y: path.y / ONE,
      },
      weapon,
      path,
      spawnTick,
      viewAge: 0,
      startMs: nowMs,
      endTicks: end.ticks,
      spark: end.spark,
      entity: undefined,
      offset: { x: 0, y: 0 },
      hiddenUntilMs: 0,
      wasFlying: false,
    };
  }

  /** A bolt that ends before its path hit a ship: the hit has its own picture, and no spark. */
  private endAt(track: BoltTrack, ticks: number): void {
    if (track.endTicks - ticks < END_TOLERANCE_TICKS) return;
    track.endTicks = ticks;
    track.spark = false;
  }

  /** Moves the view of a bolt to its position. Returns false if its flight is over. */
  private place(track: BoltTrack, times: DrawTimes): boolean {
    const drawnMs = times.nowMs - track.startMs;
    const left = Math.max(0, 1 - drawnMs / CATCH_UP_MS);
    const ticks = this.flownTicks(track, times);
    const at = placeAt(track, Math.max(0, Math.min(ticks, track.endTicks)));
    track.view.x = at.x + track.offset.x * left;
    track.view.y = at.y + track.offset.y * left;
    if (!track.view.own && touches(track, times.target)) {
      track.hiddenUntilMs = times.nowMs + TOUCH_WAIT_MS;
    }
    const isFlying = ticks < track.endTicks || left > 0;
    // A bolt that was seen to fly is drawn once more where it ends.
    const isDrawn = isFlying || track.wasFlying;
    track.wasFlying = isFlying;
    return isDrawn;
  }

  private flownTicks({ view, spawnTick, viewAge }: BoltTrack, times: DrawTimes): number {
    if (!view.own || viewAge === 0) return times.ownTick - spawnTick;
    const seen = Math.max(0, times.othersTick - spawnTick + viewAge);
    const slowDown = Math.max(this.slowDownTicks, BOLT_SLOW_DOWN_LEADS * viewAge);
    return seen - viewAge * Math.min(1, seen / slowDown);
  }

  private rulesOf({ index }: BoltWeapon): WeaponRules {
    return this.rules[index] ?? (this.rules[WEAPON.BLASTER.index] as WeaponRules);
  }
}

/** Returns a time in whole ticks, rounded as on the server. */
function ticksOf(ms: number, periodMs: number): number {
  return Math.max(1, Math.floor(ms / periodMs + 1e-9));
}

/** The moment at which a frame arrives. */
export interface Sighting {
  /** The newest input that the server had received when it made the frame; 0 if not known. */
  includedInputTick: number;
  nowMs: number;
  ownTick: number;
  drawnShip: DrawnShip;
  events: GameEvent[];
}

/**
 * Returns a key that identifies one bolt: ids are reused, but no ship fires two bolts of one weapon
 * in one tick.
 */
function keyOf(owner: number, spawnTick: number, weapon: BoltWeapon): number {
  return owner * 2 ** 34 + shotKey(spawnTick, weapon);
}

/** Returns a key that identifies one bolt among those of a ship. */
export function shotKey(spawnTick: number, { variant }: BoltWeapon): number {
  return spawnTick * 4 + variant;
}

function placeAt(track: BoltTrack, ticks: number): Place {
  const { x, y, stepX, stepY } = track.path;
  return { x: (x + stepX * ticks) / ONE, y: (y + stepY * ticks) / ONE };
}

/** Returns the path from the spawn on; the record has the position in the frame's tick. */
function pathOf(record: BoltRecord, rules: WeaponRules): BoltPath {
  const { x, y, angle, age } = record;
  const path = boltPath(x * RECORD_UNIT, y * RECORD_UNIT, angle, rules.boltVelocity);
  return { ...path, x: path.x - path.stepX * age, y: path.y - path.stepY * age };
}

function muzzleOf(ship: Place, { weapon, view }: BoltTrack): Place {
  return {
    x: ship.x + weapon.muzzleU * Math.cos(view.angle),
    y: ship.y + weapon.muzzleU * Math.sin(view.angle),
  };
}

function touches({ view, weapon }: BoltTrack, target: Place | undefined): boolean {
  if (target === undefined) return false;
  const reach = SHIP_RADIUS_U + weapon.radiusU;
  return (view.x - target.x) ** 2 + (view.y - target.y) ** 2 < reach * reach;
}
