// Counts the bolts whose drawn hit is a hit on the server, too. A bolt is drawn as a hit when it
// first touches the drawn hull of a ship between two render frames. The hit of the server has the
// same tick of the shot. A victim that died or appeared between the drawn tick and the tick of the
// server's test is counted separately. So is a protected victim, whose picture shows this.
import { SHIP_RADIUS_U } from "../src/gen/constants";
import { WEAPON } from "../src/gen/weapons";
import { shotKey } from "../src/netcode/bolt-tracks";
import type { BoltView, GameView, ShipView } from "../src/netcode/game-view";
import { touchShare } from "../src/netcode/touch";
import { weaponNumbered } from "../src/sim/weapon-table";
import type { Fates } from "./fates";
import type { Counts } from "./figures";
import type { EvaluatedShot } from "./lockstep-server";

/** A victim that was not drawn for this time before the hit had left the picture. */
const LEFT_TICKS = 2;
/** The time after which a bolt has ended on both sides, also with a late input. */
const SETTLED_TICKS = 60;

interface Place {
  x: number;
  y: number;
}

interface Bolt {
  spawnTick: number;
  last: Place;
  /** The first ship that it touched, and the drawn tick of the contact. */
  touched: { ship: number; tick: number; isProtected: boolean } | undefined;
  victim: number | undefined;
  /** The server's tick of the hit. */
  hitTick: number;
  /** The last tick at which each ship was drawn while the bolt flew. */
  readonly drawn: Map<number, number>;
}

export class BoltShots {
  /** The bolts in flight, by `shotKey`. */
  private bolts = new Map<number, Bolt>();
  /** The drawn places of ships in the previous render frame. */
  private shipsBefore = new Map<number, Place>();

  constructor(
    private readonly counts: Counts,
    private readonly fates: Fates,
  ) {}

  /** Processes a render frame. */
  see(view: GameView): void {
    for (const bolt of view.bolts) if (bolt.own) this.follow(bolt, view);
    this.shipsBefore = new Map(view.ships.map(({ id, x, y }) => [id, { x, y }]));
  }

  /** Processes a tick that the server has simulated. */
  addShots(
    tick: number,
    ownId: number,
    shots: readonly EvaluatedShot[],
    isCounting: boolean,
  ): void {
    for (const { isHit, shooter, victim, weapon: number, shotTick } of shots) {
      const weapon = weaponNumbered(number);
      if (!isHit || shooter !== ownId || weapon.kind !== "BOLT") continue;
      const bolt = this.bolts.get(shotKey(shotTick, weapon));
      if (bolt !== undefined) {
        bolt.victim = victim;
        bolt.hitTick = tick;
      } else if (isCounting) this.counts.boltsHitUndrawn++;
    }
    for (const [key, bolt] of this.bolts) {
      if (tick - bolt.spawnTick < SETTLED_TICKS) continue;
      this.bolts.delete(key);
      if (isCounting) this.count(bolt);
    }
  }

  private follow(view: BoltView, { ships, net }: GameView): void {
    const { spawnTick, x, y } = view;
    const key = shotKey(spawnTick, WEAPON[view.weapon]);
    const bolt = this.bolts.get(key);
    if (bolt === undefined) {
      const drawn = new Map(ships.map(({ id }) => [id, net.drawnTick]));
      const fresh = { spawnTick, last: { x, y }, touched: undefined, victim: undefined };
      this.bolts.set(key, { ...fresh, hitTick: 0, drawn });
      return;
    }
    if (bolt.touched === undefined) {
      const ship = this.firstTouched(bolt.last, view, ships);
      if (ship !== undefined)
        bolt.touched = { ship: ship.id, tick: net.drawnTick, isProtected: ship.protected };
    }
    bolt.last = { x, y };
    for (const { id } of ships) bolt.drawn.set(id, net.drawnTick);
  }

  private firstTouched(
    from: Place,
    to: BoltView,
    ships: readonly ShipView[],
  ): ShipView | undefined {
    let first = Number.POSITIVE_INFINITY;
    let touched: ShipView | undefined;
    const reachU = SHIP_RADIUS_U + WEAPON[to.weapon].radiusU;
    for (const ship of ships) {
      const before = this.shipsBefore.get(ship.id) ?? ship;
      const a = { x: from.x - before.x, y: from.y - before.y };
      const share = touchShare(a, { x: to.x - ship.x, y: to.y - ship.y }, reachU);
      if (share >= first) continue;
      first = share;
      touched = ship;
    }
    return touched;
  }

  private count({ spawnTick, touched, victim, hitTick, drawn }: Bolt): void {
    const { counts, fates } = this;
    counts.bolts++;
    if (touched === undefined) {
      counts.boltsSeenToMiss++;
      if (victim === undefined) return;
      const isInView = (drawn.get(victim) ?? 0) >= hitTick - LEFT_TICKS;
      if (isInView) counts.boltsHitUnseen++;
      else counts.boltsHitOffScreen++;
      return;
    }
    const evaluatedBy = Math.max(spawnTick, Math.ceil(touched.tick)) + 1;
    if (touched.isProtected || fates.changed(touched.ship, touched.tick - 1, evaluatedBy)) {
      counts.boltsOvertaken++;
      return;
    }
    counts.boltsSeenToHit++;
    if (victim !== touched.ship) counts.boltsSeenInVain++;
  }
}
