import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeServerFrame } from "../../src/net/codec";
import { type EntityTable, Replica } from "../../src/netcode/replica";

const FILE = "../../../shared-proto/src/main/resources/io/tickstorm/data/golden/replication.json";
const CELL_UNITS = 4096;

/** A frame written by ReplicationGoldenScenarioTest. Its fields explain the columns. */
interface GoldenFrame {
  why: string;
  frame: string;
  tick: number;
  view: [number, number, number, number];
  ships: number[][];
  bolts: number[][];
  pickups: number[][];
  events: number[][];
}

interface Golden {
  columns: number;
  frames: GoldenFrame[];
}

const golden: Golden = JSON.parse(readFileSync(new URL(FILE, import.meta.url), "utf8"));

/** Records as rows of numbers: id, cell, offset in the cell, and the rest in the record's order. */
function rows<R extends { id: number; x: number; y: number }>(
  table: EntityTable<R>,
  rest: (record: R) => number[],
): number[][] {
  return [...table.records()]
    .sort((a, b) => a.id - b.id)
    .map((record) => {
      const { id, x, y } = record;
      return [id, table.homeOf(id) ?? -1, x % CELL_UNITS, y % CELL_UNITS, ...rest(record)];
    });
}

/** A beam is in several cells, and counts once. */
function eventRows(replica: Replica): string[] {
  const all = replica.events.map(({ kind, age, subject, object, x, y, a, b }) =>
    [replica.tick - age, kind, subject, object, x, y, a, b].join(),
  );
  return [...new Set(all)].sort();
}

describe("golden frames of the server", () => {
  it("contain joins, skips, a resume and a pause that was too long", () => {
    const reasons = new Set(golden.frames.map(({ why }) => why));
    expect([...reasons].sort()).toEqual(["join", "next", "resume", "skipped", "too old"]);
  });

  it("create the same world as in the reference client", () => {
    const replica = new Replica(golden.columns * 512);
    for (const { frame, tick, view, ships, bolts, pickups, events } of golden.frames) {
      replica.apply(decodeServerFrame(Uint8Array.from(Buffer.from(frame, "base64"))));
      const { column, row, columns, rows: lines } = replica.view;
      expect(replica.tick).toBe(tick);
      expect([column, row, columns, lines]).toEqual(view);
      expect(rows(replica.ships, ({ aim, flags }) => [aim, flags])).toEqual(ships);
      expect(rows(replica.bolts, ({ angle, owner, age }) => [angle, owner, age])).toEqual(
        bolts.map((bolt) => bolt.slice(0, 7)),
      );
      expect(rows(replica.pickups, ({ kind }) => [kind])).toEqual(pickups);
      expect(eventRows(replica)).toEqual(events.map((event) => event.join()).sort());
    }
  });
});
