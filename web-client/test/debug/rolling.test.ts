import { expect, test } from "vitest";
import { Rolling } from "../../src/debug/rolling";

test("a ring holds the newest values, oldest first", () => {
  const rolling = new Rolling(3);
  for (const value of [1, 2]) rolling.push(value);
  expect([rolling.length, rolling.at(0), rolling.max]).toEqual([2, 1, 2]);
  for (const value of [9, 4]) rolling.push(value);
  expect([rolling.at(0), rolling.at(1), rolling.at(2)]).toEqual([2, 9, 4]);
  rolling.push(5);
  rolling.push(6);
  expect(rolling.max).toBe(6);
});
