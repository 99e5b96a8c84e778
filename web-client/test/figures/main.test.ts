import { expect, test } from "vitest";
import { seedsOf } from "../../figures/main";

test("plays consecutive seeds, beginning with the first one", () => {
  expect(seedsOf("3", "1")).toEqual([1, 2, 3]);
  expect(seedsOf("2", "41")).toEqual([41, 42]);
});

test.each([
  ["0", "1"],
  ["x", "1"],
  ["3", "0"],
  ["3", "1.5"],
])("refuses --seeds %s --seed-from %s with a sentence", (count, from) => {
  expect(() => seedsOf(count, from)).toThrow(/is not 1 or more/);
});
