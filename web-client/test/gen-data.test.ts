import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseConstants, parseTable } from "../scripts/gen-data.mjs";
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

  it("wrote every shared constant and table", () => {
    const shared = Object.fromEntries(parseConstants(read("constants.properties")));
    expect({ ...constants }).toEqual(shared);
    expect([...SINE]).toEqual(parseTable(read("sine.txt")));
  });
});
