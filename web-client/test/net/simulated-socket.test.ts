import { describe, expect, it } from "vitest";
import { PROFILES } from "../../src/net/link-model";
import { SimulatedLink } from "../../src/net/simulated-socket";
import type { SocketEvents } from "../../src/net/socket";
import { seededRandom, VirtualTime } from "../support/virtual-time";

/** A socket that records the sent frames, and a page that records the received ones. */
function wired() {
  const time = new VirtualTime();
  const link = new SimulatedLink({
    nowMs: () => time.nowMs,
    after: (ms, run) => time.after(ms, run),
    random: seededRandom(4242),
  });
  const sent: { byte: number; atMs: number }[] = [];
  const came: { what: string; atMs: number }[] = [];
  const note = (what: string) => came.push({ what, atMs: time.nowMs });
  let far: SocketEvents | undefined;
  let closedWith = 0;
  const open = () =>
    link.open(
      (events) => {
        far = events;
        return {
          send: (bytes) => sent.push({ byte: bytes[0] ?? 0, atMs: time.nowMs }),
          close: (code) => {
            closedWith = code;
          },
        };
      },
      {
        opened: () => note("opened"),
        received: (bytes) => note(`frame ${bytes[0]}`),
        closed: (code) => note(`closed ${code}`),
      },
    );
  return { time, link, sent, came, open, far: () => far, closedWith: () => closedWith };
}

describe("a socket on a simulated link", () => {
  it("is the socket itself while the link is off", () => {
    const { sent, came, open, far } = wired();
    const socket = open();
    far()?.opened();
    far()?.received(Uint8Array.of(1));
    socket.send(Uint8Array.of(2));
    expect(came.map(({ what }) => what)).toEqual(["opened", "frame 1"]);
    expect(sent).toHaveLength(1);
  });

  it("delays frames by the link, in both directions and in order", () => {
    const { time, link, sent, came, open, far } = wired();
    link.profile = PROFILES.mobile;
    const socket = open();
    const startMs = time.nowMs;
    far()?.opened();
    time.pass(1000);
    expect((came[0]?.atMs ?? 0) - startMs).toBeGreaterThanOrEqual(90);
    for (let i = 1; i <= 200; i++) {
      far()?.received(Uint8Array.of(i));
      socket.send(Uint8Array.of(i));
      time.pass(10);
    }
    time.pass(2000);
    const order = Array.from({ length: 200 }, (_, i) => i + 1);
    expect(came.slice(1).map(({ what }) => what)).toEqual(order.map((i) => `frame ${i}`));
    expect(sent.map(({ byte }) => byte)).toEqual(order);
  });

  it("keeps the order when it is switched off while frames are in flight", () => {
    const { time, link, came, open, far } = wired();
    link.profile = PROFILES.bad;
    open();
    far()?.received(Uint8Array.of(1));
    link.profile = undefined;
    far()?.received(Uint8Array.of(2));
    expect(came).toEqual([]);
    time.pass(1000);
    far()?.received(Uint8Array.of(3));
    expect(came.map(({ what }) => what)).toEqual(["frame 1", "frame 2", "frame 3"]);
  });

  it("sends a farewell before it closes, and nothing after that", () => {
    const { time, link, sent, came, open, far, closedWith } = wired();
    link.profile = PROFILES.bad;
    const socket = open();
    far()?.received(Uint8Array.of(1));
    socket.send(Uint8Array.of(9));
    socket.close(1000);
    time.pass(1000);
    expect(sent).toHaveLength(1);
    expect(closedWith()).toBe(1000);
    expect(came).toEqual([]);
  });
});
