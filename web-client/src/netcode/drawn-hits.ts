// Compares the own shots that were drawn as hits with the server's records. Explains to the shooter
// why one did not count.

import { LATE_SHOT_MS } from "../gen/constants";
import { MissCause } from "../gen/tickstorm/v1/server_pb";
import { ONE } from "../sim/fixed";
import { BOLTS, type Weapon } from "../sim/weapon-table";
import { BoltTouches } from "./bolt-touches";
import { shotKey } from "./bolt-tracks";
import type { BoltView, MissReason, ShipView, ShotNews } from "./game-view";
import type { WhoFlies } from "./hit-audits";
import type { OwnShot } from "./own-flight";
import { NOBODY } from "./record-units";
import {
  type FiredRow,
  type FrameNews,
  type HitRow,
  type MissRow,
  ServerWord,
} from "./server-word";

const MISSES_MAX = 16;
const WAITING_MAX = 64;
/**
 * The number of ticks, from the evaluated tick, after which a bolt has ended and a beam is decided.
 */
const SETTLED_TICKS = 4;
/**
 * The maximum distance between the drawn hit and the server's hit of one bolt, in addition to the
 * lateness of its input.
 */
const APART_TICKS = 3;
/** Own bolts are forgotten this long after the longest flight of one. */
const FORGET_TICKS = 33;
/** A smaller error of the own position is the rounding of the wire format. */
const DISPLACED_U = 4;
/** A death of the own ship up to this many ticks before a shot explains why it was not fired. */
const DEAD_TICKS = 45;
/** After a stall a ship is drawn away from its true position for this long. */
const BLEND_MS = 250;
/**
 * The maximum rewind of the server, and the longest time behind cover in which a victim can still
 * be hit.
 */
const CAP_MS = 500;
const COVER_MS = 250;
const BEYOND_HELD = 2;
const BEYOND_CAP = 4;

interface Place {
  x: number;
  y: number;
}

/** The picture of a render frame: the tick of the others, and the newest tick received. */
export interface Picture {
  othersTick: number;
  newestTick: number;
}

interface Fired {
  weapon: Weapon;
  tick: number;
  /** In ticks. */
  viewAge: number;
  origin: Place;
}

interface DrawnHit extends Fired {
  ship: number;
  /** The tick of the others in which it was drawn to hit. */
  seenTick: number;
  isStalled: boolean;
  /** The tick in which the server evaluates it, if its input arrives in time. */
  evaluatedTick: number;
}

/** Explains to the player why own shots that were drawn as hits did not count. */
export class DrawnHits {
  /** The reason why the newest drawn hit did not count, or undefined if there is none. */
  newest: ShotNews | undefined;
  /** The last drawn hits that did not count, oldest first. */
  readonly misses: ShotNews[] = [];

  private readonly touches = new BoltTouches();
  private readonly word: ServerWord;
  /** Own bolts by `shotKey`. */
  private readonly flying = new Map<number, Fired>();
  private readonly flightTicks: number;
  private waiting: DrawnHit[] = [];
  private readonly lateTicks: number;
  /** The tick at which the others were last drawn beyond the newest frame. */
  private stalledTick = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly ownId: number,
    private readonly periodMs: number,
  ) {
    this.word = new ServerWord(ownId, 1000 / periodMs);
    const lifeMs = Math.max(...BOLTS.map((weapon) => weapon.lifeMs));
    this.flightTicks = Math.ceil(lifeMs / periodMs) + FORGET_TICKS;
    this.lateTicks = Math.max(1, Math.floor(LATE_SHOT_MS / periodMs + 1e-9));
  }

  /** Notes a shot of the own ship. `met` is the ship at which a beam ends as drawn. */
  fired(shot: OwnShot, ship: Place, met: number | undefined, picture: Picture): void {
    const { weapon, tick, path, viewAge } = shot;
    switch (weapon.kind) {
      case "BEAM": {
        const beam = { weapon, tick, viewAge, origin: { x: ship.x, y: ship.y } };
        if (met !== undefined) this.wait(beam, met, picture);
        break;
      }
      case "BOLT": {
        const origin = { x: path.x / ONE, y: path.y / ONE };
        this.flying.set(shotKey(tick, weapon), { weapon, tick, viewAge, origin });
        for (const [key, old] of this.flying) {
          if (tick - old.tick > this.flightTicks) this.flying.delete(key);
        }
        break;
      }
    }
  }

  /** Processes a render frame as it is drawn. */
  see(bolts: readonly BoltView[], ships: readonly ShipView[], picture: Picture): void {
    if (picture.othersTick > picture.newestTick) this.stalledTick = picture.othersTick;
    for (const [key, ship] of this.touches.see(bolts, ships)) {
      const bolt = this.flying.get(key);
      this.flying.delete(key);
      if (bolt !== undefined) this.wait(bolt, ship, picture);
    }
  }

  /** Processes a frame. Returns true if it explained one more miss. */
  observe(news: FrameNews, who: WhoFlies): boolean {
    this.word.observe(news);
    const isSettled = (hit: DrawnHit) =>
      news.tick - hit.evaluatedTick >= this.lateTicks + SETTLED_TICKS;
    const settled = this.waiting.filter(isSettled);
    this.waiting = this.waiting.filter((hit) => !isSettled(hit));
    let isNew = false;
    for (const hit of settled) {
      const reason = this.reasonOf(hit, who);
      if (reason === undefined) continue;
      this.newest = { kind: "missed", weapon: hit.weapon.name, victim: who(hit.ship), reason };
      this.misses.push(this.newest);
      if (this.misses.length > MISSES_MAX) this.misses.shift();
      isNew = true;
    }
    return isNew;
  }

  private wait(shot: Fired, ship: number, { othersTick, newestTick }: Picture): void {
    const evaluatedTick = Math.max(shot.tick, Math.ceil(othersTick));
    // A beam is aimed at the true positions; a bolt flies while ships return to them.
    const blendTicks = isBeam(shot) ? 0 : BLEND_MS / this.periodMs;
    const stallMattersFrom = othersTick - blendTicks;
    const isStalled = othersTick > newestTick || this.stalledTick > stallMattersFrom;
    this.waiting.push({ ...shot, ship, seenTick: othersTick, isStalled, evaluatedTick });
    if (this.waiting.length > WAITING_MAX) this.waiting.shift();
  }

  /** Returns why a drawn hit did not count, or undefined if it counted or the reason is unknown. */
  private reasonOf(hit: DrawnHit, who: WhoFlies): MissReason | undefined {
    const fired = this.claimFired(hit);
    if (this.claimHit(hit, fired)) return undefined;
    if (this.claimCover(hit)) return { because: "cover", coverMs: COVER_MS };
    if (fired === undefined) {
      const deadFrom = hit.tick - DEAD_TICKS;
      const isDead = this.isKilled(this.ownId, deadFrom, hit.tick + this.lateTicks);
      return { because: isDead ? "own-death" : "not-fired" };
    }
    const evaluatedBy = Math.max(hit.evaluatedTick, fired.tick) + 1;
    if (this.isKilled(hit.ship, hit.seenTick - 1, evaluatedBy)) return { because: "destroyed" };
    if (this.isProtected(hit, evaluatedBy)) return { because: "protected" };
    // A ship that left the view may have been hit there, which is not sent.
    if (!this.word.present.has(hit.ship)) return undefined;
    return this.clampOf(hit) ?? this.deviationOf(hit, fired, who);
  }

  /**
   * Returns the server's record that a shot was fired, or undefined. Each record stands for one
   * shot.
   */
  private claimFired(hit: DrawnHit): FiredRow | undefined {
    const { weapon } = hit;
    if (!isBeam(hit)) {
      return this.word.bolts.find((bolt) => bolt.tick === hit.tick && bolt.weapon === weapon);
    }
    const last = hit.tick + this.lateTicks;
    const beam = this.word.beams.find(
      (row) => row.weapon === weapon && row.tick >= hit.tick && row.tick <= last,
    );
    if (beam !== undefined) this.word.beams = this.word.beams.filter((other) => other !== beam);
    return beam;
  }

  /** Claims the hit that the server counted for it. Returns false if there is none. */
  private claimHit(hit: DrawnHit, fired: FiredRow | undefined): boolean {
    const nearest = this.word.hits
      .filter((row) => this.canBeOf(row, hit, fired))
      .sort(
        (a, b) => Math.abs(a.tick - hit.evaluatedTick) - Math.abs(b.tick - hit.evaluatedTick),
      )[0];
    this.word.hits = this.word.hits.filter((row) => row !== nearest);
    return nearest !== undefined;
  }

  private canBeOf(row: HitRow, hit: DrawnHit, fired: FiredRow | undefined): boolean {
    if (row.ship !== hit.ship || row.weapon !== hit.weapon) return false;
    if (isBeam(hit)) return row.tick === fired?.tick;
    const after = row.tick - hit.evaluatedTick;
    return after >= -APART_TICKS && after <= this.lateTicks + APART_TICKS;
  }

  private claimCover(hit: DrawnHit): boolean {
    const row = this.word.misses.find(
      ({ cause, tick, weapon, victim }) =>
        cause === MissCause.COVER &&
        weapon === hit.weapon &&
        victim === hit.ship &&
        tick >= hit.tick &&
        tick <= hit.tick + this.lateTicks,
    );
    this.word.misses = this.word.misses.filter((other) => other !== row);
    return row !== undefined;
  }

  private isKilled(ship: number, from: number, until: number): boolean {
    return this.word.kills.some((row) => row.ship === ship && row.tick > from && row.tick <= until);
  }

  private isProtected(hit: DrawnHit, until: number): boolean {
    return this.word.protections.some(
      ({ ship, tick }) => ship === hit.ship && tick >= hit.seenTick && tick <= until,
    );
  }

  private clampOf(hit: DrawnHit): MissReason | undefined {
    const picture = hit.tick - hit.viewAge;
    const row = this.word.misses.find(
      (miss) =>
        miss.cause === MissCause.CLAMPED &&
        miss.weapon === hit.weapon &&
        Math.abs(miss.tick - miss.claimedAge16ths / 16 - picture) < 0.5,
    );
    if (row === undefined) return undefined;
    if ((row.clamps & BEYOND_CAP) !== 0) {
      return { because: "too-old", ageMs: hit.viewAge * this.periodMs, capMs: CAP_MS };
    }
    return (row.clamps & BEYOND_HELD) !== 0 ? { because: "stalled" } : this.otherAge(hit, row);
  }

  private otherAge(hit: DrawnHit, row: MissRow): MissReason {
    const usedTicks = hit.viewAge + (row.usedAge16ths - row.claimedAge16ths) / 16;
    const claimedMs = hit.viewAge * this.periodMs;
    return { because: "other-age", claimedMs, usedMs: usedTicks * this.periodMs };
  }

  /** Returns the reason for a shot that was fired and that no rule rejected. */
  private deviationOf(hit: DrawnHit, fired: FiredRow, who: WhoFlies): MissReason {
    const apartU = Math.hypot(fired.x - hit.origin.x, fired.y - hit.origin.y);
    if (apartU >= DISPLACED_U) return { because: "displaced", apartU };
    if (hit.isStalled) return { because: "stalled" };
    const isOther = isBeam(hit) && fired.struck !== NOBODY && fired.struck !== hit.ship;
    return isOther ? { because: "other-ship", met: who(fired.struck) } : { because: "passed" };
  }
}

function isBeam({ weapon }: Fired): boolean {
  switch (weapon.kind) {
    case "BEAM":
      return true;
    case "BOLT":
      return false;
  }
}
