import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseCharacters, parseConstants, parseTable, parseWeapons } from "../scripts/gen-data.mjs";
import * as constants from "../src/gen/constants";
import { SINE } from "../src/gen/tables";
import { Weapon } from "../src/gen/tickstorm/v1/server_pb";
import { WEAPON } from "../src/gen/weapons";

const data = new URL("../../shared-proto/src/main/resources/io/tickstorm/data/", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, data), "utf8");

describe("gen-data", () => {
  it("reads constants and skips comments", () => {
    expect([...parseConstants("# u\nSHIP_RADIUS=18\n\nDRIFT=-4\n")]).toEqual([
      ["SHIP_RADIUS", 18],
      ["DRIFT", -4],
    ]);
  });

  it.each(["SHIP_RADIUS 18", "shipRadius=18", "A=1.5", "A=", "A=2147483648", "A=1\nA=2"])(
    "refuses %j",
    (text) => {
      expect(() => parseConstants(text)).toThrow();
    },
  );

  it("reads tables and refuses anything but integers", () => {
    expect(parseTable("# quarter\n0 25\n-50\n")).toEqual([0, 25, -50]);
    expect(() => parseTable("0 x")).toThrow();
  });

  it("reads the kinds of characters in order and refuses unknown kinds", () => {
    expect(parseCharacters("# a\nmark 300-36F\nblank 20 A0\nlooks 430:a\n")).toEqual([
      [0x20, 0x20, 2],
      [0xa0, 0xa0, 2],
      [0x300, 0x36f, 3],
    ]);
    expect(() => parseCharacters("odd 20\n")).toThrow();
    expect(() => parseCharacters("mark 3x\n")).toThrow();
  });

  const HEAD =
    "name id button kind damage push_us shots per_ms parts " +
    "range_u speed_us life_ms radius_u muzzle_u";
  const GUN = "GUN 1 0 BOLT 12 0 7 1000 256 - 950 900 4 22";

  it("reads the weapons of both kinds", () => {
    const laser = "LASER   2 1 BEAM 60 110 1 1500 1 900 - - - -";
    expect(parseWeapons(`# table\n${HEAD}\n\n${GUN}\n${laser}\n`)).toMatchObject([
      { name: "GUN", id: 1, button: 0, kind: "BOLT", variant: 0, speed_us: 950 },
      { name: "LASER", id: 2, button: 1, kind: "BEAM", variant: 0, range_u: 900 },
    ]);
  });

  it.each([
    ["gun 2 1 BEAM 60 110 1 1500 1 900 - - - -", "gun is not a name in capital letters"],
    ["GUN 2 1 BEAM 60 110 1 1500 1 900 - - - -", "GUN appears twice"],
    ["LASER 2 1 BEAM", "LASER has 4 cells, the table has 14 columns"],
    ["LASER 1 1 BEAM 60 110 1 1500 1 900 - - - -", "the id of LASER is 1, expected 2"],
    ["LASER 2 0 BEAM 60 110 1 1500 1 900 - - - -", "button 0 of LASER is that of another weapon"],
    ["LASER 2 1 RAY 60 110 1 1500 1 900 - - - -", "kind of LASER is RAY, not BOLT or BEAM"],
    ["LASER 2 1 BEAM 256 110 1 1500 1 900 - - - -", "damage of LASER is 256, not 1 to 255"],
    ["LASER 2 1 BEAM 60 110 1 1500 3 900 - - - -", "parts of LASER is 3, not 1 or 256"],
    ["LASER 2 1 BEAM 60 110 1 1500 1 - - - - -", "range_u of LASER is -, not 50 to 1023"],
    ["LASER 2 1 BEAM 60 110 1 1500 1 9 9 - - -", "range_u of LASER is 9, not 50 to 1023"],
    ["LASER 2 1 BEAM 60 110 1 1500 1 99 9 - - -", "speed_us of LASER is 9, not - for its kind"],
  ])("refuses the weapon %j", (row, fault) => {
    expect(() => parseWeapons(`${HEAD}\n${GUN}\n${row}\n`)).toThrow(`weapons.data: ${fault}`);
  });

  it("wrote every weapon, with its number in the schema", () => {
    const rows = parseWeapons(read("weapons.data"));
    expect(Object.keys(WEAPON)).toEqual(rows.map(({ name }) => name));
    for (const { name, number } of Object.values(WEAPON)) expect(Weapon[number]).toBe(name);
  });

  it("wrote every shared constant and table", () => {
    const shared = Object.fromEntries(parseConstants(read("constants.properties")));
    expect({ ...constants }).toEqual(shared);
    expect([...SINE]).toEqual(parseTable(read("sine.txt")));
  });
});
