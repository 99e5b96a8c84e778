// Finds the ship that each own bolt is drawn to touch first, between two render frames.
import { SHIP_RADIUS_U } from "../gen/constants";
import { WEAPON } from "../gen/weapons";
import { shotKey } from "./bolt-tracks";
import type { BoltView, ShipView } from "./game-view";
import { touchShare } from "./touch";

interface Place {
  x: number;
  y: number;
}

/** Finds the ship that each own bolt is drawn to touch first. Call it once a render frame. */
export class BoltTouches {
  /** The positions of the own bolts in the previous render frame, by `shotKey`. */
  private bolts = new Map<number, Place>();
  private ships = new Map<number, Place>();

  /**
   * Processes a render frame. Returns the id of the ship that each own bolt touches in it, by
   * `shotKey`.
   */
  see(bolts: readonly BoltView[], ships: readonly ShipView[]): Map<number, number> {
    const touched = new Map<number, number>();
    const own = bolts.filter((bolt) => bolt.own);
    for (const bolt of own) {
      const from = this.bolts.get(keyOf(bolt));
      const ship = from === undefined ? undefined : this.firstTouched(from, bolt, ships);
      if (ship !== undefined) touched.set(keyOf(bolt), ship);
    }
    this.bolts = new Map(own.map((bolt) => [keyOf(bolt), { x: bolt.x, y: bolt.y }]));
    this.ships = new Map(ships.map(({ id, x, y }) => [id, { x, y }]));
    return touched;
  }

  private firstTouched(from: Place, to: BoltView, ships: readonly ShipView[]): number | undefined {
    let first = Number.POSITIVE_INFINITY;
    let touched: number | undefined;
    const reachU = SHIP_RADIUS_U + WEAPON[to.weapon].radiusU;
    for (const ship of ships) {
      const before = this.ships.get(ship.id) ?? ship;
      const a = { x: from.x - before.x, y: from.y - before.y };
      const share = touchShare(a, { x: to.x - ship.x, y: to.y - ship.y }, reachU);
      if (share >= first) continue;
      first = share;
      touched = ship.id;
    }
    return touched;
  }
}

function keyOf({ spawnTick, weapon }: BoltView): number {
  return shotKey(spawnTick, WEAPON[weapon]);
}
