import { describe, expect, it } from "vitest";
import { MarginLog } from "../../src/netcode/margin-log";

const everyTick = () => true;

describe("the margins of all inputs, from frames that report the newest", () => {
  it("is one input a frame on a steady link", () => {
    const log = new MarginLog();
    expect(log.poll(100, 1.5, everyTick)).toEqual([{ inputTick: 101, margin: 1.5 }]);
    expect(log.poll(101, 1.25, everyTick)).toEqual([{ inputTick: 102, margin: 1.25 }]);
  });

  it("computes how late the inputs behind a stall were", () => {
    const log = new MarginLog();
    log.poll(100, 0.5, everyTick);
    for (const tick of [101, 102, 103]) expect(log.poll(tick, 0, everyTick)).toEqual([]);
    expect(log.poll(104, 0.5, everyTick)).toEqual([
      { inputTick: 101, margin: -2.5 },
      { inputTick: 102, margin: -1.5 },
      { inputTick: 103, margin: -0.5 },
      { inputTick: 104, margin: 0.5 },
    ]);
  });

  it("treats two inputs in one tick as jitter: the first was hardly late", () => {
    const log = new MarginLog();
    log.poll(100, 0.1, everyTick);
    expect(log.poll(101, 0, everyTick)).toEqual([]);
    expect(log.poll(102, 0.1, everyTick)).toEqual([
      { inputTick: 101, margin: 0 },
      { inputTick: 102, margin: 0.1 },
    ]);
  });

  it("does not count an input twice, and restarts after a jump", () => {
    const log = new MarginLog();
    log.poll(100, 2, everyTick);
    expect(log.poll(101, 0.5, everyTick)).toEqual([]);
    log.restart();
    expect(log.poll(102, 9, everyTick)).toEqual([{ inputTick: 111, margin: 9 }]);
  });

  it("omits ticks without an input", () => {
    const log = new MarginLog();
    const everyThird = (tick: number) => tick % 3 === 0;
    log.poll(99, 0.5, everyThird);
    for (const tick of [100, 101, 102, 103, 104]) expect(log.poll(tick, 0, everyThird)).toEqual([]);
    expect(log.poll(105, 0.5, everyThird)).toEqual([
      { inputTick: 102, margin: -2 },
      { inputTick: 105, margin: 0.5 },
    ]);
  });
});
