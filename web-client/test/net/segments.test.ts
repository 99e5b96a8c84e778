import { describe, expect, it } from "vitest";
import { WEAPON } from "../../src/gen/weapons";
import { BitReader } from "../../src/net/bit-reader";
import { decodeSegments } from "../../src/net/segments";
import { writeSegment } from "../support/segment-writer";

const COLUMNS = 7;
const bytes = (...values: number[]) => Uint8Array.from(values);

describe("the bit reader", () => {
  it("reads fields lowest bit first, across bytes", () => {
    const reader = new BitReader();
    reader.reset(bytes(0b1010_0101, 0b0000_1111));
    expect(reader.bits(4)).toBe(0b0101);
    expect(reader.bits(12)).toBe(0b0000_1111_1010);
    expect(reader.isAtEnd).toBe(true);
  });

  it("reads varints, and refuses a varint without an end", () => {
    const reader = new BitReader();
    reader.reset(bytes(0x96, 0x01, 0x7f));
    expect(reader.varint()).toBe(150);
    expect(reader.varint()).toBe(127);
    expect(() => reader.varint()).toThrow(RangeError);
    reader.reset(bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
    expect(() => reader.varint()).toThrow(RangeError);
  });
});

describe("segments", () => {
  // Cell 9 (column 2, row 1), ships only, one: id 0x123, x 0x456, y 0x789, aim 0xab, flags 0b0101.
  const worked = bytes(9, 1, 1, 0x23, 0x61, 0x45, 0x89, 0xb7, 0x5a);

  it("decodes an example", () => {
    expect(decodeSegments(worked, COLUMNS)).toEqual([
      {
        cell: 9,
        reset: false,
        bolts: [],
        pickups: [],
        events: [],
        left: [],
        ships: [{ id: 0x123, x: 2 * 4096 + 0x456, y: 4096 + 0x789, aim: 0xab, flags: 0b0101 }],
      },
    ]);
  });

  it("decodes the example bytes of docs/PROTOCOL.md", () => {
    const text = "17 11 01 05 30 12 bc 0a 94 01 18 00";
    const printed = bytes(...text.split(" ").map((byte) => Number.parseInt(byte, 16)));
    expect(decodeSegments(printed, COLUMNS)).toMatchObject([
      {
        cell: 23,
        ships: [{ id: 5, x: 2 * 4096 + 0x123, y: 3 * 4096 + 0xabc, aim: 64, flags: 0b1001 }],
        left: [{ kind: "ship", id: 6 }],
      },
    ]);
  });

  it("decodes segments back to back, with every kind of record", () => {
    const base = 4096;
    const first = {
      cell: 8,
      reset: true,
      ships: [],
      left: [],
      bolts: [
        {
          id: 9999,
          x: base + 5,
          y: base + 4095,
          angle: 4095,
          owner: 77,
          age: 26,
          weapon: WEAPON.BLASTER,
        },
      ],
      pickups: [{ id: 8, x: base, y: base + 1, kind: 2 }],
      events: [],
    };
    const hit = { kind: 1, age: 63, subject: 1, object: 2, x: 3, y: 4, a: 12, b: 88 };
    const second = {
      cell: 0,
      reset: false,
      ships: [],
      bolts: [],
      pickups: [],
      events: [hit],
      left: [
        { kind: "ship" as const, id: 3 },
        { kind: "pickup" as const, id: 16383 },
      ],
    };
    const together = [...writeSegment(first), ...writeSegment(second)];
    expect(decodeSegments(Uint8Array.from(together), COLUMNS)).toEqual([first, second]);
  });

  it("places a beam that starts in another cell", () => {
    // Event section: kind 2, shooter 1, at (0, 0) one column to the left and two rows down.
    const event = bytes(8, 8, 1, 0x02, 0x04, 0, 0, 0, 0, 0, 0, 0, 0, 0b010_111_00);
    const [{ events: [beam] = [] } = {}] = decodeSegments(event, COLUMNS);
    expect(beam).toMatchObject({ kind: 2, subject: 1, x: 0, y: 3 * 4096 });
  });

  it.each([
    ["a cell outside of the arena", bytes(49, 1, 0)],
    ["too few bytes", worked.subarray(0, 8)],
    ["an unknown kind of entity", bytes(0, 16, 1, 0b11, 0)],
  ])("refuses %s", (_, broken) => {
    expect(() => decodeSegments(broken, COLUMNS)).toThrow(RangeError);
  });
});
