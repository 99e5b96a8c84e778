import { describe, expect, it } from "vitest";
import { InputCadence } from "../../src/netcode/input-cadence";
import { packCommand, withEarly } from "../../src/sim/input-command";
import { FIRE, RAIL } from "../support/weapons";

const EAST = packCommand(7, 0, 100, 0);

describe("the input cadence", () => {
  it("sends the first input, and an unchanged input ten times a second", () => {
    const cadence = new InputCadence(30);
    const sent: number[] = [];
    for (let tick = 100; tick < 110; tick++) {
      if (!cadence.isDue(tick, EAST)) continue;
      cadence.recordSent(tick, EAST);
      sent.push(tick);
    }
    expect(sent).toEqual([100, 103, 106, 109]);
  });

  it("sends a change of thrust or trigger at once", () => {
    const cadence = new InputCadence(30);
    cadence.recordSent(100, EAST);
    expect(cadence.isDue(101, EAST)).toBe(false);
    expect(cadence.isDue(101, packCommand(6, 0, 100, 0))).toBe(true);
    expect(cadence.isDue(101, EAST | FIRE)).toBe(true);
  });

  it("sends an aim whose turn is visible to others, in the shorter direction", () => {
    const cadence = new InputCadence(30);
    cadence.recordSent(100, packCommand(7, 0, 4090, 0));
    expect(cadence.isDue(101, packCommand(7, 0, 5, 0))).toBe(false);
    expect(cadence.isDue(101, packCommand(7, 0, 10, 0))).toBe(true);
  });

  it("does not send the end of a rail shot, which ends by itself", () => {
    const cadence = new InputCadence(30);
    cadence.recordSent(100, withEarly(EAST | RAIL, 55));
    expect(cadence.isDue(101, EAST)).toBe(false);
    expect(cadence.held).toBe(EAST);
    expect(cadence.isDue(101, EAST | RAIL)).toBe(true);
  });

  it("sends every tick for a while after skipped frames", () => {
    const cadence = new InputCadence(30);
    cadence.recordSent(100, EAST);
    cadence.hurry();
    expect(cadence.isDue(101, EAST)).toBe(true);
    expect(cadence.isDue(130, EAST)).toBe(true);
    cadence.recordSent(130, EAST);
    expect(cadence.isDue(131, EAST)).toBe(false);
  });

  it("records the ticks that it sent", () => {
    const cadence = new InputCadence(30);
    for (const tick of [100, 103, 106]) cadence.recordSent(tick, EAST);
    expect(cadence.wasSent(103)).toBe(true);
    expect(cadence.wasSent(104)).toBe(false);
    expect(cadence.hasSent(103, 105)).toBe(false);
    expect(cadence.hasSent(102, 105)).toBe(true);
  });
});
