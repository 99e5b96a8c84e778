// The other ships as they are drawn: between two snapshots, at the tick of the SnapshotClock. A
// ship that left or died is drawn until that tick has passed; a new ship is drawn from that tick
// on.

import { BOOST_SPEED_PERCENT, SHIP_TOP_SPEED_US } from "../gen/constants";
import { BOOSTING, PROTECTED, SHIELDED, type ShipRecord, THRUSTING } from "../net/segments";
import { shipAtRest } from "./empty-view";
import type { ShipView } from "./game-view";
import { type LabSwitches, normalPlay } from "./lab-switches";
import { UNITS_PER_U } from "./record-units";

const SAMPLES_MAX = 64;
const COAST_MAX_MS = 250;
/**
 * The time constant with which a drawn position returns to the known one after coasting: after it,
 * 1/e of the error is left.
 */
const BLEND_MS = 80;
/**
 * A speed above that of any flight: a faster ship was moved, for example by a respawn that no frame
 * showed.
 */
const JUMP_SPEED_US = (2 * SHIP_TOP_SPEED_US * BOOST_SPEED_PERCENT) / 100;

interface Sample {
  tick: number;
  x: number;
  y: number;
  aim: number;
  flags: number;
}

/** The stay of a ship in view. */
class ShipTrack {
  /** The first tick without the ship. */
  endTick = Number.POSITIVE_INFINITY;
  readonly view: ShipView;
  private readonly samples: Sample[] = [];
  private offsetX = 0;
  private offsetY = 0;
  private wasCoasting = false;

  constructor(
    readonly id: number,
    private readonly periodMs: number,
    private readonly switches: LabSwitches,
  ) {
    this.view = shipAtRest(id);
  }

  add(tick: number, record: ShipRecord): void {
    const { flags } = record;
    const aim = (record.aim / 256) * 2 * Math.PI;
    this.samples.push({ tick, x: record.x / UNITS_PER_U, y: record.y / UNITS_PER_U, aim, flags });
    if (this.samples.length > SAMPLES_MAX) this.samples.shift();
  }

  /** Returns true if a ship cannot have flown from the newest sample to this record. */
  isCutBy(tick: number, record: ShipRecord): boolean {
    const last = this.samples.at(-1);
    if (last === undefined) return false;
    const reach = (JUMP_SPEED_US * (tick - last.tick) * this.periodMs) / 1000;
    const dx = record.x / UNITS_PER_U - last.x;
    const dy = record.y / UNITS_PER_U - last.y;
    return dx * dx + dy * dy > reach * reach;
  }

  isDrawnAt(tick: number): boolean {
    const first = this.samples[0];
    return first !== undefined && first.tick <= tick && tick < this.endTick;
  }

  /** Fills `view` for a drawn tick, `dtMs` after the previous one. */
  draw(tick: number, dtMs: number): void {
    const at = Math.max(
      0,
      this.samples.findLastIndex((sample) => sample.tick <= tick),
    );
    const from = this.samples[at] as Sample;
    const to = this.samples[at + 1];
    const before = { x: this.view.x, y: this.view.y };
    if (to === undefined) this.coast(from, this.samples[at - 1], tick);
    else this.between(from, to, (tick - from.tick) / (to.tick - from.tick));
    this.blend(before, to === undefined, dtMs);
    this.view.thrusting = (from.flags & THRUSTING) !== 0;
    this.view.boosting = (from.flags & BOOSTING) !== 0;
    this.view.protected = (from.flags & PROTECTED) !== 0;
    this.view.shielded = (from.flags & SHIELDED) !== 0;
  }

  private between(from: Sample, to: Sample, share: number): void {
    const perSecond = 1000 / ((to.tick - from.tick) * this.periodMs);
    this.view.x = from.x + (to.x - from.x) * share;
    this.view.y = from.y + (to.y - from.y) * share;
    this.view.velocityX = (to.x - from.x) * perSecond;
    this.view.velocityY = (to.y - from.y) * perSecond;
    this.view.aim = from.aim + turnOf(from.aim, to.aim) * share;
  }

  /** Drops the rest of a blend: the ship is drawn at the position that its view age implies. */
  settle(): void {
    this.view.x -= this.offsetX;
    this.view.y -= this.offsetY;
    this.offsetX = 0;
    this.offsetY = 0;
  }

  /** Continues with the last velocity for a while, because no frame arrived. */
  private coast(last: Sample, previous: Sample | undefined, tick: number): void {
    const longestMs = this.switches.starvationStepping ? COAST_MAX_MS : 0;
    const ms = Math.min(longestMs, (tick - last.tick) * this.periodMs);
    const perMs = previous === undefined ? 0 : 1 / ((last.tick - previous.tick) * this.periodMs);
    const velocityX = previous === undefined ? 0 : (last.x - previous.x) * perMs;
    const velocityY = previous === undefined ? 0 : (last.y - previous.y) * perMs;
    this.view.x = last.x + velocityX * ms;
    this.view.y = last.y + velocityY * ms;
    this.view.velocityX = velocityX * 1000;
    this.view.velocityY = velocityY * 1000;
    this.view.aim = last.aim;
  }

  /** Lets the error of coasting decay instead of jumping to the known position. */
  private blend(before: { x: number; y: number }, isCoasting: boolean, dtMs: number): void {
    if (this.wasCoasting && !isCoasting) {
      this.offsetX = before.x - this.view.x;
      this.offsetY = before.y - this.view.y;
    } else {
      const left = Math.exp(-dtMs / BLEND_MS);
      this.offsetX *= left;
      this.offsetY *= left;
    }
    this.wasCoasting = isCoasting;
    this.view.x += this.offsetX;
    this.view.y += this.offsetY;
  }
}

/** Draws the other ships a little in the past, between the records of two frames. */
export class ShipTracks {
  private tracks: ShipTrack[] = [];
  private readonly present = new Map<number, ShipTrack>();

  constructor(
    private readonly periodMs: number,
    private readonly switches: LabSwitches = normalPlay(),
  ) {}

  /**
   * Processes the ships in the replica after a frame; a ship that is no longer there ends at that
   * frame.
   */
  observe(tick: number, ships: Iterable<ShipRecord>, ownId: number): void {
    const listed = new Set<number>();
    for (const record of ships) {
      if (record.id === ownId) continue;
      listed.add(record.id);
      this.trackOf(tick, record).add(tick, record);
    }
    for (const [id, track] of this.present) {
      if (listed.has(id)) continue;
      track.endTick = tick;
      this.present.delete(id);
    }
  }

  /** Returns the ships to draw at a tick. The caller fills in their health. */
  draw(tick: number, dtMs: number): ShipView[] {
    this.tracks = this.tracks.filter((track) => tick < track.endTick);
    const drawn = this.tracks.filter((track) => track.isDrawnAt(tick));
    for (const track of drawn) track.draw(tick, dtMs);
    return drawn.map((track) => track.view);
  }

  /** Moves the drawn ships to the positions by which the server evaluates a shot. */
  settle(): void {
    for (const track of this.tracks) track.settle();
  }

  private trackOf(tick: number, record: ShipRecord): ShipTrack {
    const known = this.present.get(record.id);
    if (known !== undefined && !known.isCutBy(tick, record)) return known;
    if (known !== undefined) known.endTick = tick;
    const track = new ShipTrack(record.id, this.periodMs, this.switches);
    this.tracks.push(track);
    this.present.set(record.id, track);
    return track;
  }
}

/** Returns the shorter turn from one angle to another, in radians, -pi to pi. */
function turnOf(from: number, to: number): number {
  const turn = (to - from) % (2 * Math.PI);
  if (turn > Math.PI) return turn - 2 * Math.PI;
  return turn < -Math.PI ? turn + 2 * Math.PI : turn;
}
