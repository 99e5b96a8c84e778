import { describe, expect, it } from "vitest";
import { InputClock } from "../../src/netcode/clock";
import { seededRandom } from "../support/virtual-time";

const RATE = 30;
const PERIOD_MS = 1000 / RATE;
const FRAME_MS = 1000 / 60;

/** A server at a distance of `oneWayMs`. Its tick T is due after T periods. */
class Link {
  readonly clock = new InputClock(RATE);
  readonly margins: number[] = [];
  nowMs = 0;
  private arrivals: { atMs: number; tick: number }[] = [];
  private frames: { atMs: number; tick: number; margin: number }[] = [];
  private serverTick = 0;
  private margin = 0;

  constructor(private readonly oneWayMs: (nowMs: number) => number) {}

  run(ms: number): void {
    for (const endMs = this.nowMs + ms; this.nowMs < endMs; ) {
      this.nowMs += FRAME_MS;
      this.serve();
      for (const { tick, margin } of this.frames.filter(({ atMs }) => atMs <= this.nowMs)) {
        this.clock.feedback(tick, margin, this.nowMs);
      }
      this.frames = this.frames.filter(({ atMs }) => atMs > this.nowMs);
      const begun = this.clock.advance(this.nowMs);
      for (let i = begun - 1; i >= 0; i--) {
        const atMs = this.nowMs + this.oneWayMs(this.nowMs);
        this.arrivals.push({ atMs, tick: this.clock.tick - i });
      }
    }
  }

  private serve(): void {
    while ((this.serverTick + 1) * PERIOD_MS <= this.nowMs) {
      this.serverTick++;
      const deadlineMs = this.serverTick * PERIOD_MS;
      for (const { atMs, tick } of this.arrivals.filter((input) => input.atMs <= deadlineMs)) {
        this.margin = tick - atMs / PERIOD_MS;
        this.margins.push(this.margin);
      }
      this.arrivals = this.arrivals.filter(({ atMs }) => atMs > deadlineMs);
      const atMs = deadlineMs + this.oneWayMs(deadlineMs);
      this.frames.push({ atMs, tick: this.serverTick, margin: this.margin });
    }
  }
}

const shareLate = (margins: number[]) => margins.filter((m) => m < 0).length / margins.length;
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe("the input clock", () => {
  it("starts far enough ahead for the first inputs to arrive in time", () => {
    const link = new Link(() => 50);
    link.clock.start(0, 100, 0);
    link.run(2000);
    expect(shareLate(link.margins)).toBe(0);
  });

  it.each([5, 40, 120])("settles slightly early at %i ms one way", (oneWayMs) => {
    const link = new Link(() => oneWayMs);
    link.clock.start(0, 0, 0);
    link.run(10_000);
    const settled = link.margins.slice(-60);
    expect(shareLate(settled)).toBe(0);
    expect(mean(settled)).toBeLessThan(2);
  });

  it("keeps nearly all inputs in time on a link with jitter", () => {
    const random = seededRandom(9);
    const link = new Link(() => 30 + 25 * random());
    link.clock.start(0, 80, 0);
    link.run(20_000);
    const settled = link.margins.slice(-300);
    expect(shareLate(settled)).toBeLessThan(0.06);
    expect(mean(settled)).toBeLessThan(2.2);
  });

  it("follows a link that becomes slower, and does not overshoot", () => {
    const link = new Link((nowMs) => (nowMs < 5000 ? 20 : 110));
    link.clock.start(0, 40, 0);
    link.run(15_000);
    const settled = link.margins.slice(-60);
    expect(shareLate(settled)).toBe(0);
    expect(Math.max(...link.margins.slice(-200))).toBeLessThan(3);
  });

  it("changes its speed by no more than +6 % and -2 %", () => {
    const link = new Link((nowMs) => (nowMs < 4000 ? 20 : nowMs < 8000 ? 150 : 20));
    link.clock.start(0, 40, 0);
    for (let i = 0; i < 120; i++) {
      link.run(100);
      expect(link.clock.speed).toBeGreaterThanOrEqual(0.98);
      expect(link.clock.speed).toBeLessThanOrEqual(1.06);
    }
  });

  it("jumps when it is more than 8 ticks off, and back without sending a tick twice", () => {
    const clock = new InputClock(RATE);
    clock.start(100, 0, 0);
    clock.advance(1000);
    const before = clock.tick;
    for (let i = 0; i < 5; i++) clock.feedback(before + i, -12, 1000);
    clock.advance(1001);
    expect(clock.tick - before).toBeGreaterThanOrEqual(12);
    const ahead = clock.tick;
    for (let i = 0; i < 5; i++) clock.feedback(ahead + 1 + i, 20, 1001);
    expect(clock.advance(1002)).toBe(0);
    expect(clock.tick).toBe(ahead);
    expect(clock.fraction).toBe(0);
  });
});
