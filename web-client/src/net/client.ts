// Events over a Connection: handlers receive, `emit` sends. An emitted message is sent once and in
// order, and waits while there is no connection. A volatile message is sent when there is room, and
// only the newest of its kind. A message with acknowledgement returns a promise.
import { ErrorCode, type ServerFrame, type Welcome } from "../gen/tickstorm/v1/server_pb";
import { errorName } from "./close-reason";
import { type ClientMessage, encodeAcknowledgement, encodeMessage } from "./codec";
import {
  Connection,
  type ConnectionListener,
  type ConnectionState,
  type Held,
  type JoinWish,
  type Surroundings,
} from "./connection";
import { type ClientEvents, type Handler, Handlers, type ServerEvents } from "./events";
import { TicketShelf } from "./resume-ticket";

/** The maximum number of messages that wait for a connection. */
const WAITING_MAX = 64;
/** Above this number of unsent bytes, a volatile message waits and a newer one replaces it. */
const BACKLOG_MAX_BYTES = 4096;
/** The interval of acknowledgements while nothing else is sent; inputs acknowledge too. */
const ACKNOWLEDGE_MS = 100;
/** The default time within which `emitWithAck` needs its acknowledgement, in ms. */
export const ANSWER_MS = 5000;

const NOTHING_SEEN: Held = {
  tick: 0,
  rosterVersion: 0,
  chatSequence: 0,
  announcementSequence: 0,
};

/** The options of a client; all are optional. */
export interface ClientOptions {
  /** Stores the ticket of a page for the next page after a reload. */
  shelf?: TicketShelf;
  /**
   * Returns the state that the client holds, if it may discard frames. By default that is
   * everything received.
   */
  held?: () => Held;
  /** If true (the default), frames are acknowledged while nothing else is sent. */
  acknowledges?: boolean;
}

/**
 * The failure of a request. If `lost` is true, the server may have carried it out. `code` is
 * UNSPECIFIED unless the server refused it.
 */
export class RequestError extends Error {
  constructor(
    readonly reason: "refused" | "timeout" | "lost",
    readonly code: ErrorCode = ErrorCode.UNSPECIFIED,
  ) {
    super(reason === "refused" ? errorName(code) : reason);
  }
}

interface Request {
  isSent: boolean;
  settle(error?: RequestError): void;
}

interface Waiting {
  message: ClientMessage;
  request: number;
}

/**
 * Sends and receives typed events over a connection. Handlers run on the thread of the page, one at
 * a time.
 */
export class Client implements ConnectionListener {
  readonly connection: Connection;
  private readonly handlers = new Handlers();
  private waiting: Waiting[] = [];
  private readonly newest = new Map<string, ClientMessage>();
  private readonly requests = new Map<number, Request>();
  private requestNumber = 0;
  private sentAtMs = 0;
  private epoch = 0;
  private seen: Held = NOTHING_SEEN;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly options: ClientOptions = {},
  ) {
    const nothing = { getItem: () => null, setItem() {}, removeItem() {} };
    const shelf = options.shelf ?? new TicketShelf(nothing, () => surroundings.nowMs());
    this.connection = new Connection(surroundings, shelf, this);
  }

  /** The current state of the connection. */
  get state(): ConnectionState {
    return this.connection.state;
  }

  /**
   * Joins as a new player. Messages that still wait are dropped, and their requests are rejected as
   * lost.
   */
  join(wish: JoinWish): void {
    this.forgetWaiting();
    this.connection.open(wish);
  }

  /**
   * Joins as a new player with the name of the last join. Waiting messages are dropped as in
   * `join`.
   */
  joinAgain(room: string, createRoom: boolean): void {
    this.forgetWaiting();
    this.connection.openAgain(room, createRoom);
  }

  /** Leaves the game permanently: the seat is free at once, and the state becomes idle. */
  leave(): void {
    this.connection.leave();
  }

  /** Calls the handler for each event from now on. Returns a function that removes the handler. */
  on<E extends keyof ServerEvents>(event: E, handler: Handler<ServerEvents[E]>): () => void {
    return this.handlers.on(event, handler);
  }

  /**
   * Sends an event once and in order, after the connection is ready. Throws RangeError if 64
   * messages wait already.
   */
  emit<E extends keyof ClientEvents>(event: E, data: ClientEvents[E]): void {
    this.submit({ case: event, value: data } as ClientMessage, 0);
  }

  /**
   * Sends an event as `emit` does. Resolves once the server has carried it out; rejects with a
   * RequestError or, if too many wait, a RangeError.
   */
  emitWithAck<E extends keyof ClientEvents>(
    event: E,
    data: ClientEvents[E],
    timeoutMs = ANSWER_MS,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const number = ++this.requestNumber;
      const cancelTimer = this.surroundings.after(timeoutMs, () => {
        this.settle(number, new RequestError("timeout"));
      });
      this.requests.set(number, {
        isSent: false,
        settle: (error) => {
          cancelTimer();
          if (error === undefined) resolve();
          else reject(error);
        },
      });
      try {
        this.submit({ case: event, value: data } as ClientMessage, number);
      } catch (error) {
        this.requests.delete(number);
        cancelTimer();
        reject(error);
      }
    });
  }

  /** Sends the newest value of an event; an older one that still waits is dropped. */
  emitVolatile<E extends keyof ClientEvents>(event: E, data: ClientEvents[E]): void {
    this.newest.set(event, { case: event, value: data } as ClientMessage);
    this.flush();
  }

  /** Sends the bytes of a ClientFrame unchanged; without a connection they are dropped. */
  send(bytes: Uint8Array): void {
    this.sentAtMs = this.surroundings.nowMs();
    this.connection.send(bytes);
  }

  /** Calls the handlers of a join. The connection calls this. */
  welcomed(welcome: Welcome, rttMs: number): void {
    if (!welcome.resumed || welcome.epoch !== this.epoch) {
      // The chat of a room goes on in its next epoch; nothing else does.
      const lines = welcome.resumed ? this.seen : NOTHING_SEEN;
      this.seen = { ...lines, tick: 0, rosterVersion: 0 };
    }
    this.epoch = welcome.epoch;
    this.handlers.dispatch("joined", { welcome, rttMs });
  }

  /**
   * Settles the requests that a frame acknowledges and calls the handlers. The connection calls
   * this.
   */
  received(frame: ServerFrame): void {
    this.note(frame);
    for (const { request, error } of frame.acknowledgements) {
      const refusal = new RequestError("refused", error);
      this.settle(request, error === ErrorCode.UNSPECIFIED ? undefined : refusal);
    }
    this.handlers.dispatchFrame(frame);
    this.flush();
    const { tick } = this.held();
    if (this.isAcknowledgementDue(frame) && tick !== 0) this.send(encodeAcknowledgement(tick));
  }

  /**
   * Returns true if a frame has to be acknowledged now. A Welcome always has: the acknowledgement
   * proves that its token arrived.
   */
  private isAcknowledgementDue({ tick, welcome }: ServerFrame): boolean {
    if (tick === 0 || this.state.phase !== "joined") return false;
    const isQuiet = this.surroundings.nowMs() - this.sentAtMs >= ACKNOWLEDGE_MS;
    return welcome !== undefined || (this.options.acknowledges !== false && isQuiet);
  }

  /**
   * Returns the state that a resume reports to the server: from the options, or everything
   * received.
   */
  held(): Held {
    return this.options.held?.() ?? this.seen;
  }

  /** Returns true while a request that was sent has no acknowledgement. */
  isAnswerOwed(): boolean {
    return [...this.requests.values()].some(({ isSent }) => isSent);
  }

  /** Rejects lost requests and calls the handlers of a new state. The connection calls this. */
  changed(state: ConnectionState): void {
    if (state.phase !== "joined") {
      for (const [number, { isSent }] of this.requests) {
        if (isSent) this.settle(number, new RequestError("lost"));
      }
    }
    if (state.phase === "closed" || state.phase === "idle") this.forgetWaiting();
    this.handlers.dispatch("state", state);
  }

  private submit(message: ClientMessage, request: number): void {
    if (this.waiting.length >= WAITING_MAX) {
      throw new RangeError(`${WAITING_MAX} messages wait for a connection`);
    }
    this.waiting.push({ message, request });
    this.flush();
  }

  private flush(): void {
    if (!this.connection.isReady) return;
    for (const { message, request } of this.waiting.splice(0)) this.sendNow(message, request);
    for (const [event, message] of this.newest) {
      if (this.connection.backlogBytes > BACKLOG_MAX_BYTES) return;
      this.newest.delete(event);
      this.sendNow(message, 0);
    }
  }

  private sendNow(message: ClientMessage, request: number): void {
    const answered = this.requests.get(request);
    if (request !== 0 && answered === undefined) return; // The request has timed out.
    if (answered !== undefined) answered.isSent = true;
    this.send(encodeMessage(message, this.held().tick, request));
  }

  private settle(number: number, error?: RequestError): void {
    const request = this.requests.get(number);
    this.requests.delete(number);
    request?.settle(error);
  }

  private forgetWaiting(): void {
    this.newest.clear();
    for (const { request } of this.waiting.splice(0))
      this.settle(request, new RequestError("lost"));
  }

  private note({ tick, roster, chat, announcements }: ServerFrame): void {
    const { seen } = this;
    this.seen = {
      tick: tick === 0 ? seen.tick : tick,
      rosterVersion: roster?.version ?? seen.rosterVersion,
      chatSequence: chat.at(-1)?.sequence ?? seen.chatSequence,
      announcementSequence: announcements.at(-1)?.sequence ?? seen.announcementSequence,
    };
  }
}
