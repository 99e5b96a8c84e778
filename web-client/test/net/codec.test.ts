import { describe, expect, it } from "vitest";
import {
  decodeClientFrame,
  decodeServerFrame,
  encodeAcknowledgement,
  encodeInput,
  encodeMessage,
  encodeServerFrame,
} from "../../src/net/codec";
import { packCommand } from "../../src/sim/input-command";

describe("the codec", () => {
  it("encodes an input in 12 bytes at most", () => {
    const control = packCommand(7, -7, 4095, 3);
    const bytes = encodeInput({
      tick: 2_000_000,
      control,
      acknowledgedTick: 1_999_990,
      viewAge16ths: 0,
    });
    expect(bytes.length).toBeLessThanOrEqual(12);
    expect(decodeClientFrame(bytes)).toMatchObject({
      inputTick: 2_000_000,
      control,
      acknowledgedAge: 10,
      viewAge16ths: 0,
    });
  });

  it("acknowledges without input", () => {
    expect(decodeClientFrame(encodeAcknowledgement(77))).toMatchObject({
      inputTick: 77,
      control: 0,
      acknowledgedAge: 0,
    });
  });

  it("acknowledges with every message", () => {
    const frame = decodeClientFrame(encodeMessage({ case: "chat", value: { text: "hi" } }, 5));
    expect(frame.inputTick).toBe(5);
    expect(frame.message).toMatchObject({ case: "chat", value: { text: "hi" } });
  });

  it("reads frames of the server, and refuses invalid frames", () => {
    const frame = decodeServerFrame(encodeServerFrame({ tick: 9, inputMargin: -20 }));
    expect(frame).toMatchObject({ tick: 9, inputMargin: -20, sinceAge: 0 });
    expect(() => decodeServerFrame(Uint8Array.of(0x08, 0x80))).toThrow();
  });
});
