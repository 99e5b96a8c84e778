import { describe, expect, it } from "vitest";
import { type HttpAnswer, PollingSocket } from "../../src/net/polling-socket";
import { numbered, PollServer } from "../support/poll-server";
import { seededRandom, VirtualTime } from "../support/virtual-time";

const MESSAGES = 10_000;
const TICK_MS = 1000 / 30;

class Pair {
  readonly time = new VirtualTime();
  readonly received: number[] = [];
  closedWith = 0;
  opened = "";
  readonly server: PollServer;
  readonly socket: PollingSocket;

  constructor(seed: number) {
    const random = seededRandom(seed);
    this.server = new PollServer(this.time, random);
    const surroundings = {
      post: this.server.post,
      after: this.time.after.bind(this.time),
      random,
    };
    this.socket = new PollingSocket(surroundings, {
      opened: (transport) => {
        this.opened = transport ?? "";
      },
      received: (frame) => {
        this.received.push(new DataView(frame.buffer, frame.byteOffset).getUint32(0));
      },
      closed: (code) => {
        this.closedWith = code;
      },
    });
  }
}

const firstNumbers = Array.from({ length: MESSAGES }, (_, i) => i);

describe("frames over HTTP", () => {
  it.each([1, 2, 3])(
    "arrive once and in order while polls and answers are lost (seed %i)",
    (seed) => {
      const pair = new Pair(seed);
      pair.time.pass(1000);
      expect(pair.opened).toBe("polling");
      pair.server.lossShare = 0.05;
      for (let i = 0; i < MESSAGES; i++) {
        pair.socket.send(numbered(i));
        pair.server.send(numbered(i));
        pair.time.pass(TICK_MS);
      }
      pair.time.pass(600_000);
      expect(pair.server.taken).toEqual(firstNumbers);
      expect(pair.received).toEqual(firstNumbers);
      expect(pair.server.lost).toBeGreaterThan(500);
      expect(pair.server.repeated).toBeGreaterThan(200);
      expect(pair.server.underWayMax).toBeLessThanOrEqual(8);
      expect(pair.closedWith).toBe(0);
    },
  );

  it("take half a round trip each way, at 30 frames a second", () => {
    const pair = new Pair(1);
    pair.time.pass(100);
    for (let i = 0; i < 300; i++) {
      const before = pair.received.length;
      pair.socket.send(numbered(i));
      pair.server.send(numbered(i));
      pair.time.pass(15);
      expect(pair.server.taken).toHaveLength(i + 1);
      expect(pair.received).toHaveLength(before + 1);
      pair.time.pass(TICK_MS - 15);
    }
    expect(pair.server.requests).toBeLessThan(1.2 * 300);
  });

  it("end with the code of the server", () => {
    const pair = new Pair(1);
    pair.time.pass(100);
    pair.server.send(numbered(7));
    pair.server.close(1012);
    pair.time.pass(100);
    expect(pair.received).toEqual([7]);
    expect(pair.closedWith).toBe(1012);
  });

  it("are still sent when the page closes, with a close at the end", () => {
    const pair = new Pair(1);
    pair.time.pass(100);
    for (let i = 0; i < 100; i++) pair.socket.send(numbered(i));
    pair.socket.close();
    pair.server.send(numbered(1));
    pair.time.pass(1000);
    expect(pair.server.taken).toEqual(firstNumbers.slice(0, 100));
    expect(pair.server.isClosed).toBe(true);
    expect(pair.received).toEqual([]);
    expect(pair.closedWith).toBe(0);
  });

  it("reports when the sent frames were received", () => {
    const pair = new Pair(1);
    pair.time.pass(100);
    let isTaken = false;
    pair.socket.send(numbered(1));
    pair.socket.whenDelivered(() => {
      isTaken = true;
    });
    expect(isTaken).toBe(false);
    pair.time.pass(100);
    expect(isTaken).toBe(false);
    for (let i = 0; i < 4; i++) pair.server.send(numbered(i));
    pair.time.pass(100);
    expect(isTaken).toBe(true);
  });

  it.each([
    ["no server", { status: 0, body: new Uint8Array(0) }],
    ["a proxy's page", { status: 200, body: Uint8Array.of(60, 104, 116) }],
    ["a refusal", { status: 403, body: new Uint8Array(0) }],
  ] satisfies [string, HttpAnswer][])("do not come from %s", (_, answer) => {
    const time = new VirtualTime();
    let closedWith = 0;
    const surroundings = {
      post: (_body: Uint8Array, answered: (answer: HttpAnswer) => void) =>
        time.after(5, () => answered(answer)),
      after: time.after.bind(time),
      random: () => 1,
    };
    new PollingSocket(surroundings, {
      opened() {},
      received() {},
      closed: (code) => {
        closedWith = code;
      },
    });
    time.pass(10);
    expect(closedWith).toBe(1006);
  });
});
