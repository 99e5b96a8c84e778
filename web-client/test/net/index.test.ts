import { afterEach, describe, expect, it, vi } from "vitest";
import { connect, surroundingsOf } from "../../src/net/index";
import { SimulatedLink } from "../../src/net/simulated-socket";
import type { SocketEvents } from "../../src/net/socket";
import { VirtualTime } from "../support/virtual-time";

const HOME = "wss://a.example/game/ws";
const OTHER = "wss://b.example/n/b/ws";
const NOTHING: SocketEvents = { opened() {}, received() {}, closed() {} };

/** Replaces the network of the browser; returns the addresses that are opened. */
function watchNetwork(): string[] {
  const opened: string[] = [];
  class FakeSocket {
    constructor(url: string) {
      opened.push(url);
    }
    close() {}
  }
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("fetch", (url: string) => {
    opened.push(url);
    return new Promise(() => {});
  });
  return opened;
}

describe("the environment of an endpoint", () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([false, true])(
    "open at the endpoint or at an address (on a simulated link: %s)",
    (is) => {
      const opened = watchNetwork();
      const time = new VirtualTime();
      const after = time.after.bind(time);
      const link = new SimulatedLink({ nowMs: () => time.nowMs, after, random: () => 1 });
      const surroundings = surroundingsOf(is ? { url: HOME, link } : { url: HOME });
      for (const address of [undefined, OTHER]) {
        surroundings.openSocket(NOTHING, address).close(1000);
        surroundings.openUpgrade?.(NOTHING, address)?.close(1000);
      }
      expect(opened).toEqual([HOME, HOME, OTHER, OTHER]);
    },
  );

  it("polls at the same path as the address", () => {
    const opened = watchNetwork();
    const surroundings = surroundingsOf({ url: HOME, transport: "polling" });
    for (const address of [undefined, OTHER]) {
      surroundings.openSocket(NOTHING, address).close(1000);
    }
    expect(opened).toEqual(["https://a.example/game/poll", "https://b.example/n/b/poll"]);
  });

  it.each([
    ["wss://a.example/ws", undefined, true],
    ["ws://a.example/ws", undefined, false],
    ["ws://a.example/ws", "http:", false],
    ["ws://localhost:8080/ws", "https:", true],
  ])("are secure by the endpoint or the page (%s, %s)", (url, protocol, isSecure) => {
    if (protocol !== undefined) vi.stubGlobal("location", { protocol });
    expect(surroundingsOf({ url }).isSecure).toBe(isSecure);
  });
});

describe("connect", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("begins to connect at once, with or without a party", () => {
    const opened = watchNetwork();
    for (const wish of [{}, { party: "crew" }]) {
      const client = connect({ url: HOME, name: "Ada", ...wish });
      expect(client.state.phase).toBe("connecting");
      client.leave();
      expect(client.state.phase).toBe("idle");
    }
    expect(opened).toEqual([HOME, HOME]);
  });
});
