import { beforeEach, describe, expect, it } from "vitest";
import { ErrorCode } from "../../src/gen/tickstorm/v1/server_pb";
import { retryDelayMs } from "../../src/net/backoff";
import { decodeClientFrame, encodeServerFrame } from "../../src/net/codec";
import { Connection, SILENCE_MS } from "../../src/net/connection";
import { TicketShelf, type TicketStorage } from "../../src/net/resume-ticket";
import type { SocketEvents } from "../../src/net/socket";
import { VirtualTime } from "../support/virtual-time";

const WISH = { name: "Ada", room: "", createRoom: false };
const HELD = { tick: 321, rosterVersion: 12, chatSequence: 4 };
const TOKEN = Uint8Array.from({ length: 16 }, (_, i) => i);

/** Sockets that a test opens, writes to and closes. */
class Wire {
  readonly time = new VirtualTime();
  readonly sockets: SocketEvents[] = [];
  readonly sent: Uint8Array[] = [];
  readonly kept = new Map<string, string>();
  welcomes = 0;
  readonly connection: Connection;

  constructor() {
    this.connection = this.reload();
  }

  /** The connection of the next page, with the same storage. */
  reload(): Connection {
    const storage: TicketStorage = {
      getItem: (key) => this.kept.get(key) ?? null,
      setItem: (key, value) => void this.kept.set(key, value),
      removeItem: (key) => void this.kept.delete(key),
    };
    const surroundings = {
      openSocket: (events: SocketEvents) => {
        this.sockets.push(events);
        return { send: (bytes: Uint8Array) => void this.sent.push(bytes), close() {} };
      },
      nowMs: () => this.time.nowMs,
      after: this.time.after.bind(this.time),
      random: () => 1,
    };
    return new Connection(surroundings, new TicketShelf(storage, () => this.time.nowMs), {
      welcomed: () => this.welcomes++,
      received() {},
      held: () => HELD,
    });
  }

  /** Checks the connection once a second, as an active page does. */
  watch(ms: number): void {
    for (let passedMs = 0; passedMs < ms; passedMs += 1000) {
      this.time.pass(1000);
      this.connection.watch();
    }
  }

  get newest(): SocketEvents {
    return this.sockets.at(-1) as SocketEvents;
  }

  get phase(): string {
    return this.connection.state.phase;
  }

  welcome(): void {
    this.newest.opened();
    this.receive({ welcome: { room: "WXYZ", epoch: 3, resumeToken: TOKEN } });
  }

  receive(frame: Parameters<typeof encodeServerFrame>[0]): void {
    this.newest.received(encodeServerFrame(frame));
  }

  refuse(code: ErrorCode, closeCode = 1008, retryAfterMs = 0): void {
    this.newest.opened();
    this.receive({ error: { code, message: "no", retryAfterMs } });
    this.newest.closed(closeCode);
  }

  lastJoin() {
    const { message } = decodeClientFrame(this.sent.at(-1) as Uint8Array);
    if (message.case !== "join") throw new Error(`sent ${message.case}`);
    return message.value;
  }
}

describe("the connection", () => {
  let wire: Wire;
  beforeEach(() => {
    wire = new Wire();
  });

  it("goes from idle to joined", () => {
    expect(wire.phase).toBe("idle");
    wire.connection.open(WISH);
    expect(wire.phase).toBe("connecting");
    wire.newest.opened();
    expect(wire.phase).toBe("joining");
    expect(wire.lastJoin()).toMatchObject({ name: "Ada", room: "", resumeTick: 0 });
    wire.receive({ welcome: { room: "WXYZ", epoch: 3, resumeToken: TOKEN } });
    expect(wire.phase).toBe("joined");
    expect(wire.welcomes).toBe(1);
  });

  it("reconnects with its ticket and its received state", () => {
    wire.connection.open(WISH);
    wire.welcome();
    wire.newest.closed(1006);
    expect(wire.connection.state).toEqual({ phase: "waiting", retryAtMs: wire.time.nowMs + 100 });
    wire.time.pass(100);
    wire.newest.opened();
    const join = wire.lastJoin();
    expect(join).toMatchObject({ room: "WXYZ", epoch: 3, resumeTick: 321 });
    expect(join).toMatchObject({ rosterVersion: 12, chatSequence: 4 });
    expect([...join.resumeToken]).toEqual([...TOKEN]);
    wire.receive({ welcome: { room: "WXYZ", epoch: 3, resumeToken: TOKEN, resumed: true } });
    expect(wire.connection.reconnects).toBe(1);
  });

  it("waits 100 ms, doubling to 3 s, until it receives a Welcome", () => {
    wire.connection.open(WISH);
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      wire.newest.closed(1006);
      const { state } = wire.connection;
      if (state.phase !== "waiting") throw new Error(state.phase);
      waits.push(state.retryAtMs - wire.time.nowMs);
      wire.time.pass(state.retryAtMs - wire.time.nowMs);
    }
    expect(waits).toEqual([100, 200, 400, 800, 800, 1600, 3000, 3000]);
    wire.welcome();
    wire.newest.closed(1006);
    expect(wire.connection.state).toMatchObject({ retryAtMs: wire.time.nowMs + 100 });
  });

  it("reconnects at once when the page wakes up, and not again at the planned time", () => {
    wire.connection.open(WISH);
    for (let i = 0; i < 6; i++) {
      wire.newest.closed(1006);
      wire.connection.wake();
    }
    expect(wire.phase).toBe("connecting");
    const { length } = wire.sockets;
    wire.newest.opened();
    wire.time.pass(3000);
    expect(wire.sockets).toHaveLength(length);
  });

  it("waits for the time that the server names", () => {
    wire.connection.open(WISH);
    wire.refuse(ErrorCode.SHUTTING_DOWN, 1012, 1000);
    expect(wire.connection.state).toMatchObject({ retryAtMs: wire.time.nowMs + 1000 });
  });

  it.each([
    ["UNKNOWN_ROOM", "no room"],
    ["ROOM_FULL", "full"],
    ["BAD_NAME", "name"],
    ["SUPERSEDED", "another window"],
    ["IDLE", "away"],
  ] as const)("does not reconnect after %s, and reports the reason", (code, words) => {
    wire.connection.open(WISH);
    wire.refuse(ErrorCode[code]);
    const { state } = wire.connection;
    expect(state.phase).toBe("closed");
    expect(state.phase === "closed" && state.sentence).toContain(words);
    wire.time.pass(60_000);
    expect(wire.sockets).toHaveLength(1);
  });

  it("does not report an old notice as the reason of a lost connection", () => {
    wire.connection.open(WISH);
    wire.welcome();
    wire.receive({ error: { code: ErrorCode.FLOOD, message: "slower", retryAfterMs: 5000 } });
    wire.receive({ tick: 5 });
    wire.newest.closed(1006);
    expect(wire.connection.state).toMatchObject({ retryAtMs: wire.time.nowMs + 100 });
  });

  it("joins again when its seat is free", () => {
    wire.connection.open(WISH);
    wire.welcome();
    wire.newest.closed(1006);
    wire.time.pass(100);
    wire.refuse(ErrorCode.RESUME_REFUSED, 1008, 100);
    wire.time.pass(3000);
    wire.newest.opened();
    expect(wire.lastJoin()).toMatchObject({ name: "Ada", room: "WXYZ" });
    expect(wire.lastJoin().resumeToken).toHaveLength(0);
  });

  it("closes a silent connection, and ignores its later messages", () => {
    wire.connection.open(WISH);
    wire.welcome();
    const silent = wire.newest;
    wire.watch(SILENCE_MS);
    expect(wire.phase).toBe("joined");
    wire.watch(1000);
    expect(wire.phase).toBe("waiting");
    silent.closed(1000);
    expect(wire.phase).toBe("waiting");
  });

  it("reconnects after an invalid message", () => {
    wire.connection.open(WISH);
    wire.welcome();
    wire.newest.received(Uint8Array.of(0x08, 0x80));
    expect(wire.phase).toBe("waiting");
  });

  it("leaves: sends a Leave, deletes the ticket, and does not reconnect", () => {
    wire.connection.open(WISH);
    wire.welcome();
    wire.connection.leave();
    expect(decodeClientFrame(wire.sent.at(-1) as Uint8Array).message.case).toBe("leave");
    expect(wire.phase).toBe("idle");
    wire.connection.shelve();
    expect(wire.connection.openFromShelf("")).toBe(false);
  });
});

describe("a reloaded page", () => {
  it("uses the ticket of the previous page until it has its own", () => {
    const wire = new Wire();
    wire.connection.open(WISH);
    wire.welcome();
    expect(wire.kept.size).toBe(0);
    wire.connection.shelve();
    expect(wire.connection.openFromShelf("")).toBe(true);
    wire.newest.opened();
    expect([...wire.lastJoin().resumeToken]).toEqual([...TOKEN]);
    expect(wire.lastJoin().name).toBe("Ada");
    expect(wire.kept.size).toBe(1);
    wire.receive({ welcome: { room: "WXYZ", epoch: 3, resumeToken: TOKEN, resumed: true } });
    expect(wire.kept.size).toBe(0);
  });

  it.each([0, 1, 2, 3, 6])("uses it after %i reloads before the Welcome", (reloads) => {
    const wire = new Wire();
    wire.connection.open(WISH);
    wire.welcome();
    wire.connection.shelve();
    for (let i = 0; i < reloads; i++) {
      // Some pages end before they can store a ticket.
      const next = wire.reload();
      expect(next.openFromShelf("")).toBe(true);
      if (i % 2 === 0) wire.newest.opened();
      if (i % 3 === 0) next.shelve();
    }
    expect(wire.reload().openFromShelf("")).toBe(true);
    wire.newest.opened();
    expect([...wire.lastJoin().resumeToken]).toEqual([...TOKEN]);
  });

  it("deletes an invalid ticket, and the ticket of a game that the player left", () => {
    const wire = new Wire();
    wire.connection.open(WISH);
    wire.welcome();
    wire.connection.shelve();
    const next = wire.reload();
    next.openFromShelf("");
    wire.refuse(ErrorCode.RESUME_REFUSED, 1008, 100);
    expect(wire.kept.size).toBe(0);
    expect(wire.reload().openFromShelf("")).toBe(false);
    wire.connection.shelve();
    const again = wire.reload();
    again.openFromShelf("");
    again.leave();
    expect(wire.reload().openFromShelf("")).toBe(false);
  });

  it("resumes only in the room of its address", () => {
    const wire = new Wire();
    wire.connection.open(WISH);
    wire.welcome();
    wire.connection.shelve();
    expect(wire.connection.openFromShelf("ABCD")).toBe(false);
    wire.connection.shelve();
    expect(wire.connection.openFromShelf("WXYZ")).toBe(true);
  });

  it("shows the menu when the seat is free", () => {
    const wire = new Wire();
    wire.connection.open(WISH);
    wire.welcome();
    wire.connection.shelve();
    wire.connection.openFromShelf("");
    wire.refuse(ErrorCode.RESUME_REFUSED, 1008, 100);
    expect(wire.phase).toBe("idle");
  });

  it("does not resume after the time of the seat, nor with an invalid ticket", () => {
    const wire = new Wire();
    wire.connection.open(WISH);
    wire.welcome();
    wire.connection.shelve();
    wire.time.pass(30_001);
    expect(wire.connection.openFromShelf("")).toBe(false);
    for (const broken of ["{", "null", '{"token":3}']) {
      wire.kept.set("tickstorm.resume", broken);
      expect(wire.connection.openFromShelf("")).toBe(false);
    }
  });
});

describe("back-off", () => {
  it("is random in the upper half", () => {
    expect(retryDelayMs(2, () => 0)).toBe(200);
    expect(retryDelayMs(2, () => 0.999)).toBeCloseTo(400, 0);
    expect([3, 4, 5].map((attempt) => retryDelayMs(attempt, () => 1))).toEqual([800, 800, 1600]);
    expect(retryDelayMs(1000, () => 1)).toBe(3000);
  });
});
