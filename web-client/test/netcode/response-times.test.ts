import { describe, expect, it } from "vitest";
import { ResponseTimes } from "../../src/netcode/response-times";

describe("response times", () => {
  it("measures from an input to the frame of its tick", () => {
    const times = new ResponseTimes();
    times.sent(500, 1000);
    times.sent(501, 1033);
    times.acknowledged(499, 1050);
    expect(times.inputToAckMs).toBe(0);
    times.acknowledged(500, 1120);
    expect(times.inputToAckMs).toBe(120);
    times.acknowledged(501, 1153);
    expect(times.inputToAckMs).toBe(120);
  });

  it("measures from a change of thrust to the picture that has it", () => {
    const times = new ResponseTimes();
    times.steered(0x880, 500, 1000);
    times.drawn(500, 1000, 16);
    expect(times.inputToScreenMs).toBe(16);
    times.steered(0x880, 501, 1033);
    times.drawn(501, 1033, 16);
    expect(times.inputToScreenMs).toBe(16);
    times.steered(0xf80, 502, 1066);
    times.drawn(498, 1066, 16);
    times.drawn(502, 1200, 16);
    expect(times.inputToScreenMs).toBeCloseTo(16 + 134 * 0.15);
  });
});
