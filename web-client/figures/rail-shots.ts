// Counts the rails whose drawn hit is a hit on the server, too. Each shot is tested twice: here, in
// the picture in which its beam is drawn, and by the server, whose beam has the same tick of the
// shot. A ship that died or appeared between the drawn tick and the tick of the shot is counted
// separately, because only places are rewound.

import { SHIP_RADIUS_U } from "../src/gen/constants";
import type { ClientFrame } from "../src/gen/tickstorm/v1/client_pb";
import { WEAPON } from "../src/gen/weapons";
import type { BeamEvent, GameView } from "../src/netcode/game-view";
import { NOBODY } from "../src/netcode/record-units";
import { EDGES } from "../src/sim/weapon-table";
import type { Fates } from "./fates";
import type { Counts } from "./figures";
import type { EvaluatedShot } from "./lockstep-server";

/** The limit of the server's rewind. */
const CAP_16THS = 240;
/** The time after which the server fires a rail no more. */
const SETTLED_TICKS = 60;

/** A beam in its shooter's picture. */
interface Drawn {
  /** The first ship that the drawn beam hits; undefined for none. */
  seen: number | undefined;
  /** The ids of all ships in the picture: ships beyond the screen are not sent. */
  shown: ReadonlySet<number>;
}

interface Shot extends Drawn {
  tick: number;
  viewAge16ths: number;
  /** The ship that the server's beam hit; undefined if the rail did not fire. */
  struck: number | undefined;
  firedTick: number;
}

export class RailShots {
  /** Drawn beams by the tick of the shot, until its input has reached the server. */
  private readonly drawn = new Map<number, Drawn>();
  private waiting: Shot[] = [];

  constructor(
    private readonly counts: Counts,
    private readonly fates: Fates,
  ) {}

  /** Processes a render frame. */
  see(view: GameView): void {
    for (const event of view.events) {
      if (event.kind !== "beam" || event.shooter !== view.ownId) continue;
      const shown = new Set(view.ships.map(({ id }) => id));
      this.drawn.set(event.tick, { seen: firstMet(event, view), shown });
    }
  }

  /** Processes an input at the server. While the rail reloads, its button has no effect. */
  fire({ inputTick, control, viewAge16ths }: ClientFrame): void {
    const drawn = this.drawn.get(inputTick);
    if ((control & EDGES) === 0 || drawn === undefined) return;
    this.waiting.push({
      ...drawn,
      tick: inputTick,
      viewAge16ths,
      struck: undefined,
      firedTick: inputTick,
    });
    this.drawn.delete(inputTick);
  }

  /** Processes a tick that the server has simulated. */
  addShots(
    tick: number,
    ownId: number,
    shots: readonly EvaluatedShot[],
    isCounting: boolean,
  ): void {
    for (const { isHit, shooter, victim, shotTick } of shots) {
      if (isHit || shooter !== ownId) continue;
      const shot = this.waiting.find((waiting) => waiting.tick === shotTick);
      if (shot === undefined) continue;
      shot.struck = victim;
      shot.firedTick = tick;
    }
    const due = this.waiting.filter((shot) => tick - shot.tick >= SETTLED_TICKS);
    this.waiting = this.waiting.filter((shot) => tick - shot.tick < SETTLED_TICKS);
    if (isCounting) for (const shot of due) this.count(shot, ownId);
  }

  private count(shot: Shot, ownId: number): void {
    const { counts, fates } = this;
    const { seen, shown, struck, tick, firedTick } = shot;
    const hit = struck === NOBODY ? undefined : struck;
    const seenTick = tick - shot.viewAge16ths / 16;
    if (fates.changed(ownId, tick - SETTLED_TICKS, firedTick)) {
      counts.railsOfTheDead++;
      return;
    }
    counts.railShots++;
    if (struck === undefined) counts.railsNotFired++;
    if (shot.viewAge16ths > CAP_16THS) counts.railsBeyondCap++;
    if ([seen, hit].some((ship) => fates.changed(ship, seenTick - 1, firedTick))) {
      counts.railsOvertaken++;
    } else if (seen === undefined) {
      counts.railsSeenToMiss++;
      if (hit !== undefined && shown.has(hit)) counts.railsHitUnseen++;
      if (hit !== undefined && !shown.has(hit)) counts.railsHitOffScreen++;
    } else {
      counts.railsSeenToHit++;
      if (hit !== seen) counts.railsSeenInVain++;
    }
  }
}

/** Returns the first ship that a drawn beam hits, or undefined. */
function firstMet(beam: BeamEvent, { ships, arena }: GameView): number | undefined {
  let nearest: number = WEAPON[beam.weapon].rangeU;
  for (const rock of arena.asteroids) nearest = Math.min(nearest, entry(beam, rock, rock.radius));
  let met: number | undefined;
  for (const ship of ships) {
    const distance = entry(beam, ship, SHIP_RADIUS_U);
    if (distance >= nearest) continue;
    nearest = distance;
    met = ship.id;
  }
  return met;
}

/** Returns the distance at which a beam enters a circle; infinite if it passes by. */
function entry(beam: BeamEvent, circle: { x: number; y: number }, radius: number): number {
  const dx = circle.x - beam.x;
  const dy = circle.y - beam.y;
  const along = dx * Math.cos(beam.angle) + dy * Math.sin(beam.angle);
  const across = dx * Math.sin(beam.angle) - dy * Math.cos(beam.angle);
  if (along <= 0) return dx * dx + dy * dy <= radius * radius ? 0 : Number.POSITIVE_INFINITY;
  if (Math.abs(across) > radius) return Number.POSITIVE_INFINITY;
  return Math.max(0, along - Math.sqrt(radius * radius - across * across));
}
