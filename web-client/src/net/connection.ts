// The connection to the server: one socket at a time, reopened with the same ship after a loss. Its
// states are those of `ConnectionState`; transport.ts and upgrade.ts choose the transport.
//
//   idle --open()--> connecting --socket opens, Join--> joining --Welcome--> joined (transport)
//    ^                ^  ^  |                              |                    |
//    |                |  +--|----- MOVED (movedTo) --------+--------------------+
//    |                |     +------------- lost -----------+--------------------+
//    |                |                      |
//  leave()       time is up, wake()       waiting (back-off)         closed (a final reason)
//
// MOVED leads to another server at once, 4 times in a row at most; servers.ts has the rules.

import { create } from "@bufbuild/protobuf";
import { type Join, JoinSchema } from "../gen/tickstorm/v1/client_pb";
import type { Error as ErrorFrame, ServerFrame, Welcome } from "../gen/tickstorm/v1/server_pb";
import { CLOSE_CODE } from "./close-code";
import { type CloseReason, closeReason, type ServerError } from "./close-reason";
import { type ClientMessage, decodeServerFrame, encodeMessage } from "./codec";
import type { ResumeTicket, TicketShelf } from "./resume-ticket";
import { type RetryAt, ServerChoice } from "./servers";
import type { After, Socket, SocketEvents, Transport } from "./socket";
import { Traffic } from "./traffic";
import { Upgrade } from "./upgrade";

/** The states of a connection; the diagram above has their transitions. */
export type ConnectionState =
  | { phase: "idle" }
  /** `movedTo`: the address of the server to which another one sent this connection. */
  | { phase: "connecting"; movedTo?: string | undefined }
  | { phase: "joining" }
  | { phase: "joined"; transport: Transport }
  /** `because`: the server's sentence, if it sent one. `error`: the same for programs. */
  | {
      phase: "waiting";
      retryAtMs: number;
      because?: string | undefined;
      error?: ServerError | undefined;
    }
  /**
   * `code`: the name of the ErrorCode, or empty. `message`: its text. `closeCode`: that of the
   * socket. `room`: the requested or left room.
   */
  | {
      phase: "closed";
      sentence: string;
      code: string;
      message: string;
      closeCode: number;
      room: string;
    };

/** The clock, the random numbers and the network of a connection. Tests pass in their own. */
export interface Surroundings {
  /** Opens a socket at a WebSocket address; without one, at the first server. */
  openSocket(events: SocketEvents, address?: string): Socket;
  /** Opens a WebSocket to replace polling; undefined if none is wanted. */
  openUpgrade?(events: SocketEvents, address?: string): Socket | undefined;
  /** True if only wss: addresses are followed. */
  readonly isSecure?: boolean;
  nowMs(): number;
  readonly after: After;
  random(): number;
}

/** The state that the game holds. A resume reports it, so that the server sends only the rest. */
export interface Held {
  tick: number;
  rosterVersion: number;
  chatSequence: number;
  announcementSequence?: number | undefined;
}

/** Receives the events of a connection, and reports the state held. */
export interface ConnectionListener {
  /** A Welcome arrived, `rttMs` after its Join. */
  welcomed(welcome: Welcome, rttMs: number): void;
  /** A ServerFrame of this number of bytes arrived, including the one with the Welcome. */
  received(frame: ServerFrame, bytes: number): void;
  held(): Held;
  /** Returns true while a request that was sent has not been acknowledged. */
  isAnswerOwed?(): boolean;
  changed?(state: ConnectionState): void;
}

/** The choice of a player in the menu. */
export interface JoinWish {
  name: string;
  room: string;
  createRoom: boolean;
  /** With quick play: people with the same party get the same room. */
  party?: string | undefined;
}

/** The reason for which a retry waits; absent without a word of the server. */
type RetryReason = Pick<CloseReason & { kind: "retry" }, "afterMs" | "because" | "error">;

/** A peer that sends nothing for this time, in ms, counts as lost, even if its socket is open. */
export const SILENCE_MS = 5000;
/**
 * The longest time between two checks that counts as silence. After a longer one the page was
 * asleep and has not read the received data yet.
 */
const WATCHED_MAX_MS = 1500;
const SEAT_GONE = "Your ship could not be kept.";
const SEAT_GONE_ERROR: ServerError = { code: "RESUME_REFUSED", message: "" };

/**
 * Keeps one connection to the server: opens it, resumes it after a loss, and replaces polling by a
 * WebSocket. Runs on the thread of the page.
 */
export class Connection {
  portrait = false;
  reconnects = 0;
  /** The transport of the newest socket that opened. */
  transport: Transport = "websocket";
  newestFrameBytes = 0;
  readonly down = new Traffic();
  readonly up = new Traffic();

  private current: ConnectionState = { phase: "idle" };
  private socket: Socket | undefined;
  private wish: JoinWish = { name: "", room: "", createRoom: false };
  private ticket: ResumeTicket | undefined;
  private lastError: ErrorFrame | undefined;
  private receivedAtMs = 0;
  private watchedAtMs = 0;
  /** The time without data from the peer while the page was awake. */
  private silentMs = 0;
  private joinedAtMs = 0;
  private wasWelcomed = false;
  /** The room to which the newest MOVED led; empty after a retry. */
  private movedTo = "";
  /** True until the Welcome of a WebSocket that replaced the polling of the same connection. */
  private isUpgraded = false;
  private cancelRetry: () => void = () => {};
  private readonly upgrade: Upgrade;
  private readonly servers: ServerChoice;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly shelf: TicketShelf,
    private readonly listener: ConnectionListener,
  ) {
    const { isSecure = false } = surroundings;
    this.servers = new ServerChoice(isSecure, () => surroundings.random());
    this.upgrade = new Upgrade({
      openUpgrade: (events) => surroundings.openUpgrade?.(events, this.address),
      after: (delayMs, run) => surroundings.after(delayMs, run),
      isAnswerOwed: () => listener.isAnswerOwed?.() ?? false,
      joinOver: (socket) => this.joinOver(socket),
      upgraded: (socket, first) => this.upgraded(socket, first),
      upgradeFailed: (code) => {
        this.drop(CLOSE_CODE.NORMAL);
        this.end(closeReason(code, undefined), code);
      },
      upgradedEvents: {
        opened() {},
        received: (bytes) => this.receive(bytes),
        closed: (code) => this.lost(code),
      },
    });
  }

  /** The current state. */
  get state(): ConnectionState {
    return this.current;
  }

  /** The address of the newest socket; undefined: the first server. */
  get address(): string | undefined {
    return this.servers.address;
  }

  /** The servers that may continue the room, as the newest Welcome listed them; its own first. */
  get knownServers(): readonly string[] {
    return this.servers.known;
  }

  /** Joins as a new player; a connection that exists is closed. */
  open(wish: JoinWish): void {
    this.start(wish, undefined);
  }

  /** Joins as a new player with the name and the party of the last join. */
  openAgain(room: string, createRoom: boolean): void {
    this.start({ ...this.wish, room, createRoom }, undefined);
  }

  /**
   * Resumes the game of the previous page. Returns false if there is none, or none in this room; an
   * empty room means any.
   */
  openFromShelf(room: string): boolean {
    const ticket = this.shelf.read();
    if (ticket === undefined) return false;
    if (room !== "" && room !== ticket.room) {
      this.shelf.clear();
      return false;
    }
    this.servers.restore(ticket);
    this.start({ name: ticket.name, room: ticket.room, createRoom: false }, ticket);
    return true;
  }

  /** Stores the ticket for the next page. Call it when the page is about to unload. */
  shelve(): void {
    if (this.ticket === undefined) return;
    const { address, known: servers } = this.servers;
    this.shelf.put({ ...this.ticket, address, servers });
  }

  /** Ends the game permanently: the seat is free at once. */
  leave(): void {
    if (this.current.phase === "joined") this.sendMessage({ case: "leave", value: {} });
    this.drop(CLOSE_CODE.NORMAL);
    this.forgetTicket();
    this.become({ phase: "idle" });
  }

  /**
   * Reconnects at once if the connection waits. Call it when the network is back or the page is
   * shown again.
   */
  wake(): void {
    if (this.current.phase === "waiting") this.connect();
  }

  /**
   * Drops a connection that is silent for longer than `SILENCE_MS`. Call it about once a second.
   */
  watch(): void {
    const { phase } = this.current;
    if (phase !== "connecting" && phase !== "joining" && phase !== "joined") return;
    const nowMs = this.surroundings.nowMs();
    this.silentMs += Math.min(WATCHED_MAX_MS, nowMs - this.watchedAtMs);
    this.watchedAtMs = nowMs;
    if (this.silentMs > SILENCE_MS) {
      this.drop(CLOSE_CODE.NORMAL);
      this.end({ kind: "retry", afterMs: 0 });
    }
  }

  /** Restarts the count of silence: data arrived, or a request was just sent. */
  private recordReceipt(): void {
    this.receivedAtMs = this.surroundings.nowMs();
    this.watchedAtMs = this.receivedAtMs;
    this.silentMs = 0;
  }

  /** True if joined and messages can be sent: the socket is not about to be replaced. */
  get isReady(): boolean {
    return this.current.phase === "joined" && !this.upgrade.isHoldingBack;
  }

  /** The number of unsent bytes in the page; 0 without a socket. */
  get backlogBytes(): number {
    return this.socket?.backlogBytes?.() ?? 0;
  }

  /** Sends the bytes of a ClientFrame; without a socket they are dropped. */
  send(bytes: Uint8Array): void {
    this.socket?.send(bytes);
    this.up.add(bytes.length, this.surroundings.nowMs());
  }

  /** Sends a message with the newest tick held; without a socket it is dropped. */
  sendMessage(message: ClientMessage): void {
    this.send(encodeMessage(message, this.listener.held().tick));
  }

  private start(wish: JoinWish, ticket: ResumeTicket | undefined): void {
    this.drop(CLOSE_CODE.NORMAL);
    this.wish = wish;
    this.movedTo = "";
    this.ticket = ticket;
    this.wasWelcomed = false;
    this.servers.restart();
    this.connect();
  }

  private connect(movedTo?: string): void {
    this.cancelRetry();
    this.lastError = undefined;
    this.isUpgraded = false;
    this.recordReceipt();
    this.become({ phase: "connecting", movedTo });
    const events: SocketEvents = {
      opened: (transport = "websocket") => {
        this.transport = transport;
        this.join();
      },
      received: (bytes) => {
        if (!this.upgrade.isJoining) this.receive(bytes);
      },
      closed: (code) => {
        // The WebSocket has most likely replaced it: its Welcome arrives soon, or its time runs
        // out.
        if (this.socket === socket && !this.upgrade.isJoining) this.lost(code);
      },
    };
    const socket = this.surroundings.openSocket(events, this.address);
    this.socket = socket;
  }

  private lost(code: number): void {
    this.upgrade.stop();
    this.socket = undefined;
    this.end(closeReason(code, this.lastError), code);
  }

  private join(): void {
    this.become({ phase: "joining" });
    this.recordReceipt();
    this.joinedAtMs = this.receivedAtMs;
    const join = this.ticket === undefined ? this.newJoin() : this.resumeJoin(this.ticket);
    this.send(encodeMessage({ case: "join", value: join }, 0));
  }

  private joinOver(socket: Socket): void {
    this.joinedAtMs = this.surroundings.nowMs();
    if (this.ticket === undefined) return;
    const join = encodeMessage({ case: "join", value: this.resumeJoin(this.ticket) }, 0);
    socket.send(join);
    this.up.add(join.length, this.joinedAtMs);
  }

  private upgraded(socket: Socket, first: Uint8Array): void {
    this.socket?.close(CLOSE_CODE.NORMAL);
    this.socket = socket;
    this.transport = "websocket";
    // The connection continued; this is not a new one after a loss.
    this.isUpgraded = true;
    this.receive(first);
  }

  private newJoin(): Join {
    const { portrait } = this;
    const { party = "", ...wish } = this.wish;
    const movedTo = wish.room === "" && !wish.createRoom ? this.movedTo : "";
    return create(JoinSchema, { ...wish, party, portrait, movedTo, inputsOnChange: true });
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
      announcementSequence: held.announcementSequence ?? 0,
      epoch: ticket.epoch,
      inputsOnChange: true,
    });
  }

  private receive(bytes: Uint8Array): void {
    this.recordReceipt();
    this.down.add(bytes.length, this.receivedAtMs);
    this.newestFrameBytes = bytes.length;
    let frame: ServerFrame;
    try {
      frame = decodeServerFrame(bytes);
    } catch {
      this.fail();
      return;
    }
    // Only an error that is the last frame explains why a connection closed.
    this.lastError = frame.error;
    if (frame.welcome !== undefined) this.welcome(frame.welcome);
    if (frame.servers !== undefined) this.servers.learned(frame.servers.addresses);
    this.listener.received(frame, bytes.length);
    this.upgrade.advance();
  }

  /**
   * Drops the connection and reconnects. Call it for bytes that cannot be decoded or do not fit the
   * state held.
   */
  fail(): void {
    this.drop(CLOSE_CODE.INVALID_DATA);
    this.end({ kind: "retry", afterMs: 0 });
  }

  private welcome(welcome: Welcome): void {
    if (this.wasWelcomed && !this.isUpgraded) this.reconnects++;
    this.wasWelcomed = true;
    this.isUpgraded = false;
    this.servers.welcomed(welcome.servers);
    this.become({ phase: "joined", transport: this.transport });
    if (this.transport === "polling" && this.socket !== undefined) this.upgrade.start(this.socket);
    const { resumeToken: token, epoch, room } = welcome;
    // Until now the ticket of the previous page stayed available for another reload.
    this.shelf.clear();
    this.ticket = { token, epoch, room, name: this.wish.name };
    this.wish = { ...this.wish, room, createRoom: false };
    this.listener.welcomed(welcome, this.receivedAtMs - this.joinedAtMs);
  }

  private end(reason: CloseReason, closeCode = 0): void {
    if (reason.kind === "final") {
      this.forgetTicket();
      const { sentence, code, message } = reason;
      const { room } = this.wish;
      this.become({ phase: "closed", sentence, code, message, closeCode, room });
      return;
    }
    if (reason.kind === "resume-refused") {
      this.forgetSeat();
      return;
    }
    if (reason.kind === "moved") {
      const { room } = reason;
      this.movedTo = room;
      // The room that this join asked for is open there: a second one must not follow.
      if (this.wish.createRoom && room !== "")
        this.wish = { ...this.wish, room, createRoom: false };
      const movedTo = this.servers.follow(reason.address);
      if (movedTo === undefined) this.waitToRetry(reason, "other");
      else this.connect(movedTo);
      return;
    }
    this.waitToRetry(reason, reason.error === undefined ? "same first" : "same");
  }

  /**
   * Drops a refused ticket. A page that was playing joins again; one that was only reloaded becomes
   * idle.
   */
  private forgetSeat(): void {
    this.forgetTicket();
    const why = { afterMs: 0, because: SEAT_GONE, error: SEAT_GONE_ERROR };
    if (this.wasWelcomed) this.waitToRetry(why, "same");
    else this.become({ phase: "idle" });
  }

  private forgetTicket(): void {
    this.ticket = undefined;
    this.shelf.clear();
  }

  private waitToRetry({ afterMs, because, error }: RetryReason, at: RetryAt): void {
    this.movedTo = "";
    const delayMs = this.servers.planRetry(afterMs, at);
    const retryAtMs = this.surroundings.nowMs() + delayMs;
    this.become({ phase: "waiting", retryAtMs, because, error });
    this.cancelRetry = this.surroundings.after(delayMs, () => this.connect());
  }

  private become(state: ConnectionState): void {
    this.current = state;
    this.listener.changed?.(state);
  }

  private drop(code: number): void {
    this.cancelRetry();
    this.upgrade.stop();
    const socket = this.socket;
    this.socket = undefined;
    socket?.close(code);
  }
}
