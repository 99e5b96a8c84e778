import { beforeEach, describe, expect, it } from "vitest";
import { decodeClientFrame, encodeServerFrame } from "../../src/net/codec";
import { Connection } from "../../src/net/connection";
import { TicketShelf } from "../../src/net/resume-ticket";
import type { SocketEvents } from "../../src/net/socket";
import { VirtualTime } from "../support/virtual-time";

const TOKEN = Uint8Array.from({ length: 16 }, (_, i) => i);

/** A socket that a test opens, writes to and closes. */
interface Line {
  events: SocketEvents;
  sent: string[];
  isClosed: boolean;
  marks: (() => void)[];
}

class Transports {
  readonly time = new VirtualTime();
  readonly polling: Line[] = [];
  readonly webSockets: Line[] = [];
  readonly ticks: number[] = [];
  isAnswerOwed = false;
  readonly connection: Connection;

  constructor() {
    const shelf = new TicketShelf(
      { getItem: () => null, setItem() {}, removeItem() {} },
      () => this.time.nowMs,
    );
    const surroundings = {
      openSocket: (events: SocketEvents) => this.line(this.polling, events, true),
      openUpgrade: (events: SocketEvents) => this.line(this.webSockets, events, false),
      nowMs: () => this.time.nowMs,
      after: this.time.after.bind(this.time),
      random: () => 1,
    };
    this.connection = new Connection(surroundings, shelf, {
      welcomed() {},
      received: (frame) => this.ticks.push(frame.tick),
      held: () => ({ tick: this.ticks.at(-1) ?? 0, rosterVersion: 3, chatSequence: 5 }),
      isAnswerOwed: () => this.isAnswerOwed,
    });
    this.connection.open({ name: "Ada", room: "", createRoom: false });
    this.poll.events.opened("polling");
    this.feed(this.poll, 1, false);
  }

  get poll(): Line {
    return this.polling.at(-1) as Line;
  }

  get webSocket(): Line {
    return this.webSockets.at(-1) as Line;
  }

  feed(line: Line, tick: number, resumed?: boolean): void {
    const welcome = { room: "WXYZ", epoch: 3, resumeToken: TOKEN, resumed: resumed === true };
    const frame = resumed === undefined ? { tick } : { tick, welcome };
    line.events.received(encodeServerFrame(frame));
  }

  private line(lines: Line[], events: SocketEvents, hasMarks: boolean) {
    const line: Line = { events, sent: [], isClosed: false, marks: [] };
    lines.push(line);
    return {
      send(bytes: Uint8Array) {
        const { message } = decodeClientFrame(bytes);
        const value = message.case === "join" ? ` from ${message.value.resumeTick}` : "";
        line.sent.push(`${message.case}${value}`);
      },
      close() {
        line.isClosed = true;
      },
      ...(hasMarks ? { whenDelivered: (run: () => void) => void line.marks.push(run) } : {}),
    };
  }
}

describe("from polling to a WebSocket", () => {
  let wires: Transports;
  beforeEach(() => {
    wires = new Transports();
  });

  it("tries after 1, 2, 4 ... 60 s, while it polls", () => {
    const tried: number[] = [];
    const startMs = wires.time.nowMs;
    for (let s = 0; s < 300; s++) {
      const before = wires.webSockets.length;
      wires.time.pass(1000);
      if (wires.webSockets.length > before) {
        tried.push((wires.time.nowMs - startMs) / 1000);
        wires.webSocket.events.closed(1006);
      }
    }
    expect(tried).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243]);
    expect(wires.connection.state).toEqual({ phase: "joined", transport: "polling" });
  });

  it("changes when the server has received all messages, from the newest frame", () => {
    wires.time.pass(1000);
    wires.webSocket.events.opened("websocket");
    wires.feed(wires.poll, 2);
    expect(wires.webSocket.sent).toEqual([]);
    expect(wires.connection.isReady).toBe(false);
    for (const run of wires.poll.marks) run();
    expect(wires.webSocket.sent).toEqual(["join from 2"]);
    wires.feed(wires.poll, 3);
    expect(wires.ticks).toEqual([1, 2]);
    wires.feed(wires.webSocket, 4, true);
    wires.feed(wires.webSocket, 5);
    expect(wires.ticks).toEqual([1, 2, 4, 5]);
    expect(wires.poll.isClosed).toBe(true);
    expect(wires.connection.state).toEqual({ phase: "joined", transport: "websocket" });
    expect(wires.connection.isReady).toBe(true);
    expect(wires.connection.reconnects).toBe(0);
  });

  it("changes although the polling is superseded first", () => {
    wires.time.pass(1000);
    wires.webSocket.events.opened("websocket");
    for (const run of wires.poll.marks) run();
    wires.poll.events.closed(1000);
    expect(wires.connection.state.phase).toBe("joined");
    wires.feed(wires.webSocket, 4, true);
    expect(wires.connection.state).toEqual({ phase: "joined", transport: "websocket" });
    wires.time.pass(10_000);
    expect(wires.connection.state.phase).toBe("joined");
  });

  it("waits for the answers over the polling", () => {
    wires.isAnswerOwed = true;
    wires.time.pass(1000);
    wires.webSocket.events.opened("websocket");
    for (const run of wires.poll.marks) run();
    wires.feed(wires.poll, 2);
    expect(wires.webSocket.sent).toEqual([]);
    wires.isAnswerOwed = false;
    wires.feed(wires.poll, 3);
    expect(wires.webSocket.sent).toEqual(["join from 3"]);
  });

  it.each(["no answer arrives", "it closes"])("reconnects when the Join is sent and %s", (how) => {
    wires.time.pass(1000);
    wires.webSocket.events.opened("websocket");
    for (const run of wires.poll.marks) run();
    if (how === "it closes") wires.webSocket.events.closed(1006);
    else wires.time.pass(3000);
    expect(wires.poll.isClosed).toBe(true);
    expect(wires.connection.state.phase).toBe("waiting");
    wires.time.pass(100);
    wires.poll.events.opened("polling");
    expect(wires.poll.sent).toEqual(["join from 1"]);
  });

  it("ends with the WebSocket's reason afterwards", () => {
    wires.time.pass(1000);
    wires.webSocket.events.opened("websocket");
    for (const run of wires.poll.marks) run();
    wires.feed(wires.webSocket, 4, true);
    wires.webSocket.events.closed(1006);
    expect(wires.connection.state.phase).toBe("waiting");
  });

  it("is cancelled with the polling", () => {
    wires.time.pass(1000);
    wires.poll.events.closed(1006);
    expect(wires.webSocket.isClosed).toBe(true);
    expect(wires.connection.state.phase).toBe("waiting");
  });
});
