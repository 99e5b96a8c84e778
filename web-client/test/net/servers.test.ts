import { describe, expect, it } from "vitest";
import { ServerChoice, serverAddress } from "../../src/net/servers";
import { seededRandom } from "../support/virtual-time";

const A = "wss://a.example/ws";
const B = "wss://b.example/ws";
const C = "wss://c.example/n/c/ws";

describe("the address of a server", () => {
  it.each([
    ["ws://a.example/ws", false],
    ["wss://a.example:8443/n/a/ws?x=1", false],
    ["wss://a.example/ws", true],
    ["ws://[::1]:8080/ws", false],
    [`wss://a.example/${"x".repeat(239)}`, true],
  ])("is accepted: %#", (text, isSecure) => {
    expect(serverAddress(text, isSecure)).toBe(text);
  });

  it.each([
    ["", false],
    ["a.example", false],
    ["/ws", false],
    ["ws:", false],
    ["ws://", false],
    ["http://a.example/ws", false],
    ["https://a.example/ws", true],
    ["javascript:alert(1)", false],
    ["data:text/plain,ws", false],
    ["file:///ws", false],
    ["ws://a.example/ws", true],
    ["wss://ada@a.example/ws", false],
    ["wss://ada:secret@a.example/ws", false],
    ["wss://:secret@a.example/ws", false],
    ["wss://a.example/ws#there", false],
    ["wss://a.example:99999/ws", false],
    [`wss://a.example/${"x".repeat(240)}`, true],
    [`wss://a.example/${"x".repeat(10_240)}`, false],
  ])("is refused: %#", (text, isSecure) => {
    expect(serverAddress(text, isSecure)).toBeUndefined();
  });
});

describe("the choice of a server", () => {
  it("stores 64 servers at most, each once, without addresses that are not allowed", () => {
    const choice = new ServerChoice(true, () => 0);
    choice.welcomed([A, "ws://b.example/ws", A, "nonsense", C]);
    expect(choice.known).toEqual([A, C]);
    choice.welcomed(Array.from({ length: 1000 }, (_, i) => `wss://s${i}.example/ws`));
    expect(choice.known).toHaveLength(64);
    choice.welcomed([]);
    expect(choice.known).toEqual([]);
  });

  it("tries the lost server once more, then each other one, and the first at the end", () => {
    const choice = new ServerChoice(false, () => 0);
    choice.welcomed([A, B, C]);
    const tried = Array.from({ length: 8 }, () => {
      choice.planRetry(0, "same first");
      return choice.address;
    });
    expect(tried).toEqual([undefined, B, C, undefined, B, C, undefined, B]);
    choice.follow(C);
    choice.welcomed([C, A, B]);
    const then = Array.from({ length: 6 }, () => {
      choice.planRetry(0, "same first");
      return choice.address;
    });
    expect(then).toEqual([C, A, B, C, undefined, A]);
  });

  it("waits 0.25 to 2 s before each attempt at another server", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const choice = new ServerChoice(false, seededRandom(seed));
      choice.welcomed([A, B, C]);
      expect(choice.planRetry(0, "same first")).toBeLessThanOrEqual(100);
      for (let i = 0; i < 20; i++) {
        const waitMs = choice.planRetry(0, "same first");
        expect(waitMs).toBeGreaterThanOrEqual(250);
        expect(waitMs).toBeLessThanOrEqual(2000);
      }
    }
  });

  it("spreads players over the other servers", () => {
    const first = (seed: number) => {
      const choice = new ServerChoice(false, seededRandom(seed * 7919));
      choice.welcomed([A, B, C]);
      choice.planRetry(0, "other");
      return choice.address;
    };
    const firsts = Array.from({ length: 200 }, (_, i) => first(i + 1));
    expect(new Set(firsts)).toEqual(new Set([B, C]));
    expect(firsts.filter((each) => each === B).length).toBeGreaterThan(50);
    expect(firsts.filter((each) => each === C).length).toBeGreaterThan(50);
  });

  it("returns to the first server from a server with an empty list", () => {
    const choice = new ServerChoice(false, () => 0);
    choice.follow(B);
    choice.welcomed([]);
    choice.planRetry(0, "same first");
    expect(choice.address).toBe(B);
    choice.planRetry(0, "same first");
    expect(choice.address).toBeUndefined();
  });

  it("waits for the time that a server names, and tries the same server again", () => {
    const choice = new ServerChoice(false, () => 0);
    choice.welcomed([A, B]);
    choice.planRetry(0, "same");
    expect(choice.planRetry(5000, "same")).toBe(5000);
    expect(choice.address).toBeUndefined();
  });

  it("keeps its back-off at a server of a fleet that asks it to try again", () => {
    const waits = (servers: string[], atLeastMs: number) => {
      const choice = new ServerChoice(false, () => 1);
      choice.welcomed(servers);
      return Array.from({ length: 8 }, () => choice.planRetry(atLeastMs, "same"));
    };
    expect(waits([A, B], 250)).toEqual([250, 250, 400, 800, 800, 1000, 1000, 1000]);
    expect(waits([A, B], 1000).at(-1)).toBe(2000);
    expect(waits([], 250).at(-1)).toBe(3000);
  });

  it("follows four moves in a row, and more after a Welcome or a wait", () => {
    const choice = new ServerChoice(false, () => 0);
    const follow = (count: number) => Array.from({ length: count }, () => choice.follow(B));
    expect(follow(5)).toEqual([B, B, B, B, undefined]);
    choice.planRetry(0, "other");
    expect(follow(5)).toEqual([B, B, B, B, undefined]);
    choice.welcomed([A, B]);
    expect(follow(1)).toEqual([B]);
  });
});
