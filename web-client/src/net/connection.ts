// The way to the server: one WebSocket at a time, opened again when it is lost, with the same ship.
//
//   idle --open()--> connecting --socket opens, Join--> joining --Welcome--> joined
//    ^                   ^  |                              |                    |
//    |                   |  +------------- lost -----------+--------------------+
//    |                   |                   |
//  leave()          time is up, wake()    waiting (back-off)         closed (a final reason)
import { create } from "@bufbuild/protobuf";
import { type Join, JoinSchema } from "../gen/tickstorm/v1/client_pb";
import type { Error as ErrorFrame, ServerFrame, Welcome } from "../gen/tickstorm/v1/server_pb";
import { retryDelayMs } from "./backoff";
import { type CloseReason, closeReason } from "./close-reason";
import { type ClientMessage, decodeServerFrame, encodeMessage } from "./codec";
import type { ResumeTicket, TicketShelf } from "./resume-ticket";
import { Traffic } from "./traffic";

export type ConnectionState =
  | { phase: "idle" }
  | { phase: "connecting" }
  | { phase: "joining" }
  | { phase: "joined" }
  | { phase: "waiting"; retryAtMs: number }
  | { phase: "closed"; sentence: string };

/** A WebSocket, or what a test puts in its place. Calls nothing back after `close()`. */
export interface Socket {
  send(bytes: Uint8Array): void;
  close(code: number): void;
}

export interface SocketEvents {
  opened(): void;
  received(bytes: Uint8Array): void;
  closed(code: number): void;
}

/** Everything outside that a connection needs; time and chance are passed in. */
export interface Surroundings {
  openSocket(events: SocketEvents): Socket;
  nowMs(): number;
  /** Calls back once, later; returns what cancels it. */
  after(delayMs: number, run: () => void): () => void;
  random(): number;
}

/** What the game holds already, told with a resume so that only the rest has to be sent. */
export interface Held {
  tick: number;
  rosterVersion: number;
  chatSequence: number;
}

export interface ConnectionListener {
  /** `rttMs`: from the Join to its answer. */
  welcomed(welcome: Welcome, rttMs: number): void;
  /** Every ServerFrame, that with the Welcome too. */
  received(frame: ServerFrame, bytes: number): void;
  held(): Held;
}

/** What a person asked for in the menu. */
export interface JoinWish {
  name: string;
  room: string;
  createRoom: boolean;
}

/** A peer that says nothing for so long is gone, whatever its socket says. */
export const SILENCE_MS = 5000;
const LEFT = 1000;
const MALFORMED = 1007;

export class Connection {
  portrait = false;
  reconnects = 0;
  newestFrameBytes = 0;
  readonly down = new Traffic();
  readonly up = new Traffic();

  private current: ConnectionState = { phase: "idle" };
  private socket: Socket | undefined;
  private wish: JoinWish = { name: "", room: "", createRoom: false };
  private ticket: ResumeTicket | undefined;
  private lastError: ErrorFrame | undefined;
  private attempt = 0;
  private heardAtMs = 0;
  private joinedAtMs = 0;
  private wasWelcomed = false;
  private cancelRetry: () => void = () => {};

  constructor(
    private readonly surroundings: Surroundings,
    private readonly shelf: TicketShelf,
    private readonly listener: ConnectionListener,
  ) {}

  get state(): ConnectionState {
    return this.current;
  }

  /** Joins as somebody new. */
  open(wish: JoinWish): void {
    this.start(wish, undefined);
  }

  /** Takes up the game of the page before this one; false if there is none, or not in this room. */
  openFromShelf(room: string): boolean {
    const ticket = this.shelf.take();
    if (ticket === undefined || (room !== "" && room !== ticket.room)) return false;
    this.start({ name: ticket.name, room: ticket.room, createRoom: false }, ticket);
    return true;
  }

  /** The page is about to go: leaves the ticket to the one that takes its place. */
  shelve(): void {
    if (this.ticket !== undefined) this.shelf.put(this.ticket);
  }

  /** Ends the game for good: the seat is free at once. */
  leave(): void {
    if (this.current.phase === "joined") this.sendMessage({ case: "leave", value: {} });
    this.drop(LEFT);
    this.ticket = undefined;
    this.current = { phase: "idle" };
  }

  /** Something says that the network is back, or the person looks again: try at once. */
  wake(): void {
    if (this.current.phase === "waiting") this.connect();
  }

  /** To be called now and then: gives up a connection that no longer speaks. */
  watch(): void {
    const { phase } = this.current;
    if (phase !== "connecting" && phase !== "joining" && phase !== "joined") return;
    if (this.surroundings.nowMs() - this.heardAtMs > SILENCE_MS) {
      this.drop(LEFT);
      this.end({ kind: "retry", afterMs: 0 });
    }
  }

  send(bytes: Uint8Array): void {
    this.socket?.send(bytes);
    this.up.add(bytes.length, this.surroundings.nowMs());
  }

  sendMessage(message: ClientMessage): void {
    this.send(encodeMessage(message, this.listener.held().tick));
  }

  private start(wish: JoinWish, ticket: ResumeTicket | undefined): void {
    this.drop(LEFT);
    this.wish = wish;
    this.ticket = ticket;
    this.wasWelcomed = false;
    this.attempt = 0;
    this.connect();
  }

  private connect(): void {
    this.cancelRetry();
    this.lastError = undefined;
    this.heardAtMs = this.surroundings.nowMs();
    this.current = { phase: "connecting" };
    const socket = this.surroundings.openSocket({
      opened: () => this.join(),
      received: (bytes) => this.receive(bytes),
      closed: (code) => {
        if (this.socket !== socket) return;
        this.socket = undefined;
        this.end(closeReason(code, this.lastError));
      },
    });
    this.socket = socket;
  }

  private join(): void {
    this.current = { phase: "joining" };
    this.heardAtMs = this.surroundings.nowMs();
    this.joinedAtMs = this.heardAtMs;
    const join = this.ticket === undefined ? this.newJoin() : this.resumeJoin(this.ticket);
    this.send(encodeMessage({ case: "join", value: join }, 0));
  }

  private newJoin(): Join {
    const { portrait } = this;
    return create(JoinSchema, { ...this.wish, portrait, inputsOnChange: true });
  }

  private resumeJoin(ticket: ResumeTicket): Join {
    const held = this.listener.held();
    return create(JoinSchema, {
      name: ticket.name,
      room: ticket.room,
      portrait: this.portrait,
      resumeToken: ticket.token,
      resumeTick: held.tick,
      rosterVersion: held.rosterVersion,
      chatSequence: held.chatSequence,
      epoch: ticket.epoch,
      inputsOnChange: true,
    });
  }

  private receive(bytes: Uint8Array): void {
    this.heardAtMs = this.surroundings.nowMs();
    this.down.add(bytes.length, this.heardAtMs);
    this.newestFrameBytes = bytes.length;
    let frame: ServerFrame;
    try {
      frame = decodeServerFrame(bytes);
    } catch {
      this.fail();
      return;
    }
    // Only an error that nothing followed explains why a connection closed.
    this.lastError = frame.error;
    if (frame.welcome !== undefined) this.welcome(frame.welcome);
    this.listener.received(frame, bytes.length);
  }

  /** What came cannot be read or does not fit: only a new start helps. */
  fail(): void {
    this.drop(MALFORMED);
    this.end({ kind: "retry", afterMs: 0 });
  }

  private welcome(welcome: Welcome): void {
    if (this.wasWelcomed) this.reconnects++;
    this.wasWelcomed = true;
    this.attempt = 0;
    this.current = { phase: "joined" };
    const { resumeToken: token, epoch, room } = welcome;
    this.ticket = { token, epoch, room, name: this.wish.name };
    this.wish = { name: this.wish.name, room, createRoom: false };
    this.listener.welcomed(welcome, this.heardAtMs - this.joinedAtMs);
  }

  private end(reason: CloseReason): void {
    if (reason.kind === "final") {
      this.ticket = undefined;
      this.current = { phase: "closed", sentence: reason.sentence };
      return;
    }
    if (reason.kind === "resume-refused") {
      this.forgetSeat();
      return;
    }
    this.waitToRetry(reason.afterMs);
  }

  /** A page that was only reloaded shows its menu again; one that was playing joins anew. */
  private forgetSeat(): void {
    this.ticket = undefined;
    if (this.wasWelcomed) this.waitToRetry(0);
    else this.current = { phase: "idle" };
  }

  private waitToRetry(atLeastMs: number): void {
    const backOff = retryDelayMs(this.attempt++, () => this.surroundings.random());
    const delayMs = Math.max(atLeastMs, backOff);
    this.current = { phase: "waiting", retryAtMs: this.surroundings.nowMs() + delayMs };
    this.cancelRetry = this.surroundings.after(delayMs, () => this.connect());
  }

  private drop(code: number): void {
    this.cancelRetry();
    const socket = this.socket;
    this.socket = undefined;
    socket?.close(code);
  }
}
