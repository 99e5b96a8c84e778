// Chooses the transport. A WebSocket is tried first; if it is refused, blocked or swallowed, the
// same frames go over HTTP. Results are remembered within a page.
//
//                     opens                       lost
//   try a WebSocket ---------> WebSocket ------------------> (the connection tries again)
//     |  refused, or not open in 3 s (three times over, if one has worked before)
//     v
//   HTTP polling ---> joined ---> probes for a WebSocket after 1, 2, 4, ... 60 s ---> WebSocket
import { CLOSE_CODE } from "./close-code";
import {
  type After,
  type Socket,
  type SocketEvents,
  type Transport,
  whenDelivered,
} from "./socket";

/** The transport to use. "auto" is a WebSocket if one can be opened, otherwise polling. */
export type TransportWish = "auto" | Transport;

/** The functions that open a socket on each transport. Without an address: at the first server. */
export interface Ways {
  openWebSocket(events: SocketEvents, address?: string): Socket;
  openPolling(events: SocketEvents, address?: string): Socket;
}

const OPEN_MS = 3000;
/** A socket that is open for this long without receiving a frame counts as dead. */
const DEAF_MS = 2000;
/** A restarting server refuses connections for a while that worked before. */
const TRUSTED_TRIES = 3;

/**
 * Chooses the transport of each new socket from the results of earlier ones. They count for the
 * network of the page, whatever the server.
 */
export class TransportChoice {
  private failures = 0;
  private hasWorked = false;
  /**
   * True if a WebSocket opens but receives nothing: some proxies pass the handshake and no frames.
   */
  private isSwallowed = false;
  /** True while polling works here and no WebSocket has: a server that moves a game is polled. */
  private isPolled = false;

  constructor(
    private readonly ways: Ways,
    private readonly after: After,
    private readonly wish: TransportWish = "auto",
  ) {}

  /**
   * Opens a socket. With "auto" it falls back to polling if no WebSocket opens in 3 s; if one has
   * worked before, only after three failures.
   */
  open(events: SocketEvents, address?: string): Socket {
    if (this.wish === "websocket") return this.openWebSocket(events, address);
    const isPolled = this.wish === "polling" || this.isSwallowed || this.isPolled;
    if (isPolled) return this.openPolling(events, address);
    return this.openEither(events, address);
  }

  /**
   * Opens a WebSocket beside a polling connection. Returns undefined if an attempt is pointless.
   */
  readonly openUpgrade = (events: SocketEvents, address?: string): Socket | undefined => {
    const isWanted = this.wish === "auto" && !this.isSwallowed;
    return isWanted ? this.openWebSocket(events, address) : undefined;
  };

  private openEither(events: SocketEvents, address?: string): Socket {
    let isOpen = false;
    let socket: Socket;
    const fail = () => {
      cancelTimer();
      socket.close(CLOSE_CODE.NORMAL);
      this.failures++;
      if (this.hasWorked && this.failures < TRUSTED_TRIES) events.closed(CLOSE_CODE.LOST);
      else socket = this.openPolling(events, address);
    };
    const cancelTimer = this.after(OPEN_MS, () => !isOpen && fail());
    const either: SocketEvents = {
      opened: () => {
        isOpen = true;
        cancelTimer();
        events.opened("websocket");
      },
      received: (bytes) => events.received(bytes),
      closed: (code) => (isOpen ? events.closed(code) : fail()),
    };
    socket = this.openWebSocket(either, address);
    return {
      send: (bytes) => socket.send(bytes),
      close: (code) => {
        cancelTimer();
        socket.close(code);
      },
      backlogBytes: () => socket.backlogBytes?.() ?? 0,
      whenDelivered: (run) => whenDelivered(socket, run),
    };
  }

  private openPolling(events: SocketEvents, address?: string): Socket {
    const watched: SocketEvents = {
      opened: (transport) => {
        this.isPolled = true;
        events.opened(transport);
      },
      received: (bytes) => events.received(bytes),
      closed: (code) => {
        if (code === CLOSE_CODE.LOST) this.isPolled = false;
        events.closed(code);
      },
    };
    return this.ways.openPolling(watched, address);
  }

  private openWebSocket(events: SocketEvents, address?: string): Socket {
    let hasReceived = false;
    let isDeaf = false;
    let cancelTimer = () => {};
    const noteEnd = () => {
      cancelTimer();
      if (isDeaf && !hasReceived) this.isSwallowed = true;
    };
    const watched: SocketEvents = {
      opened: () => {
        cancelTimer = this.after(DEAF_MS, () => {
          isDeaf = true;
        });
        events.opened("websocket");
      },
      received: (bytes) => {
        hasReceived = true;
        this.hasWorked = true;
        this.isPolled = false;
        this.failures = 0;
        events.received(bytes);
      },
      closed: (code) => {
        noteEnd();
        events.closed(code);
      },
    };
    const socket = this.ways.openWebSocket(watched, address);
    return {
      ...socket,
      close: (code) => {
        noteEnd();
        socket.close(code);
      },
    };
  }
}
