import { create } from "@bufbuild/protobuf";
import { beforeEach, describe, expect, it } from "vitest";
import { ServerFrameSchema } from "../../src/gen/tickstorm/v1/server_pb";
import { WEAPON } from "../../src/gen/weapons";
import { Replica, unpackView } from "../../src/netcode/replica";
import { type SegmentDraft, writeSegment } from "../support/segment-writer";

const SIDE_U = 3200;
/** Cells 0 to 3 of row 0 and row 1. */
const VIEW = (4 << 18) | (2 << 23);
const ship = (id: number, x = 8, y = 8) => ({ id, x, y, aim: 0, flags: 0 });

describe("the replica", () => {
  let replica: Replica;
  beforeEach(() => {
    replica = new Replica(SIDE_U);
    frame(10, 0, [{ cell: 0, reset: true, ships: [ship(1)] }], VIEW);
  });

  function frame(tick: number, sinceAge: number, drafts: SegmentDraft[], view = 0): void {
    const segments = drafts.map(writeSegment);
    replica.apply(create(ServerFrameSchema, { tick, sinceAge, view, segments }));
  }

  const ids = () => [...replica.ships.records()].map(({ id }) => id).sort();

  it("unpacks the view", () => {
    expect(unpackView(3 | (5 << 9) | (4 << 18) | (2 << 23))).toEqual({
      column: 3,
      row: 5,
      columns: 4,
      rows: 2,
    });
  });

  it("keeps entities that a frame does not contain", () => {
    frame(11, 1, []);
    expect(ids()).toEqual([1]);
    expect(replica.tick).toBe(11);
  });

  it("deletes all entities at a frame without a baseline", () => {
    frame(11, 0, [{ cell: 1, ships: [ship(2)] }], VIEW);
    expect(ids()).toEqual([2]);
  });

  it("refuses a frame with a different baseline", () => {
    expect(() => frame(13, 2, [])).toThrow(RangeError);
  });

  it("deletes entities outside the view", () => {
    frame(11, 1, [{ cell: 3, ships: [ship(2)] }]);
    frame(12, 1, [], 1 | (4 << 18) | (2 << 23));
    expect(ids()).toEqual([2]);
  });

  it.each([
    ["before", ["leave", "enter"]],
    ["after", ["enter", "leave"]],
  ])("keeps a ship that changed its cell, with the leaving sent %s the arrival", (_, order) => {
    const drafts: Record<string, SegmentDraft> = {
      leave: { cell: 0, left: [{ kind: "ship", id: 1 }] },
      enter: { cell: 1, ships: [ship(1)] },
    };
    frame(
      11,
      1,
      order.map((name) => drafts[name] as SegmentDraft),
    );
    expect(ids()).toEqual([1]);
  });

  it("ignores the leaving of a ship that belongs to another cell", () => {
    frame(11, 1, [{ cell: 1, ships: [ship(1)] }]);
    frame(12, 1, [{ cell: 0, left: [{ kind: "ship", id: 1 }] }]);
    expect(ids()).toEqual([1]);
    frame(13, 1, [{ cell: 1, left: [{ kind: "ship", id: 1 }] }]);
    expect(ids()).toEqual([]);
  });

  it("replaces all entities of a cell by a RESET segment, in any order of segments", () => {
    frame(11, 1, [{ cell: 1, ships: [ship(2)] }]);
    frame(12, 1, [
      { cell: 1, ships: [ship(1)] },
      { cell: 0, reset: true, ships: [ship(3)] },
    ]);
    expect(ids()).toEqual([1, 2, 3]);
  });

  it("distinguishes bolts, pickups and ships with the same id", () => {
    frame(11, 1, [
      {
        cell: 0,
        bolts: [{ id: 1, x: 0, y: 0, angle: 0, owner: 1, age: 0, weapon: WEAPON.BLASTER }],
        pickups: [{ id: 1, x: 0, y: 0, kind: 1 }],
      },
    ]);
    frame(12, 1, [{ cell: 0, left: [{ kind: "bolt", id: 1 }] }]);
    expect(ids()).toEqual([1]);
    expect(replica.bolts.size).toBe(0);
    expect(replica.pickups.size).toBe(1);
  });

  it("changes nothing if a segment is invalid", () => {
    const segments = [writeSegment({ cell: 0, ships: [ship(7)] }), Uint8Array.of(0)];
    const broken = create(ServerFrameSchema, { tick: 11, sinceAge: 1, segments });
    expect(() => replica.apply(broken)).toThrow(RangeError);
    expect(ids()).toEqual([1]);
  });
});
