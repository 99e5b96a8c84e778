import { create } from "@bufbuild/protobuf";
import { beforeEach, describe, expect, it } from "vitest";
import { type ClientFrame, Topic } from "../../src/gen/tickstorm/v1/client_pb";
import { ErrorCode, WelcomeSchema } from "../../src/gen/tickstorm/v1/server_pb";
import { Client, RequestError } from "../../src/net/client";
import { decodeClientFrame, encodeServerFrame } from "../../src/net/codec";
import type { SocketEvents } from "../../src/net/socket";
import { VirtualTime } from "../support/virtual-time";

type Frame = Parameters<typeof encodeServerFrame>[0];

/** A client; the test acts as its server. */
class Line {
  readonly time = new VirtualTime();
  readonly sent: ClientFrame[] = [];
  readonly sockets: SocketEvents[] = [];
  backlogBytes = 0;
  readonly client: Client;

  constructor(acknowledges = false) {
    const surroundings = {
      openSocket: (events: SocketEvents) => {
        this.sockets.push(events);
        return {
          send: (bytes: Uint8Array) => void this.sent.push(decodeClientFrame(bytes)),
          close() {},
          backlogBytes: () => this.backlogBytes,
        };
      },
      nowMs: () => this.time.nowMs,
      after: this.time.after.bind(this.time),
      random: () => 1,
    };
    this.client = new Client(surroundings, { acknowledges });
    this.client.join({ name: "Ada", room: "", createRoom: false });
  }

  /** Sends the Welcome of the server. */
  welcome(resumed = false): void {
    const token = Uint8Array.from({ length: 16 }, (_, i) => i);
    this.newest.opened();
    const welcome = create(WelcomeSchema, { room: "WXYZ", epoch: 3, resumeToken: token, resumed });
    this.sent.length = 0;
    this.send({ tick: 1, welcome });
    const proof = this.sent.pop();
    expect(proof).toMatchObject({ inputTick: 1, control: 0, message: { case: undefined } });
  }

  send(frame: Frame): void {
    this.newest.received(encodeServerFrame(frame));
  }

  lose(): void {
    this.newest.closed(1006);
  }

  get sentTexts(): string[] {
    return this.sent.map(({ message }) =>
      message.case === "chat" ? message.value.text : `${message.case}`,
    );
  }

  private get newest(): SocketEvents {
    return this.sockets.at(-1) as SocketEvents;
  }
}

describe("the client library", () => {
  let line: Line;
  beforeEach(() => {
    line = new Line();
  });

  it("calls the handlers of each event of a frame, in order", () => {
    const received: string[] = [];
    line.client.on("frame", ({ tick }) => received.push(`frame ${tick}`));
    line.client.on("chat", ({ name, text }) => received.push(`${name}: ${text}`));
    line.client.on("kills", ({ killer, victim }) => received.push(`${killer} > ${victim}`));
    line.client.on("announcements", ({ text }) => received.push(text));
    line.client.on("joined", ({ welcome }) => received.push(`in ${welcome.room}`));
    line.welcome();
    const chat = [
      { sequence: 1, name: "Bob", text: "hi" },
      { sequence: 2, name: "Bob", text: "all" },
    ];
    line.send({
      tick: 2,
      chat,
      kills: [{ killer: 3, victim: 4 }],
      announcements: [{ text: "noon" }],
    });
    const events = ["Bob: hi", "Bob: all", "3 > 4", "noon"];
    expect(received).toEqual(["in WXYZ", "frame 1", "frame 2", ...events]);
  });

  it("does not call a removed handler", () => {
    let count = 0;
    const off = line.client.on("frame", () => count++);
    line.welcome();
    off();
    line.send({ tick: 2 });
    expect(count).toBe(1);
  });

  it("shows its state machine", () => {
    const states: string[] = [];
    line.client.on("state", ({ phase }) => states.push(phase));
    line.welcome();
    line.lose();
    line.time.pass(100);
    line.welcome(true);
    line.client.leave();
    const again = ["connecting", "joining", "joined"];
    expect(states).toEqual(["joining", "joined", "waiting", ...again, "idle"]);
  });

  it("stores emitted messages in order until there is a connection", () => {
    line.client.emit("chat", { text: "early" });
    line.welcome();
    line.client.emit("chat", { text: "now" });
    expect(line.sentTexts).toEqual(["early", "now"]);
    line.lose();
    line.client.emit("chat", { text: "meanwhile" });
    line.client.emit("subscribe", { topics: [Topic.CHAT] });
    line.time.pass(100);
    line.welcome(true);
    expect(line.sentTexts).toEqual(["meanwhile", "subscribe"]);
  });

  it("stores 64 messages at most", () => {
    for (let i = 0; i < 64; i++) line.client.emit("chat", { text: `${i}` });
    expect(() => line.client.emit("chat", { text: "64" })).toThrow(RangeError);
  });

  it("resolves an acknowledged request", async () => {
    line.welcome();
    const first = line.client.emitWithAck("chat", { text: "one" });
    const second = line.client.emitWithAck("chat", { text: "two" });
    expect(line.sent.map(({ request }) => request)).toEqual([1, 2]);
    expect(line.client.isAnswerOwed()).toBe(true);
    const refusal = { request: 2, error: ErrorCode.BAD_CHAT };
    line.send({ tick: 2, acknowledgements: [{ request: 1 }, refusal] });
    await expect(first).resolves.toBeUndefined();
    await expect(second).rejects.toMatchObject({ reason: "refused", code: ErrorCode.BAD_CHAT });
    expect(line.client.isAnswerOwed()).toBe(false);
  });

  it("rejects a request after its timeout, and then does not send it", async () => {
    const late = line.client.emitWithAck("chat", { text: "late" }, 500);
    line.time.pass(500);
    await expect(late).rejects.toEqual(new RequestError("timeout"));
    line.welcome();
    line.send({ tick: 2 });
    expect(line.sentTexts).toEqual([]);
  });

  it("rejects a request in flight with `lost`", async () => {
    line.welcome();
    const sent = line.client.emitWithAck("chat", { text: "sent" }, 60_000);
    line.lose();
    await expect(sent).rejects.toMatchObject({ reason: "lost" });
  });

  it("sends only the newest volatile message when the buffer has space", () => {
    line.welcome();
    line.backlogBytes = 10_000;
    line.client.emitVolatile("viewShape", { portrait: true });
    line.client.emitVolatile("viewShape", { portrait: false });
    line.client.emitVolatile("ping", { sentUs: 5n });
    line.send({ tick: 2 });
    expect(line.sent).toEqual([]);
    line.backlogBytes = 0;
    line.send({ tick: 3 });
    expect(line.sent.map(({ message }) => message.case)).toEqual(["viewShape", "ping"]);
    expect(line.sent[0]?.message.value).toMatchObject({ portrait: false });
  });

  it("acknowledges frames if nothing else is sent, and resumes from the received state", () => {
    line = new Line(true);
    line.welcome();
    line.time.pass(100);
    line.send({ tick: 7, roster: { version: 4 }, chat: [{ sequence: 9 }] });
    line.send({ tick: 8, announcements: [{ sequence: 2 }] });
    expect(line.sent.map(({ inputTick }) => inputTick)).toEqual([7]);
    line.lose();
    line.time.pass(100);
    line.sockets.at(-1)?.opened();
    expect(line.sent.at(-1)?.message.value).toMatchObject({
      resumeTick: 8,
      rosterVersion: 4,
      chatSequence: 9,
      announcementSequence: 2,
    });
  });
});
