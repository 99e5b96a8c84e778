// The client's copy of the world: the receiver's side of versioned cells. The rules are in
// docs/PROTOCOL.md, numbered as here. A frame may skip ticks without any loss.
import { CELL_SIZE_U } from "../gen/constants";
import type { ServerFrame } from "../gen/tickstorm/v1/server_pb";
import {
  type BoltRecord,
  decodeSegments,
  type EntityKind,
  type EventRecord,
  type PickupRecord,
  type Segment,
  type ShipRecord,
} from "../net/segments";

interface Held<R> {
  record: R;
  /** The cell whose segment listed it last. */
  home: number;
}

/** The entities of one kind, by id. */
export class EntityTable<R extends { id: number }> {
  private readonly held = new Map<number, Held<R>>();

  /** The number of entities held. */
  get size(): number {
    return this.held.size;
  }

  /** Returns the cell that listed it last, or undefined if it is not held. */
  homeOf(id: number): number | undefined {
    return this.held.get(id)?.home;
  }

  /** Yields all records, in no defined order. */
  *records(): IterableIterator<R> {
    for (const { record } of this.held.values()) yield record;
  }

  /** Sets an entity and makes a cell its home. */
  set(record: R, home: number): void {
    this.held.set(record.id, { record, home });
  }

  /** Forgets the entities in the home cells for which `isGone` returns true. */
  forgetWhere(isGone: (home: number) => boolean): void {
    for (const [id, { home }] of this.held) if (isGone(home)) this.held.delete(id);
  }

  /** Forgets an entity if this cell is still its home. */
  leave(id: number, cell: number): void {
    if (this.held.get(id)?.home === cell) this.held.delete(id);
  }
}

/** A rectangle of cells. */
export interface CellView {
  column: number;
  row: number;
  columns: number;
  rows: number;
}

/** Returns the rectangle that ServerFrame.view packs. */
export function unpackView(packed: number): CellView {
  return {
    column: packed & 511,
    row: (packed >>> 9) & 511,
    columns: (packed >>> 18) & 31,
    rows: (packed >>> 23) & 31,
  };
}

/** The part of the world that the frames have described, by kind and id. */
export class Replica {
  readonly ships = new EntityTable<ShipRecord>();
  readonly bolts = new EntityTable<BoltRecord>();
  readonly pickups = new EntityTable<PickupRecord>();
  /** Tick of the newest frame held; 0 for none. */
  tick = 0;
  /** The events of the newest frame, each once for every cell that it touches. */
  events: EventRecord[] = [];
  /** Bolts that the newest frame lists: those that are new, and those that changed their cell. */
  listedBolts: BoltRecord[] = [];

  /** The cells in view. */
  view: CellView = { column: 0, row: 0, columns: 0, rows: 0 };

  private readonly columns: number;

  constructor(arenaSideU: number) {
    this.columns = Math.ceil(arenaSideU / CELL_SIZE_U);
  }

  /** Forgets everything: the next frame must have no baseline. */
  forget(): void {
    for (const table of this.tables()) table.forgetWhere(() => true);
    this.tick = 0;
  }

  /**
   * Applies a frame with a snapshot. Throws RangeError if it does not fit the state that is held.
   */
  apply(frame: ServerFrame): void {
    // 1. No baseline: forget every entity held.
    if (frame.sinceAge === 0) this.forget();
    else if (frame.tick - frame.sinceAge !== this.tick) throw new RangeError("another baseline");
    if (frame.view !== 0) this.view = unpackView(frame.view);
    // 2. Forget entities whose home is outside the view.
    for (const table of this.tables()) table.forgetWhere((home) => !this.isInView(home));
    // 3. and 4. All records, then all leaves.
    const segments = frame.segments.flatMap((bytes) => decodeSegments(bytes, this.columns));
    this.events = segments.flatMap((segment) => segment.events);
    this.listedBolts = segments.flatMap((segment) => segment.bolts);
    for (const segment of segments) if (segment.reset) this.reset(segment.cell);
    for (const segment of segments) this.setRecords(segment);
    for (const segment of segments) this.removeLeft(segment);
    this.tick = frame.tick;
  }

  private tables() {
    return [this.ships, this.bolts, this.pickups];
  }

  private isInView(cell: number): boolean {
    const column = (cell % this.columns) - this.view.column;
    const row = Math.floor(cell / this.columns) - this.view.row;
    return column >= 0 && column < this.view.columns && row >= 0 && row < this.view.rows;
  }

  private reset(cell: number): void {
    for (const table of this.tables()) table.forgetWhere((home) => home === cell);
  }

  private setRecords(segment: Segment): void {
    for (const ship of segment.ships) this.ships.set(ship, segment.cell);
    for (const bolt of segment.bolts) this.bolts.set(bolt, segment.cell);
    for (const pickup of segment.pickups) this.pickups.set(pickup, segment.cell);
  }

  private removeLeft(segment: Segment): void {
    for (const { kind, id } of segment.left) this.tableOf(kind).leave(id, segment.cell);
  }

  private tableOf(kind: EntityKind) {
    if (kind === "ship") return this.ships;
    return kind === "bolt" ? this.bolts : this.pickups;
  }
}
