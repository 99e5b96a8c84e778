import { describe, expect, it } from "vitest";
import { MarginLog } from "../../src/netcode/margin-log";

describe("the margins of all inputs, from frames that tell of the newest", () => {
  it("is one input a frame on a steady link", () => {
    const log = new MarginLog();
    expect(log.take(100, 1.5)).toEqual([{ inputTick: 101, margin: 1.5 }]);
    expect(log.take(101, 1.25)).toEqual([{ inputTick: 102, margin: 1.25 }]);
  });

  it("works out how late those were that a stall held up", () => {
    const log = new MarginLog();
    log.take(100, 0.5);
    for (const tick of [101, 102, 103]) expect(log.take(tick, 0)).toEqual([]);
    expect(log.take(104, 0.5)).toEqual([
      { inputTick: 101, margin: -2.5 },
      { inputTick: 102, margin: -1.5 },
      { inputTick: 103, margin: -0.5 },
      { inputTick: 104, margin: 0.5 },
    ]);
  });

  it("takes two in one tick for jitter: the first was hardly late", () => {
    const log = new MarginLog();
    log.take(100, 0.1);
    expect(log.take(101, 0)).toEqual([]);
    expect(log.take(102, 0.1)).toEqual([
      { inputTick: 101, margin: 0 },
      { inputTick: 102, margin: 0.1 },
    ]);
  });

  it("does not count an input twice, and starts anew after a jump", () => {
    const log = new MarginLog();
    log.take(100, 2);
    expect(log.take(101, 0.5)).toEqual([]);
    log.restart();
    expect(log.take(102, 9)).toEqual([{ inputTick: 111, margin: 9 }]);
  });
});
