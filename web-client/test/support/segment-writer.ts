// Writes segments as docs/PROTOCOL.md defines them, the counterpart of src/net/segments.ts. Places
// are in 1/8 u of the whole arena, as in the reader.
import type {
  BoltRecord,
  EventRecord,
  LeftRecord,
  PickupRecord,
  ShipRecord,
} from "../../src/net/segments";

export interface SegmentDraft {
  cell: number;
  reset?: boolean;
  ships?: ShipRecord[];
  bolts?: BoltRecord[];
  pickups?: PickupRecord[];
  events?: EventRecord[];
  left?: LeftRecord[];
}

const CELL_UNITS = 4096;
const LEFT_KINDS = { ship: 0, bolt: 1, pickup: 2 };

class BitWriter {
  readonly bytes: number[] = [];
  private held = 0;
  private heldBits = 0;

  put(value: number, bits: number): this {
    this.held |= (value & ((1 << bits) - 1)) << this.heldBits;
    this.heldBits += bits;
    while (this.heldBits >= 8) {
      this.bytes.push(this.held & 255);
      this.held >>>= 8;
      this.heldBits -= 8;
    }
    return this;
  }

  varint(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.bytes.push((rest & 127) | 128);
      rest >>>= 7;
    }
    this.bytes.push(rest);
  }
}

export function writeSegment(draft: SegmentDraft): Uint8Array {
  const { cell, reset, ships = [], bolts = [], pickups = [], events = [], left = [] } = draft;
  const out = new BitWriter();
  const lists = [ships, bolts, pickups, events, left];
  out.varint(cell);
  out.put(
    lists.reduce((head, list, i) => head | (list.length > 0 ? 1 << i : 0), reset ? 32 : 0),
    8,
  );
  list(out, ships, ({ id, x, y, aim, flags }) => {
    out.put(id, 12).put(x, 12).put(y, 12).put(aim, 8).put(flags, 4);
  });
  list(out, bolts, ({ id, x, y, angle, owner, age }) => {
    out.put(id, 14).put(x, 12).put(y, 12).put(angle, 12).put(owner, 12).put(age, 8).put(0, 2);
  });
  list(out, pickups, ({ id, x, y, kind }) => {
    out.put(id, 12).put(x, 12).put(y, 12).put(kind, 4);
  });
  list(out, events, (event) => writeEvent(out, event));
  list(out, left, ({ kind, id }) => {
    out.put(LEFT_KINDS[kind], 2).put(id, 14);
  });
  return Uint8Array.from(out.bytes);
}

/** Returns the cell of a place, in an arena of this number of columns. */
export function cellAt(x: number, y: number, columns: number): number {
  return Math.floor(y / CELL_UNITS) * columns + Math.floor(x / CELL_UNITS);
}

/** Only for events that start in the cell of their segment. */
function writeEvent(out: BitWriter, event: EventRecord): void {
  const { kind, age, subject, object, x, y, a, b } = event;
  out.put(kind, 4).put(age, 6).put(subject, 12).put(object, 12);
  out.put(x, 12).put(y, 12).put(a, 12).put(b, 12).put(0, 6);
}

function list<T>(out: BitWriter, records: T[], write: (record: T) => void): void {
  if (records.length === 0) return;
  out.varint(records.length);
  for (const record of records) write(record);
}
