import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseCharacters, parseConstants, parseTable } from "../scripts/gen-data.mjs";
import * as constants from "../src/gen/constants";
import { SINE } from "../src/gen/tables";

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

  it("reads tables and refuses what is no integer", () => {
    expect(parseTable("# quarter\n0 25\n-50\n")).toEqual([0, 25, -50]);
    expect(() => parseTable("0 x")).toThrow();
  });

  it("reads the kinds of characters in order and refuses what is none", () => {
    expect(parseCharacters("# a\nmark 300-36F\nblank 20 A0\nlooks 430:a\n")).toEqual([
      [0x20, 0x20, 2],
      [0xa0, 0xa0, 2],
      [0x300, 0x36f, 3],
    ]);
    expect(() => parseCharacters("odd 20\n")).toThrow();
    expect(() => parseCharacters("mark 3x\n")).toThrow();
  });

  it("wrote every shared constant and table", () => {
    const shared = Object.fromEntries(parseConstants(read("constants.properties")));
    expect({ ...constants }).toEqual(shared);
    expect([...SINE]).toEqual(parseTable(read("sine.txt")));
  });
});
