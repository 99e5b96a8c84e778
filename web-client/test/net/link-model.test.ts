import { describe, expect, it } from "vitest";
import { CLEAN, LinkModel, type LinkProfile, PROFILES } from "../../src/net/link-model";
import { seededRandom } from "../support/virtual-time";

const FRAMES = 30_000;
const EVERY_MS = 1000 / 30;

/** Returns the delays of many frames in ms, sent 30 times a second. */
function delays(profile: LinkProfile, bytes = 100, everyMs = EVERY_MS, seed = 77_777): number[] {
  const link = new LinkModel("down", profile, seededRandom(seed));
  return Array.from({ length: FRAMES }, (_, i) => link.arrivalMs(bytes, i * everyMs) - i * everyMs);
}

const share = (values: number[], is: (value: number) => boolean) =>
  values.filter(is).length / values.length;
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe("the link model", () => {
  it("gives the same delays with the same seed", () => {
    expect(delays(PROFILES.bad)).toEqual(delays(PROFILES.bad));
    expect(delays(PROFILES.bad)).not.toEqual(delays(PROFILES.bad, 100, EVERY_MS, 5));
  });

  it("adds the absolute value of a normal jitter to the latency", () => {
    const good = delays(PROFILES.good);
    expect(Math.min(...good)).toBeGreaterThanOrEqual(15);
    // The mean of |N(0, 1)| is the square root of 2 / pi.
    expect(mean(good)).toBeCloseTo(15 + 2 * Math.sqrt(2 / Math.PI), 1);
    expect(share(good, (ms) => ms > 15 + 2 * 1.96)).toBeCloseTo(0.05, 2);
  });

  it("delivers a lost frame one RTT and 50 or 210 ms late", () => {
    const alone = delays({ ...PROFILES.bad, jitterMs: 0 }, 100, 2000);
    expect(new Set(alone.map((ms) => Math.round(ms)))).toEqual(new Set([60, 230, 390]));
    const lost = alone.filter((ms) => ms > 61);
    expect(lost.length / FRAMES).toBeCloseTo(0.02, 2);
    expect(share(lost, (ms) => ms > 300)).toBeCloseTo(0.15, 1);
  });

  it("delays all later frames behind a lost frame", () => {
    const stalled = delays({ ...PROFILES.bad, jitterMs: 0 });
    const at = stalled.findIndex((ms) => ms > 200 && ms < 300);
    expect(stalled.slice(at, at + 3).map(Math.round)).toEqual([230, 197, 163]);
  });

  it("loses frames in bursts if configured", () => {
    const profile = { ...PROFILES.bad, jitterMs: 0, burstShare: 0.5 };
    const lost = delays(profile, 100, 2000).map((ms) => ms > 61);
    const after = lost.filter((_, i) => lost[i - 1]);
    expect(share(after.map(Number), (is) => is === 1)).toBeGreaterThan(0.4);
  });

  it("has a spike of 60 ms about every two seconds on wifi", () => {
    const wifi = delays({ ...PROFILES.wifi, jitterMs: 0 });
    const spikes = wifi.filter((ms) => Math.round(ms) === 85).length;
    expect(spikes).toBeGreaterThan(FRAMES / 30 / 2 / 1.2);
    expect(spikes).toBeLessThan((FRAMES / 30 / 2) * 1.2);
  });

  it("queues the excess of a narrow link", () => {
    const profile = { ...CLEAN, latencyMs: 40, downBytesPerS: 2000 };
    const enough = delays(profile, 50);
    expect(Math.max(...enough)).toBeCloseTo(40 + 25);
    const twice = delays(profile, (2 * 2000) / 30);
    expect(twice[299]).toBeCloseTo(40 + 10_000 + EVERY_MS, 0);
    const up = new LinkModel("up", profile, seededRandom(1));
    expect(up.arrivalMs(1_000_000, 0)).toBe(40);
  });
});
