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

/** The functions that open a socket on each transport. */
export interface Ways {
  openWebSocket(events: SocketEvents): Socket;
  openPolling(events: SocketEvents): Socket;
}

const OPEN_MS = 3000;
/** A socket that is open for this long without receiving a frame counts as dead. */
const DEAF_MS = 2000;
/** A restarting server refuses connections for a while that worked before. */
const TRUSTED_TRIES = 3;

/** Chooses the transport of each new socket from the results of earlier ones. */
export class TransportChoice {
  private failures = 0;
  private hasWorked = false;
  /**
   * True if a WebSocket opens but receives nothing: some proxies pass the handshake and no frames.
   */
  private isSwallowed = false;

  constructor(
    private readonly ways: Ways,
    private readonly after: After,
    private readonly wish: TransportWish = "auto",
  ) {}

  /**
   * Opens a socket. With "auto" it falls back to polling if no WebSocket opens in 3 s; if one has
   * worked before, only after three failures.
   */
  open(events: SocketEvents): Socket {
    if (this.wish === "websocket") return this.openWebSocket(events);
    if (this.wish === "polling" || this.isSwallowed) return this.ways.openPolling(events);
    return this.openEither(events);
  }

  /**
   * Opens a WebSocket beside a polling connection. Returns undefined if an attempt is pointless.
   */
  readonly openUpgrade = (events: SocketEvents): Socket | undefined => {
    const isWanted = this.wish === "auto" && !this.isSwallowed;
    return isWanted ? this.openWebSocket(events) : undefined;
  };

  private openEither(events: SocketEvents): Socket {
    let isOpen = false;
    let socket: Socket;
    const fail = () => {
      cancelTimer();
      socket.close(CLOSE_CODE.NORMAL);
      this.failures++;
      if (this.hasWorked && this.failures < TRUSTED_TRIES) events.closed(CLOSE_CODE.LOST);
      else socket = this.ways.openPolling(events);
    };
    const cancelTimer = this.after(OPEN_MS, () => !isOpen && fail());
    socket = this.openWebSocket({
      opened: () => {
        isOpen = true;
        cancelTimer();
        events.opened("websocket");
      },
      received: (bytes) => events.received(bytes),
      closed: (code) => (isOpen ? events.closed(code) : fail()),
    });
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

  private openWebSocket(events: SocketEvents): Socket {
    let hasReceived = false;
    let isDeaf = false;
    let cancelTimer = () => {};
    const noteEnd = () => {
      cancelTimer();
      if (isDeaf && !hasReceived) this.isSwallowed = true;
    };
    const socket = this.ways.openWebSocket({
      opened: () => {
        cancelTimer = this.after(DEAF_MS, () => {
          isDeaf = true;
        });
        events.opened("websocket");
      },
      received: (bytes) => {
        hasReceived = true;
        this.hasWorked = true;
        this.failures = 0;
        events.received(bytes);
      },
      closed: (code) => {
        noteEnd();
        events.closed(code);
      },
    });
    return {
      ...socket,
      close: (code) => {
        noteEnd();
        socket.close(code);
      },
    };
  }
}
