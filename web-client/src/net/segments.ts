// Decodes ServerFrame.segments. For the layout see docs/PROTOCOL.md.
import { CELL_SIZE_U } from "../gen/constants";
import {
  type BeamWeapon,
  type BoltWeapon,
  beamOf,
  boltOf,
  type Weapon,
  weaponAt,
} from "../sim/weapon-table";
import { BitReader } from "./bit-reader";

/** Records of a frame store positions in eighths of a unit (u) of the arena. */
export const UNITS_PER_U = 8;

/** A ship of a segment. Its position is in 1/8 u from the top left corner of the arena. */
export interface ShipRecord {
  id: number;
  x: number;
  y: number;
  /** Direction in 1/256 turn. */
  aim: number;
  /** Bits: THRUSTING, BOOSTING, PROTECTED, SHIELDED. */
  flags: number;
}

/** A bit of `ShipRecord.flags`: the ship thrusts. */
export const THRUSTING = 1;
/** A bit of `ShipRecord.flags`: the ship flies with a boost. */
export const BOOSTING = 2;
/** A bit of `ShipRecord.flags`: the ship has just appeared and cannot be damaged. */
export const PROTECTED = 4;
/** A bit of `ShipRecord.flags`: the ship has a shield. */
export const SHIELDED = 8;

/** A bolt of a segment, at its position in the tick of the frame, in 1/8 u. */
export interface BoltRecord {
  id: number;
  x: number;
  y: number;
  /** Direction of flight in 1/4096 turn. */
  angle: number;
  owner: number;
  /** Ticks from its spawn to the frame's tick. */
  age: number;
  weapon: BoltWeapon;
}

/** A pickup of a segment. Its position is in 1/8 u from the top left corner of the arena. */
export interface PickupRecord {
  id: number;
  x: number;
  y: number;
  /** 0 health, 1 shield, 2 boost. */
  kind: number;
}

/** An event of a segment. docs/PROTOCOL.md gives the meaning of `a` and `b` for each kind. */
export interface EventRecord {
  kind: number;
  age: number;
  subject: number;
  object: number;
  x: number;
  y: number;
  a: number;
  b: number;
}

/** The kind of an event: a weapon damaged a ship. */
export const EVENT_HIT = 1;
/** The kind of an event: a ship fired a beam. */
export const EVENT_BEAM = 2;
/** The kind of an event: a ship was destroyed. */
export const EVENT_KILL = 3;
/** The kind of an event: a ship collected a pickup. */
export const EVENT_PICKUP = 4;
/** The kind of an event: a ship appeared. */
export const EVENT_SPAWN = 5;

/** Returns the damage in points and the weapon of an `EVENT_HIT`. */
export function hitOf({ a }: EventRecord): { damage: number; weapon: Weapon } {
  return { damage: a & 255, weapon: weaponAt(a >> 8) };
}

/** Returns the length in u and the weapon of an `EVENT_BEAM`. */
export function beamRecordOf({ b }: EventRecord): { length: number; weapon: BeamWeapon } {
  return { length: b & 1023, weapon: beamOf(b >> 10) };
}

/** A kind of entity that segments list. */
export type EntityKind = "ship" | "bolt" | "pickup";

/** An entity that left the cell of its segment. */
export interface LeftRecord {
  kind: EntityKind;
  id: number;
}

/**
 * The changes of one cell since the baseline of the frame. If `reset` is true it lists the whole
 * cell.
 */
export interface Segment {
  cell: number;
  reset: boolean;
  ships: ShipRecord[];
  bolts: BoltRecord[];
  pickups: PickupRecord[];
  events: EventRecord[];
  left: LeftRecord[];
}

const HAS_SHIPS = 1;
const HAS_BOLTS = 2;
const HAS_PICKUPS = 4;
const HAS_EVENTS = 8;
const HAS_LEFT = 16;
const RESET = 32;
/** 512 u in 1/8 u. */
const CELL_UNITS = CELL_SIZE_U * UNITS_PER_U;
const LEFT_KINDS: readonly EntityKind[] = ["ship", "bolt", "pickup"];

const reader = new BitReader();

/**
 * Returns the segments of one element of `ServerFrame.segments`, for an arena of `columns` x
 * `columns` cells. Throws RangeError if the bytes are not valid segments.
 */
export function decodeSegments(bytes: Uint8Array, columns: number): Segment[] {
  reader.reset(bytes);
  const segments: Segment[] = [];
  while (!reader.isAtEnd) segments.push(segmentOf(columns));
  return segments;
}

function segmentOf(columns: number): Segment {
  const cell = reader.varint();
  if (cell >= columns * columns) throw new RangeError(`no cell ${cell}`);
  const left = (cell % columns) * CELL_UNITS;
  const top = Math.floor(cell / columns) * CELL_UNITS;
  const head = reader.byte();
  return {
    cell,
    reset: (head & RESET) !== 0,
    ships: records(head & HAS_SHIPS, () => ship(left, top)),
    bolts: records(head & HAS_BOLTS, () => bolt(left, top)),
    pickups: records(head & HAS_PICKUPS, () => pickup(left, top)),
    events: records(head & HAS_EVENTS, () => event(left, top)),
    left: records(head & HAS_LEFT, leave),
  };
}

function records<T>(present: number, read: () => T): T[] {
  const list: T[] = [];
  for (let count = present === 0 ? 0 : reader.varint(); count > 0; count--) list.push(read());
  return list;
}

// The fields are read in the order of the record, because an object literal is evaluated in order.

function ship(left: number, top: number): ShipRecord {
  return {
    id: reader.bits(12),
    x: left + reader.bits(12),
    y: top + reader.bits(12),
    aim: reader.bits(8),
    flags: reader.bits(4),
  };
}

function bolt(left: number, top: number): BoltRecord {
  return {
    id: reader.bits(14),
    x: left + reader.bits(12),
    y: top + reader.bits(12),
    angle: reader.bits(12),
    owner: reader.bits(12),
    age: reader.bits(8),
    weapon: boltOf(reader.bits(2)),
  };
}

function pickup(left: number, top: number): PickupRecord {
  return {
    id: reader.bits(12),
    x: left + reader.bits(12),
    y: top + reader.bits(12),
    kind: reader.bits(4),
  };
}

function event(left: number, top: number): EventRecord {
  const record = {
    kind: reader.bits(4),
    age: reader.bits(6),
    subject: reader.bits(12),
    object: reader.bits(12),
    x: left + reader.bits(12),
    y: top + reader.bits(12),
    a: reader.bits(12),
    b: reader.bits(12),
  };
  // A beam is listed in every cell that it crosses; its origin may be in another one.
  record.x += signed3(reader.bits(3)) * CELL_UNITS;
  record.y += signed3(reader.bits(3)) * CELL_UNITS;
  return record;
}

function signed3(bits: number): number {
  return bits < 4 ? bits : bits - 8;
}

function leave(): LeftRecord {
  const kind = LEFT_KINDS[reader.bits(2)];
  const id = reader.bits(14);
  if (kind === undefined) throw new RangeError("no such kind of entity");
  return { kind, id };
}
