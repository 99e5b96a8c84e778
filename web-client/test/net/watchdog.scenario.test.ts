import { describe, expect, it } from "vitest";
import { encodeServerFrame } from "../../src/net/codec";
import { Connection, SILENCE_MS } from "../../src/net/connection";
import { TicketShelf } from "../../src/net/resume-ticket";
import type { SocketEvents } from "../../src/net/socket";
import { seededRandom, VirtualTime } from "../support/virtual-time";

const WISH = { name: "Ada", room: "", createRoom: false };
const NO_STORAGE = { getItem: () => null, setItem() {}, removeItem() {} };
const WATCH_MS = 1000;
const FRAME_MS = 33;
const CLIENTS = 8;

/**
 * A page that can sleep. Due timers and messages run when it wakes up, in a random order, because
 * browsers guarantee no order between timers and messages.
 */
class SleepingPage {
  readonly connection: Connection;
  sockets = 0;
  private isAsleep = false;
  private due: (() => void)[] = [];
  private isDead = false;
  private socket: SocketEvents | undefined;

  constructor(
    private readonly time: VirtualTime,
    private readonly random: () => number,
  ) {
    const surroundings = {
      openSocket: (events: SocketEvents) => {
        this.sockets++;
        this.socket = events;
        return { send() {}, close() {} };
      },
      nowMs: () => time.nowMs,
      after: time.after.bind(time),
      random,
    };
    const shelf = new TicketShelf(NO_STORAGE, () => time.nowMs);
    const held = { tick: 0, rosterVersion: 0, chatSequence: 0 };
    const listener = { welcomed() {}, received() {}, held: () => held };
    this.connection = new Connection(surroundings, shelf, listener);
    this.connection.open(WISH);
    this.socket?.opened();
    this.frame({ welcome: { room: "WXYZ", epoch: 1, resumeToken: new Uint8Array(16) } });
    this.every(FRAME_MS, () => this.isDead || this.frame({ tick: 5 }), false);
    this.every(WATCH_MS, () => this.connection.watch(), true);
  }

  die(): void {
    this.isDead = true;
  }

  sleep(ms: number): void {
    this.isAsleep = true;
    this.time.after(ms, () => {
      this.isAsleep = false;
      const waiting = this.due.splice(0).map((run) => ({ run, order: this.random() }));
      for (const { run } of waiting.sort((a, b) => a.order - b.order)) run();
    });
  }

  private frame(frame: Parameters<typeof encodeServerFrame>[0]): void {
    this.socket?.received(encodeServerFrame(frame));
  }

  /** A timer runs once after a sleep of any length; all messages of the network wait. */
  private every(ms: number, run: () => void, isTimer: boolean): void {
    this.time.after(ms, () => {
      if (!this.isAsleep) run();
      else if (!isTimer || !this.due.includes(run)) this.due.push(run);
      this.every(ms, run, isTimer);
    });
  }
}

describe.each([1, 2, 3])("eight pages that sleep, seed %i", (seed) => {
  it.each([2000, 8000, 60_000])("for %i ms close no good connection", (sleepMs) => {
    const random = seededRandom(seed);
    const time = new VirtualTime();
    const pages = Array.from({ length: CLIENTS }, () => new SleepingPage(time, random));
    for (let i = 0; i < 3; i++) {
      time.pass(3000 + 1000 * random());
      for (const page of pages) page.sleep(sleepMs);
      time.pass(sleepMs);
    }
    time.pass(10_000);
    for (const page of pages) {
      expect(page.connection.state.phase).toBe("joined");
      expect(page.sockets).toBe(1);
    }
  });

  it("detect a dead connection within the time of silence after they wake up", () => {
    const random = seededRandom(seed);
    const time = new VirtualTime();
    const pages = Array.from({ length: CLIENTS }, () => new SleepingPage(time, random));
    time.pass(3000);
    for (const page of pages) {
      page.die();
      page.sleep(8000);
    }
    time.pass(8000 + SILENCE_MS + WATCH_MS);
    for (const page of pages) expect(page.connection.state.phase).not.toBe("joined");
  });
});

describe("a page whose timers run once a minute", () => {
  it("still detects a dead connection", () => {
    const time = new VirtualTime();
    const page = new SleepingPage(time, seededRandom(4));
    page.die();
    for (let i = 0; i < 5; i++) {
      page.sleep(59_000);
      time.pass(60_000);
    }
    expect(page.connection.state.phase).not.toBe("joined");
  });
});
