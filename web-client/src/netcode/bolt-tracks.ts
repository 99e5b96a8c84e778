// The bolts as they are drawn. One is known by who fired it and when, so that the own one, drawn in
// the frame of the click, and the server's word of it are never drawn twice.
//
// Three times meet here. Own ship: ahead of the server. Other ships: behind it. Bolts of others are
// what the own ship has to evade, so they start at the drawn muzzle and catch up with the own time.
// Own bolts are what has to meet the others: they start in the own time, and slow down a little on
// their way until they fly in the time of those they hit.
import {
  BLASTER_MUZZLE_U,
  BLASTER_RADIUS_U,
  BLASTER_SLOW_DOWN_LEADS,
  BLASTER_SLOW_DOWN_MS,
  SHIP_RADIUS_U,
} from "../gen/constants";
import type { BoltRecord } from "../net/segments";
import type { Arena } from "../sim/arena";
import { type BoltPath, type BoltRules, boltEnd, boltPath } from "../sim/bolts";
import { ONE } from "../sim/fixed";
import type { BoltView, GameEvent } from "./game-view";

/** A bolt is at home in its time after this. */
const CATCH_UP_MS = 120;
/** The server notices in whole ticks what the path knows exactly. */
const END_TOLERANCE_TICKS = 0.5;
/** Older bolts were not seen to be fired: they fly into the view. */
const FRESH_TICKS = 6;
/** A bolt that touches the drawn own ship waits for the server to say what came of it. */
const TOUCH_WAIT_MS = 400;
/** From 1/8 u to a position. */
const RECORD_UNIT = ONE / 8;

interface Place {
  x: number;
  y: number;
}

/** The two times of a frame, in ticks, and where the own ship is drawn if a bolt can hit it. */
export interface DrawTimes {
  nowMs: number;
  ownTick: number;
  othersTick: number;
  target: Place | undefined;
}

/** Where a ship is drawn at the moment; undefined if it is not in the picture. */
export type DrawnShip = (id: number) => Place | undefined;

interface BoltTrack {
  /**
   * Its id is one of the picture's own: it stays the same when the server names a predicted bolt.
   */
  view: BoltView;
  /** The entity's id; undefined until the server names it. */
  entity: number | undefined;
  path: BoltPath;
  spawnTick: number;
  startMs: number;
  /** Ticks after the spawn at which it ends. */
  endTicks: number;
  spark: boolean;
  /** From the path to the drawn place at the start; decays while catching up. */
  offset: Place;
  hiddenUntilMs: number;
}

export class BoltTracks {
  private readonly tracks = new Map<number, BoltTrack>();
  private drawnIds = 0;

  constructor(
    private readonly rules: BoltRules,
    private readonly arena: Arena,
    private readonly ownId: number,
    private readonly periodMs: number,
  ) {}

  /** The own ship fires in `tick`; the bolt starts at the drawn muzzle. */
  predict(tick: number, path: BoltPath, ship: Place, nowMs: number): void {
    const key = keyOf(this.ownId, tick);
    if (this.tracks.has(key)) return;
    const track = this.trackOf({ path, spawnTick: tick, owner: this.ownId }, nowMs);
    const muzzle = muzzleOf(ship, track.view.angle);
    track.offset = { x: muzzle.x - path.x / ONE, y: muzzle.y - path.y / ONE };
    this.tracks.set(key, track);
  }

  /** Takes in a frame: the bolts it lists, and those still held after it. */
  observe(tick: number, listed: BoltRecord[], held: Iterable<BoltRecord>, at: Sighting): void {
    for (const record of listed) this.take(tick, record, at);
    const present = new Set<BoltTrack>();
    for (const { id, owner } of held) {
      for (const track of this.tracks.values()) {
        if (track.entity === id && track.view.owner === owner) present.add(track);
      }
    }
    for (const [key, track] of this.tracks) {
      if (present.has(track) || track.spawnTick > tick) continue;
      if (track.entity === undefined) this.tracks.delete(key);
      else this.endAt(track, tick - track.spawnTick);
    }
  }

  /** The bolts to be drawn; sparks of those that end at something solid go into `events`. */
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

  private take(tick: number, record: BoltRecord, at: Sighting): void {
    const key = keyOf(record.owner, tick - record.age);
    const known = this.tracks.get(key);
    if (known !== undefined) {
      known.entity = record.id;
      return;
    }
    const path = pathOf(record, this.rules);
    const spawn = { path, spawnTick: tick - record.age, owner: record.owner };
    const track = this.trackOf(spawn, at.nowMs);
    track.entity = record.id;
    const ship = record.age > FRESH_TICKS ? undefined : at.drawnShip(record.owner);
    if (ship !== undefined) this.startAtMuzzle(track, ship, at);
    this.tracks.set(key, track);
  }

  private startAtMuzzle(track: BoltTrack, ship: Place, at: Sighting): void {
    const { angle, owner } = track.view;
    const muzzle = muzzleOf(ship, angle);
    const place = placeAt(track, Math.min(at.ownTick - track.spawnTick, track.endTicks));
    track.offset = { x: muzzle.x - place.x, y: muzzle.y - place.y };
    at.events.push({ kind: "shot", shooter: owner, x: muzzle.x, y: muzzle.y, angle });
  }

  private trackOf(
    spawn: { path: BoltPath; spawnTick: number; owner: number },
    nowMs: number,
  ): BoltTrack {
    const { path, spawnTick, owner } = spawn;
    const id = ++this.drawnIds;
    const angle = (path.angle / 4096) * 2 * Math.PI;
    const end = boltEnd(path, this.rules, this.arena);
    return {
      view: { id, owner, own: owner === this.ownId, angle, x: path.x / ONE, y: path.y / ONE },
      ...{ path, spawnTick, startMs: nowMs, endTicks: end.ticks, spark: end.spark },
      ...{ entity: undefined, offset: { x: 0, y: 0 }, hiddenUntilMs: 0 },
    };
  }

  /** Ended before its path does, it hit a ship: that has a picture of its own, and no spark. */
  private endAt(track: BoltTrack, ticks: number): void {
    if (track.endTicks - ticks < END_TOLERANCE_TICKS) return;
    track.endTicks = ticks;
    track.spark = false;
  }

  /** Moves the view of a bolt to its place; false if its flight is over. */
  private place(track: BoltTrack, times: DrawTimes): boolean {
    const drawnMs = times.nowMs - track.startMs;
    const left = Math.max(0, 1 - drawnMs / CATCH_UP_MS);
    const ticks = this.timeOf(track, times) - track.spawnTick;
    const at = placeAt(track, Math.max(0, Math.min(ticks, track.endTicks)));
    track.view.x = at.x + track.offset.x * left;
    track.view.y = at.y + track.offset.y * left;
    if (!track.view.own && touches(track.view, times.target)) {
      track.hiddenUntilMs = times.nowMs + TOUCH_WAIT_MS;
    }
    return ticks < track.endTicks || left > 0;
  }

  private timeOf(track: BoltTrack, times: DrawTimes): number {
    if (!track.view.own) return times.ownTick;
    const lead = Math.max(0, times.ownTick - times.othersTick);
    const slowDownTicks = Math.max(
      BLASTER_SLOW_DOWN_MS / this.periodMs,
      BLASTER_SLOW_DOWN_LEADS * lead,
    );
    const flown = Math.max(0, times.ownTick - track.spawnTick);
    return times.ownTick - lead * Math.min(1, flown / slowDownTicks);
  }
}

/** What is needed of the moment in which a frame comes. */
export interface Sighting {
  nowMs: number;
  ownTick: number;
  drawnShip: DrawnShip;
  events: GameEvent[];
}

/** Ids are reused, but nobody fires two bolts in one tick. */
function keyOf(owner: number, spawnTick: number): number {
  return owner * 2 ** 32 + spawnTick;
}

function placeAt(track: BoltTrack, ticks: number): Place {
  const { x, y, stepX, stepY } = track.path;
  return { x: (x + stepX * ticks) / ONE, y: (y + stepY * ticks) / ONE };
}

/** The record is of the frame's tick; the path begins at the spawn. */
function pathOf(record: BoltRecord, rules: BoltRules): BoltPath {
  const { x, y, angle, age } = record;
  const path = boltPath(x * RECORD_UNIT, y * RECORD_UNIT, angle, rules.boltVelocity);
  return { ...path, x: path.x - path.stepX * age, y: path.y - path.stepY * age };
}

function muzzleOf(ship: Place, angle: number): Place {
  return {
    x: ship.x + BLASTER_MUZZLE_U * Math.cos(angle),
    y: ship.y + BLASTER_MUZZLE_U * Math.sin(angle),
  };
}

function touches(bolt: Place, target: Place | undefined): boolean {
  if (target === undefined) return false;
  const reach = SHIP_RADIUS_U + BLASTER_RADIUS_U;
  return (bolt.x - target.x) ** 2 + (bolt.y - target.y) ** 2 < reach * reach;
}
