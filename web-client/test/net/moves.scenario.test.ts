// A client in a fleet of servers. The test acts as each of the servers.
import { beforeEach, describe, expect, it } from "vitest";
import { type ClientFrame, Topic } from "../../src/gen/tickstorm/v1/client_pb";
import { ErrorCode } from "../../src/gen/tickstorm/v1/server_pb";
import { Client } from "../../src/net/client";
import { decodeClientFrame, encodeServerFrame } from "../../src/net/codec";
import type { ConnectionState } from "../../src/net/connection";
import { TicketShelf } from "../../src/net/resume-ticket";
import type { SocketEvents, Transport } from "../../src/net/socket";
import { VirtualTime } from "../support/virtual-time";

const A = "wss://a.example/ws";
const B = "wss://b.example/ws";
const C = "wss://c.example/n/c/ws";
const D = "wss://d.example/ws";
const TOKEN = Uint8Array.from({ length: 16 }, (_, i) => i);

/** One socket of the client, as the server sees it. */
class Line {
  readonly sent: ClientFrame[] = [];
  marks: (() => void)[] = [];
  isClosed = false;

  constructor(
    readonly address: string | undefined,
    readonly events: SocketEvents,
  ) {}

  open(transport?: Transport): this {
    this.events.opened(transport);
    return this;
  }

  send(frame: Parameters<typeof encodeServerFrame>[0]): this {
    this.events.received(encodeServerFrame(frame));
    return this;
  }

  welcome(servers: string[] = [], resumed = false, epoch = 3): this {
    const welcome = { room: "WXYZ", epoch, resumeToken: TOKEN, resumed, servers };
    return this.send({ tick: 1, welcome });
  }

  end(code: ErrorCode, retryAfterMs: number, address = "", room = ""): void {
    const message = "another server has this room";
    this.send({ error: { code, message, retryAfterMs, address, room } });
    this.events.closed(1012);
  }

  moved(address: string, room = ""): void {
    this.end(ErrorCode.MOVED, 100, address, room);
  }

  get join() {
    const joins = this.sent.flatMap(({ message }) =>
      message.case === "join" ? [message.value] : [],
    );
    if (joins.length !== 1) throw new Error(`${joins.length} joins`);
    return joins[0] as (typeof joins)[0];
  }

  get chat(): string[] {
    return this.sent.flatMap(({ message }) =>
      message.case === "chat" ? [message.value.text] : [],
    );
  }
}

class Fleet {
  readonly time = new VirtualTime();
  readonly lines: Line[] = [];
  readonly upgrades: Line[] = [];
  readonly kept = new Map<string, string>();
  readonly states: ConnectionState[] = [];
  client: Client;

  constructor(private readonly isSecure = true) {
    this.client = this.load();
  }

  /** The client of the next page of the same tab. */
  load(): Client {
    const storage = {
      getItem: (key: string) => this.kept.get(key) ?? null,
      setItem: (key: string, value: string) => void this.kept.set(key, value),
      removeItem: (key: string) => void this.kept.delete(key),
    };
    const shelf = new TicketShelf(storage, () => this.time.nowMs);
    const surroundings = {
      isSecure: this.isSecure,
      openSocket: (events: SocketEvents, address?: string) =>
        this.line(this.lines, events, address),
      openUpgrade: (events: SocketEvents, address?: string) =>
        this.line(this.upgrades, events, address),
      nowMs: () => this.time.nowMs,
      after: this.time.after.bind(this.time),
      random: () => 0.5,
    };
    this.client = new Client(surroundings, { shelf, acknowledges: false });
    this.client.on("state", (state) => this.states.push(state));
    return this.client;
  }

  private line(lines: Line[], events: SocketEvents, address: string | undefined) {
    const line = new Line(address, events);
    lines.push(line);
    return {
      send: (bytes: Uint8Array) => void line.sent.push(decodeClientFrame(bytes)),
      close() {
        line.isClosed = true;
      },
      whenDelivered: (run: () => void) => void line.marks.push(run),
    };
  }

  join(): this {
    this.client.join({ name: "Ada", room: "", createRoom: false, party: "crew" });
    return this;
  }

  /** Joins at the first server, which lists all of them. */
  play(transport: Transport = "websocket"): this {
    this.join().newest.open(transport).welcome([A, B, C]);
    return this;
  }

  get newest(): Line {
    return this.lines.at(-1) as Line;
  }

  get upgrade(): Line {
    return this.upgrades.at(-1) as Line;
  }

  get phase(): string {
    return this.client.state.phase;
  }

  get tried(): (string | undefined)[] {
    return this.lines.map(({ address }) => address);
  }
}

describe("a client in a fleet", () => {
  let fleet: Fleet;
  beforeEach(() => {
    fleet = new Fleet();
  });

  it("follows a move with its new join, at once", () => {
    fleet.join().newest.open().moved(B);
    expect(fleet.client.state).toEqual({ phase: "connecting", movedTo: B });
    expect(fleet.tried).toEqual([undefined, B]);
    fleet.newest.open();
    expect(fleet.newest.join).toMatchObject({ name: "Ada", room: "", party: "crew" });
    expect(fleet.newest.join.resumeToken).toHaveLength(0);
    fleet.newest.welcome();
    expect(fleet.phase).toBe("joined");
    expect(fleet.client.connection.address).toBe(B);
  });

  it("asks a server that joined the fleet after its Welcome, if the others are lost", () => {
    fleet.play();
    fleet.newest.send({ tick: 2, servers: { addresses: [A, D] } });
    expect(fleet.client.connection.knownServers).toEqual([A, D]);
    fleet.newest.events.closed(1006);
    fleet.time.pass(2_000);
    fleet.newest.events.closed(1006);
    fleet.time.pass(2_000);
    expect(fleet.tried.slice(1)).toContain(D);
    expect(fleet.tried).not.toContain(B);
  });

  it("joins the private room that was opened for it elsewhere, and opens no second one", () => {
    fleet.client.join({ name: "Ada", room: "", createRoom: true });
    fleet.newest.open().moved(B, "KLMN");
    fleet.newest.open();
    expect(fleet.newest.join).toMatchObject({ room: "KLMN", createRoom: false });
  });

  it("names the room that quick play chose, so that it is not sent on", () => {
    fleet.join().newest.open().moved(B, "KLMN");
    fleet.newest.open();
    expect(fleet.newest.join).toMatchObject({ room: "", createRoom: false, movedTo: "KLMN" });
  });

  it("searches anew in quick play after the chosen server was lost", () => {
    fleet.join().newest.open().moved(B, "KLMN");
    fleet.newest.open().events.closed(1006);
    fleet.time.pass(2_000);
    fleet.newest.open();
    expect(fleet.newest.join).toMatchObject({ room: "", movedTo: "" });
  });

  it("names no chosen room when it asks for one by its code", () => {
    fleet.client.join({ name: "Ada", room: "KLMN", createRoom: false });
    fleet.newest.open().moved(B, "KLMN");
    fleet.newest.open();
    expect(fleet.newest.join).toMatchObject({ room: "KLMN", movedTo: "" });
  });

  it("follows a move with its token, at once, and shows it in its states", () => {
    fleet.play();
    fleet.states.length = 0;
    fleet.newest.moved(C);
    fleet.newest.open();
    expect(fleet.newest.join).toMatchObject({ room: "WXYZ", epoch: 3, resumeTick: 1, party: "" });
    expect([...fleet.newest.join.resumeToken]).toEqual([...TOKEN]);
    fleet.newest.welcome([C, A, B], true);
    expect(fleet.states).toEqual([
      { phase: "connecting", movedTo: C },
      { phase: "joining" },
      { phase: "joined", transport: "websocket" },
    ]);
    expect(fleet.client.connection.reconnects).toBe(1);
    expect(fleet.client.connection.knownServers).toEqual([C, A, B]);
  });

  it("waits between two servers that point at each other after four moves in a row", () => {
    fleet.play();
    const bounce = () => {
      const from = fleet.lines.length;
      while (fleet.phase === "connecting") {
        fleet.newest.open().moved(fleet.newest.address === B ? C : B);
        expect(fleet.lines.length).toBeLessThan(from + 10);
      }
      return fleet.lines.length - from;
    };
    fleet.newest.moved(B);
    expect(bounce()).toBe(3);
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const { state } = fleet.client;
      if (state.phase !== "waiting") throw new Error(state.phase);
      expect(state.error).toEqual({ code: "MOVED", message: "another server has this room" });
      waits.push(state.retryAtMs - fleet.time.nowMs);
      fleet.time.pass(state.retryAtMs - fleet.time.nowMs);
      expect(bounce()).toBe(4);
    }
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(250);
    expect(Math.max(...waits)).toBeLessThanOrEqual(2000);
    fleet.time.pass(2000);
    fleet.newest.open().welcome([A, B, C]);
    expect(fleet.phase).toBe("joined");
  });

  it.each([
    ["", true],
    ["nonsense", true],
    ["http://b.example/ws", false],
    ["https://b.example/ws", true],
    ["javascript:alert(1)", false],
    ["ws://b.example/ws", true],
    ["wss://ada:secret@b.example/ws", true],
    [`wss://b.example/${"x".repeat(10_240)}`, true],
  ])("waits instead of following a move to a bad address: %#", (address, isSecure) => {
    fleet = new Fleet(isSecure);
    fleet.join().newest.open().moved(address);
    expect(fleet.phase).toBe("waiting");
    fleet.time.pass(3000);
    expect(fleet.tried).toEqual([undefined, undefined]);
    fleet.newest.open().welcome();
    expect(fleet.phase).toBe("joined");
  });

  it("follows to ws: from ws:", () => {
    fleet = new Fleet(false);
    fleet.join().newest.open().moved("ws://b.example/ws");
    expect(fleet.newest.address).toBe("ws://b.example/ws");
  });

  it("resumes at another server after the lost one did not answer", () => {
    fleet.play();
    fleet.newest.events.closed(1006);
    fleet.time.pass(100);
    expect(fleet.tried).toEqual([undefined, undefined]);
    fleet.newest.events.closed(1006);
    fleet.time.pass(249);
    expect(fleet.lines).toHaveLength(2);
    fleet.time.pass(1751);
    expect(fleet.newest.address).toBe(C);
    fleet.newest.open();
    expect([...fleet.newest.join.resumeToken]).toEqual([...TOKEN]);
    fleet.newest.welcome([C, A, B], true);
    expect(fleet.phase).toBe("joined");
    fleet.newest.events.closed(1006);
    fleet.time.pass(100);
    expect(fleet.newest.address).toBe(C);
  });

  it("finds its room through any server that knows the address", () => {
    fleet.play();
    for (let i = 0; i < 2; i++) {
      fleet.newest.events.closed(1006);
      fleet.time.pass(2000);
    }
    expect(fleet.newest.address).toBe(C);
    fleet.newest.open().end(ErrorCode.SHUTTING_DOWN, 250);
    expect(fleet.phase).toBe("waiting");
    fleet.time.pass(2000);
    expect(fleet.newest.address).toBe(C);
    fleet.newest.open().moved(B);
    fleet.newest.open().welcome([B, C], true);
    expect(fleet.phase).toBe("joined");
    expect(fleet.client.connection.address).toBe(B);
  });

  it("asks another server when a move leads to one that does not answer", () => {
    fleet.play();
    fleet.newest.moved(B);
    for (let i = 0; i < 3; i++) {
      fleet.newest.events.closed(1006);
      fleet.time.pass(2000);
    }
    expect(fleet.tried).toEqual([undefined, B, B, C, B]);
  });

  it("leaves during a move", () => {
    fleet.play();
    fleet.newest.moved(B);
    fleet.client.leave();
    expect(fleet.phase).toBe("idle");
    expect(fleet.newest.isClosed).toBe(true);
    fleet.time.pass(10_000);
    expect(fleet.lines).toHaveLength(2);
  });

  it("closes the connection to a silent server after a move", () => {
    fleet.play();
    fleet.newest.moved(B);
    for (let s = 0; s < 6; s++) {
      fleet.time.pass(1000);
      fleet.client.connection.watch();
    }
    expect(fleet.newest.isClosed).toBe(true);
    expect(fleet.phase).toBe("waiting");
  });
});

describe("messages during a move", () => {
  it("are sent once and in order afterwards", () => {
    const fleet = new Fleet().play();
    const { client } = fleet;
    client.emit("chat", { text: "before" });
    const first = fleet.newest;
    first.moved(B);
    client.emit("chat", { text: "one" });
    const hop = fleet.newest.open();
    client.emit("chat", { text: "two" });
    hop.moved(C);
    client.emit("unsubscribe", { topics: [Topic.KILLS] });
    fleet.newest.open().welcome([C, A, B], true);
    client.emit("chat", { text: "three" });
    expect(first.chat).toEqual(["before"]);
    expect(hop.chat).toEqual([]);
    expect(fleet.newest.chat).toEqual(["one", "two", "three"]);
    const cases = fleet.newest.sent.map(({ message }) => message.case);
    expect(cases.filter((each) => each !== undefined)).toEqual([
      "join",
      "chat",
      "chat",
      "unsubscribe",
      "chat",
    ]);
  });

  it("that arrived before it are named in each resume, without other old state", () => {
    const fleet = new Fleet().play();
    fleet.newest.send({ tick: 9, roster: { version: 4 }, chat: [{ sequence: 7 }] });
    fleet.newest.send({ tick: 10, announcements: [{ sequence: 2 }] });
    fleet.newest.moved(B);
    fleet.newest.open().welcome([B, A], true, 4);
    fleet.newest.moved(C);
    const held = { chatSequence: 7, announcementSequence: 2, epoch: 4 };
    expect(fleet.newest.open().join).toMatchObject({ ...held, resumeTick: 1, rosterVersion: 0 });
  });

  it("rejects a request in flight, and resolves one that waited", async () => {
    const fleet = new Fleet().play();
    const sent = fleet.client.emitWithAck("chat", { text: "sent" });
    fleet.newest.moved(B);
    const waiting = fleet.client.emitWithAck("chat", { text: "waits" });
    fleet.newest.open().welcome([B, A], true);
    fleet.newest.send({ tick: 2, acknowledgements: [{ request: 2 }] });
    await expect(sent).rejects.toMatchObject({ reason: "lost" });
    await expect(waiting).resolves.toBeUndefined();
    expect(fleet.newest.chat).toEqual(["waits"]);
  });
});

describe("a move of a connection that polls", () => {
  let fleet: Fleet;
  beforeEach(() => {
    fleet = new Fleet().play("polling");
  });

  /** Opens a WebSocket in addition to the polling; after all answers, the client sends its Join. */
  function upgrade(hasJoined: boolean): void {
    fleet.time.pass(1000);
    fleet.upgrade.open("websocket");
    if (hasJoined) for (const run of fleet.newest.marks) run();
  }

  it("is followed, and the client tries the next WebSocket at the new server", () => {
    fleet.newest.moved(B);
    fleet.newest.open("polling").welcome([B, A], true);
    expect(fleet.client.state).toEqual({ phase: "joined", transport: "polling" });
    upgrade(true);
    expect(fleet.upgrade.address).toBe(B);
    fleet.upgrade.welcome([B, A], true);
    expect(fleet.client.state).toEqual({ phase: "joined", transport: "websocket" });
    expect(fleet.client.connection.reconnects).toBe(1);
  });

  it.each([
    ["the WebSocket opens", false],
    ["its Join is answered", true],
  ])("is followed before %s", (_, hasJoined) => {
    upgrade(hasJoined);
    const polling = fleet.newest;
    // After the Join, the server sends the move over the WebSocket; the polling is superseded or
    // receives the same move.
    if (hasJoined) {
      fleet.upgrade.moved(B);
      expect(polling.isClosed).toBe(true);
    } else {
      polling.moved(B);
      expect(fleet.upgrade.isClosed).toBe(true);
    }
    expect(fleet.client.state).toEqual({ phase: "connecting", movedTo: B });
    expect([...fleet.newest.open().join.resumeToken]).toEqual([...TOKEN]);
    fleet.newest.welcome([B, A], true);
    expect(fleet.phase).toBe("joined");
    expect(fleet.client.connection.reconnects).toBe(1);
    fleet.time.pass(60_000);
    expect(fleet.lines).toHaveLength(2);
  });

  it("does not end in the menu when the other server freed the seat", () => {
    upgrade(true);
    fleet.upgrade.moved(B);
    fleet.newest.open().end(ErrorCode.RESUME_REFUSED, 100);
    expect(fleet.phase).toBe("waiting");
    fleet.time.pass(2000);
    expect(fleet.newest.open().join).toMatchObject({ name: "Ada", room: "WXYZ" });
    expect(fleet.newest.address).toBe(B);
  });
});

describe("a reload after a move", () => {
  /** Loads the page again while it plays at B. */
  function reload(): Fleet {
    const fleet = new Fleet().play();
    fleet.newest.moved(B);
    fleet.newest.open().welcome([B, A, C], true);
    fleet.client.connection.shelve();
    fleet.load();
    return fleet;
  }

  it("resumes at the same server", () => {
    const fleet = reload();
    expect(fleet.client.connection.openFromShelf("")).toBe(true);
    expect(fleet.newest.address).toBe(B);
    expect([...fleet.newest.open().join.resumeToken]).toEqual([...TOKEN]);
  });

  it("resumes at another server if that one is gone", () => {
    const fleet = reload();
    fleet.client.connection.openFromShelf("");
    for (let i = 0; i < 2; i++) {
      fleet.newest.events.closed(1006);
      fleet.time.pass(2000);
    }
    expect([A, C]).toContain(fleet.newest.address);
  });

  it("during a move resumes at the new address", () => {
    const fleet = new Fleet().play();
    fleet.newest.moved(C);
    fleet.client.connection.shelve();
    fleet.load().connection.openFromShelf("");
    expect(fleet.newest.address).toBe(C);
  });

  it.each([
    { address: "javascript:alert(1)", servers: ["http://a.example"] },
    { address: 7, servers: "nonsense" },
    { address: "ws://b.example/ws", servers: [null, {}, 3] },
    {},
  ])("uses the first server instead of %j", (broken) => {
    const fleet = reload();
    const { address, servers, ...rest } = JSON.parse(fleet.kept.get("tickstorm.resume") ?? "");
    expect([address, servers]).toEqual([B, [B, A, C]]);
    fleet.kept.set("tickstorm.resume", JSON.stringify({ ...rest, ...broken }));
    expect(fleet.client.connection.openFromShelf("")).toBe(true);
    expect(fleet.newest.address).toBeUndefined();
    expect(fleet.client.connection.knownServers).toEqual([]);
  });
});
