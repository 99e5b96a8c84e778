import { describe, expect, it } from "vitest";
import { atan2, cos, HASH_START, hash, nextRandom, sin, sqrt, turn } from "../../src/sim/fixed";

describe("fixed point", () => {
  it.each([
    [0, 0, 16384],
    [1024, 16384, 0],
    [2048, 0, -16384],
    [3072, -16384, 0],
    [4096 + 1024, 16384, 0],
    [-1024, -16384, 0],
  ])("angle %i has sine %i and cosine %i", (angle, sine, cosine) => {
    expect(sin(angle) | 0).toBe(sine);
    expect(cos(angle) | 0).toBe(cosine);
  });

  it("finds the angle of every direction within a step", () => {
    for (let angle = 0; angle < 4096; angle += 7) {
      expect(Math.abs(turn(angle, atan2(sin(angle), cos(angle))))).toBeLessThanOrEqual(1);
    }
    expect(atan2(0, 0)).toBe(0);
    expect(atan2(-(2 ** 29), -(2 ** 29))).toBe(2048 + 512);
  });

  it.each([
    [0, 2048, -2048],
    [4090, 10, 16],
    [10, 4090, -16],
  ])("turns from %i to %i by %i", (from, to, by) => {
    expect(turn(from, to)).toBe(by);
  });

  it("computes the rounded-down root of a number that is not a square", () => {
    for (let root = 0; root < 46_340; root += 331) {
      expect(sqrt(root * root)).toBe(root);
      if (root > 0) expect(sqrt(root * root - 1)).toBe(root - 1);
    }
    expect(sqrt(2 ** 31 - 1)).toBe(46340);
  });

  it("hashes and rolls in 32 bits", () => {
    expect(hash(HASH_START, 0) | 0).toBe(hash(HASH_START, 0));
    expect(hash(HASH_START, 1)).not.toBe(hash(HASH_START, 2));
    expect(nextRandom(1)).toBe(270369);
  });
});
