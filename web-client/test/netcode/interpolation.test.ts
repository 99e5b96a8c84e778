import { describe, expect, it } from "vitest";
import { ShipTracks } from "../../src/netcode/interpolation";
import { SnapshotClock } from "../../src/netcode/snapshot-clock";
import { seededRandom } from "../support/virtual-time";

const PERIOD_MS = 1000 / 30;
const OWN = 9;
/** At 10 u per tick to the right. */
const ship = (tick: number, id = 1) => ({
  id,
  x: tick * 80,
  y: 0,
  aim: (tick * 16) & 255,
  flags: 0,
});

function clockAfter(ticks: number, lateMs: (tick: number) => number): SnapshotClock {
  const clock = new SnapshotClock(PERIOD_MS);
  for (let tick = 1; tick <= ticks; tick++) clock.arrived(tick, tick * PERIOD_MS + lateMs(tick));
  return clock;
}

describe("the delay of the others", () => {
  it("is slightly more than an interval on an even stream", () => {
    expect(clockAfter(120, () => 20).delayMs).toBeCloseTo(1.1 * PERIOD_MS, 1);
  });

  it("covers the lateness of nearly all snapshots", () => {
    const random = seededRandom(3);
    const clock = clockAfter(120, () => 30 * random());
    expect(clock.delayMs).toBeGreaterThan(25 + PERIOD_MS);
    expect(clock.delayMs).toBeLessThan(31 + 1.1 * PERIOD_MS);
  });

  it("does not follow a single spike, and never exceeds 260 ms", () => {
    expect(clockAfter(120, (tick) => (tick === 60 ? 400 : 0)).delayMs).toBeLessThan(40);
    expect(clockAfter(120, (tick) => (tick % 4) * 300).delayMs).toBe(260);
  });

  it("covers the longer interval of a server that sends every third tick", () => {
    const clock = new SnapshotClock(PERIOD_MS);
    for (let tick = 3; tick <= 120; tick += 3) clock.arrived(tick, tick * PERIOD_MS);
    expect(clock.delayMs).toBeCloseTo(3.3 * PERIOD_MS, 0);
  });
});

describe("drawn time", () => {
  it("runs between -3 % and +6 % of real time while the delay changes", () => {
    const clock = new SnapshotClock(PERIOD_MS);
    let last = Number.NaN;
    for (let tick = 1; tick < 300; tick++) {
      const lateMs = tick > 60 && tick < 200 ? (tick % 3) * 25 : 0;
      const nowMs = tick * PERIOD_MS;
      clock.arrived(tick, nowMs + lateMs);
      clock.advance(nowMs + lateMs);
      last = clock.drawnTick;
      clock.advance(nowMs + lateMs + 1);
      expect((clock.drawnTick - last) * PERIOD_MS).toBeGreaterThanOrEqual(0.97 - 1e-9);
      expect((clock.drawnTick - last) * PERIOD_MS).toBeLessThanOrEqual(1.06 + 1e-9);
    }
  });

  it("is set again after a long pause", () => {
    const clock = clockAfter(60, () => 0);
    clock.advance(60 * PERIOD_MS);
    clock.restart();
    clock.arrived(400, 400 * PERIOD_MS);
    expect(clock.drawnTick).toBeCloseTo(400 - 1.1, 1);
  });

  it("reports when it is starved", () => {
    const clock = clockAfter(60, () => 0);
    expect(clock.isStarved).toBe(false);
    for (let ms = 0; ms <= 200; ms += 10) clock.advance(60 * PERIOD_MS + ms);
    expect(clock.isStarved).toBe(true);
  });
});

describe("the tracks of other ships", () => {
  it("are drawn between two snapshots, in the shorter direction of rotation", () => {
    const tracks = new ShipTracks(PERIOD_MS);
    tracks.observe(15, [{ ...ship(15), aim: 250 }], OWN);
    tracks.observe(16, [{ ...ship(16), aim: 4 }], OWN);
    const [drawn] = tracks.draw(15.5, 16);
    expect(drawn?.x).toBeCloseTo(155);
    expect(drawn?.velocityX).toBeCloseTo(300);
    expect(Math.cos(drawn?.aim ?? 0)).toBeCloseTo(Math.cos((255 / 256) * 2 * Math.PI), 2);
  });

  it("omit the own ship", () => {
    const tracks = new ShipTracks(PERIOD_MS);
    tracks.observe(15, [ship(15, OWN)], OWN);
    expect(tracks.draw(15, 16)).toEqual([]);
  });

  it("begin and end when the drawn time reaches their start and end", () => {
    const tracks = new ShipTracks(PERIOD_MS);
    tracks.observe(10, [ship(10)], OWN);
    tracks.observe(11, [ship(11)], OWN);
    tracks.observe(12, [], OWN);
    expect(tracks.draw(9.9, 16)).toHaveLength(0);
    expect(tracks.draw(11.5, 16)).toHaveLength(1);
    expect(tracks.draw(12, 16)).toHaveLength(0);
  });

  it("coast when starved, but no longer than a quarter of a second", () => {
    const tracks = new ShipTracks(PERIOD_MS);
    tracks.observe(10, [ship(10)], OWN);
    tracks.observe(11, [ship(11)], OWN);
    expect(tracks.draw(13, 16)[0]?.x).toBeCloseTo(130);
    expect(tracks.draw(60, 16)[0]?.x).toBeCloseTo(110 + 300 * 0.25);
  });

  it("return smoothly to the known place after coasting", () => {
    const tracks = new ShipTracks(PERIOD_MS);
    tracks.observe(10, [ship(10)], OWN);
    tracks.observe(11, [ship(11)], OWN);
    tracks.draw(13, 16);
    for (const tick of [12, 13, 14]) tracks.observe(tick, [{ ...ship(11), x: 880 }], OWN);
    expect(tracks.draw(13.1, 16)[0]?.x).toBeCloseTo(130, 0);
    expect(tracks.draw(13.2, 80)[0]?.x).toBeCloseTo(110 + 20 / Math.E, 0);
  });

  it("are cut at jumps that no ship can fly", () => {
    const tracks = new ShipTracks(PERIOD_MS);
    tracks.observe(10, [ship(10)], OWN);
    tracks.observe(11, [{ ...ship(11), x: 16_000 }], OWN);
    expect(tracks.draw(10.9, 16)[0]?.x).toBeCloseTo(100);
    expect(tracks.draw(11, 16)[0]?.x).toBeCloseTo(2000);
  });
});
