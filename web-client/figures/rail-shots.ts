// Whether the server hits with a rail what its shooter saw himself hit. Each shot is judged twice:
// here, in the picture in which its beam is drawn, and by the server, whose word is the beam that
// it tells of. A ship that died or appeared between the tick looked at and the tick of the shot
// is counted apart: only places are rewound.
import { CELL_SIZE_U, RAIL_RANGE_U, SHIP_RADIUS_U } from "../src/gen/constants";
import type { ClientFrame } from "../src/gen/tickstorm/v1/client_pb";
import type { ServerFrame } from "../src/gen/tickstorm/v1/server_pb";
import { decodeSegments, EVENT_BEAM, EVENT_KILL, EVENT_SPAWN } from "../src/net/segments";
import type { GameEvent, GameView } from "../src/netcode/game-view";
import { RAIL } from "../src/sim/input-command";
import type { Counts } from "./figures";

type Beam = Extract<GameEvent, { kind: "beam" }>;

const NOBODY = 4095;
/** What the server looks back at most. */
const CAP_16THS = 240;
const REMEMBERED_TICKS = 64;

interface Shot {
  /** Whom the beam meets first in the picture. */
  seen: number | undefined;
  tick: number;
  viewAge16ths: number;
}

interface Fate {
  tick: number;
  ship: number;
}

export class RailShots {
  /** Drawn, not sent yet. */
  private drawn: { seen: number | undefined } | undefined;
  private waiting: Shot[] = [];
  private fates: Fate[] = [];
  private columns = 0;

  constructor(private readonly counts: Counts) {}

  /** A render frame. */
  see(view: GameView): void {
    for (const event of view.events) {
      if (event.kind !== "beam" || event.shooter !== view.ownId) continue;
      this.drawn = { seen: firstMet(event, view) };
    }
  }

  /** An input is at the server. While the rail reloads it may ask in vain, and claims nothing. */
  fire({ inputTick, control, viewAge16ths }: ClientFrame): void {
    if ((control & RAIL) === 0 || viewAge16ths === 0 || this.drawn === undefined) return;
    this.waiting.push({ ...this.drawn, tick: inputTick, viewAge16ths });
    this.drawn = undefined;
  }

  /** A frame leaves the server. */
  judge(frame: ServerFrame, view: GameView, isCounting: boolean): void {
    const side = frame.welcome?.arena?.side;
    if (side !== undefined) this.columns = Math.ceil(side / CELL_SIZE_U);
    const beams = new Map<number, number>();
    this.fates = this.fates.filter(({ tick }) => frame.tick - tick < REMEMBERED_TICKS);
    for (const { age, victim } of frame.kills) this.note(frame.tick - age, victim);
    for (const { events } of frame.segments.flatMap((bytes) =>
      decodeSegments(bytes, this.columns),
    )) {
      for (const { kind, age, subject, object } of events) {
        const tick = frame.tick - age;
        if (kind === EVENT_BEAM && subject === view.ownId) beams.set(tick, object);
        if (kind === EVENT_SPAWN) this.note(tick, subject);
        if (kind === EVENT_KILL) this.note(tick, object);
      }
    }
    const due = this.waiting.filter(({ tick }) => tick <= frame.tick);
    this.waiting = this.waiting.filter(({ tick }) => tick > frame.tick);
    if (isCounting) for (const shot of due) this.count(shot, beams.get(shot.tick));
  }

  private note(tick: number, ship: number): void {
    this.fates.push({ tick, ship });
  }

  private count(shot: Shot, struck: number | undefined): void {
    const { counts } = this;
    counts.railShots++;
    if (struck === undefined) {
      counts.railsUnheard++;
      return;
    }
    const hit = struck === NOBODY ? undefined : struck;
    if (this.changedFate(shot, shot.seen) || this.changedFate(shot, hit)) {
      counts.railsOvertaken++;
    } else if (shot.viewAge16ths > CAP_16THS) {
      counts.railsBeyondCap++;
    } else if (shot.seen === undefined) {
      counts.railsSeenToMiss++;
      if (hit !== undefined) counts.railsHitUnseen++;
    } else {
      counts.railsSeenToHit++;
      if (hit !== shot.seen) counts.railsSeenInVain++;
    }
  }

  /** The ship died, or appeared, after the tick that was looked at. */
  private changedFate({ tick, viewAge16ths }: Shot, ship: number | undefined): boolean {
    const seenTick = tick - viewAge16ths / 16;
    return this.fates.some(
      (fate) => fate.ship === ship && fate.tick > seenTick - 1 && fate.tick <= tick,
    );
  }
}

/** The first thing a drawn beam meets: a ship, or undefined. */
function firstMet(beam: Beam, { ships, arena }: GameView): number | undefined {
  let nearest = RAIL_RANGE_U;
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

/** Distance at which a beam enters a circle; infinite if it passes by. */
function entry(beam: Beam, circle: { x: number; y: number }, radius: number): number {
  const dx = circle.x - beam.x;
  const dy = circle.y - beam.y;
  const along = dx * Math.cos(beam.angle) + dy * Math.sin(beam.angle);
  const across = dx * Math.sin(beam.angle) - dy * Math.cos(beam.angle);
  if (along <= 0) return dx * dx + dy * dy <= radius * radius ? 0 : Number.POSITIVE_INFINITY;
  if (Math.abs(across) > radius) return Number.POSITIVE_INFINITY;
  return Math.max(0, along - Math.sqrt(radius * radius - across * across));
}
