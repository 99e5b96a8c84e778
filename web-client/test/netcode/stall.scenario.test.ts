import { describe, expect, it } from "vitest";
import { FRAME_MS, Page } from "../support/page";

/** The limits of docs/PROTOCOL.md, "Inputs": beyond them a server drops an input. */
const AHEAD_MS_MAX = 4000;
const AHEAD_TICKS_MAX = 256;
const BACK_TICKS_MAX = 256;
/** The time until the clock is in step after frames arrive again. */
const SETTLE_MS = 2500;

const STALLS_MS = [1500, 3500, 8000, 20_000];
const RATES = [10, 30, 60, 128];
const steady = (delayMs: number) => ({ delayMs: () => delayMs });

function expectInRange({ room }: Page): void {
  expect(room.range.aheadMs).toBeLessThanOrEqual(AHEAD_MS_MAX);
  expect(room.range.aheadTicks).toBeLessThanOrEqual(AHEAD_TICKS_MAX);
  expect(room.range.backTicks).toBeLessThanOrEqual(BACK_TICKS_MAX);
}

/** Steers for a while, and checks that each input is in time and each tick is predicted. */
function expectInStep(page: Page): void {
  const { missed, inputs } = page.room;
  const { comparedTicks } = page.view.net;
  const before = { x: page.view.own.x, corrections: page.corrections() };
  page.input.moveX = page.view.own.x > 1600 ? -1 : 1;
  page.run(700);
  page.input.moveX *= -0.5;
  page.run(800);
  expect(page.view.phase).toBe("playing");
  expect(page.view.isWaiting).toBe(false);
  expect(page.room.missed).toBe(missed);
  expect(page.room.inputs).toBeGreaterThan(inputs + 8);
  expect(page.corrections()).toBe(before.corrections);
  expect(page.view.net.comparedTicks).toBeGreaterThan(comparedTicks + 10);
  expect(Math.abs(page.view.own.x - before.x)).toBeGreaterThan(30);
}

const cases = RATES.flatMap((rate) => STALLS_MS.map((stallMs) => ({ rate, stallMs })));

describe.each(cases)("a server at $rate Hz that is suspended for $stallMs ms", (stall) => {
  it("receives no input out of range over the same connection, and play continues", () => {
    const page = new Page(steady(40), stall.rate).join();
    page.watches = false;
    page.room.stall(stall.stallMs);
    page.input.moveX = 0.5;
    page.run(stall.stallMs);
    expect(page.view.isWaiting).toBe(true);
    page.run(SETTLE_MS);
    expect(page.room.joins).toHaveLength(1);
    expectInRange(page);
    expectInStep(page);
  });

  it("receives no input out of range over the next connection, and play continues", () => {
    const page = new Page(steady(40), stall.rate).join();
    page.room.stall(stall.stallMs);
    page.input.moveX = 0.5;
    page.run(700);
    page.room.cut();
    page.run(stall.stallMs - 700 + SETTLE_MS + 3000);
    expect(page.room.joins[1]?.resumed).toBe(true);
    expectInRange(page);
    expectInStep(page);
  });
});

describe("a long distance to the server", () => {
  it("of 1.2 s round trip at 128 Hz keeps every input in range and in time", () => {
    const page = new Page(steady(600), 128).join();
    page.run(8000);
    expectInRange(page);
    expectInStep(page);
  });
});

describe("a stalled network", () => {
  it.each([800, 1500, 3500])("for %i ms does not shift the clock", (stallMs) => {
    let untilMs = 0;
    const link = { delayMs: (nowMs: number) => Math.max(40, untilMs - nowMs) };
    const page = new Page(link).join();
    page.run(2000);
    const { inputLeadTicks } = page.view.net;
    untilMs = page.time.nowMs + stallMs;
    page.run(stallMs + 500);
    expect(page.view.net.inputLeadTicks).toBeCloseTo(inputLeadTicks, 0);
    expectInRange(page);
    expectInStep(page);
  });
});

describe("a clock that waits", () => {
  it("sends no input, acknowledges once a second, and shows that it waits", () => {
    const page = new Page(steady(40)).join();
    page.watches = false;
    page.room.stall(10_000);
    page.run(1500);
    const sent = page.time.nowMs;
    page.run(5000, (view) => expect(view.isWaiting).toBe(true));
    const { tick } = page.view.net;
    expect(page.view.phase).toBe("playing");
    page.time.pass(10_000 - (page.time.nowMs - sent));
    expect(page.room.acknowledgements).toBeGreaterThanOrEqual(5);
    expect(page.room.acknowledgements).toBeLessThan(12);
    expect(page.room.range.aheadTicks).toBeLessThan(30);
    page.run(FRAME_MS);
    expect(page.view.net.tick).toBeGreaterThanOrEqual(tick);
  });
});
