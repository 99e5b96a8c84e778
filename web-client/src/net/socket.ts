// What every transport offers to the connection above it.

/** The transport of the frames. */
export type Transport = "websocket" | "polling";
/** A transport that carries each frame once and in order. It calls nothing back after `close()`. */
export interface Socket {
  send(bytes: Uint8Array): void;
  close(code: number): void;
  /** Bytes that wait in the page for the network. */
  backlogBytes?(): number;
  /** Calls back once the server has received everything sent until now; absent: order is enough. */
  whenDelivered?(run: () => void): void;
}

/**
 * The callbacks of a socket. `opened` comes before any frame. `closed` comes at most once, last,
 * with the close code.
 */
export interface SocketEvents {
  opened(transport?: Transport): void;
  received(bytes: Uint8Array): void;
  closed(code: number): void;
}

/** Calls back once, later, in ms; returns what cancels it. */
export type After = (delayMs: number, run: () => void) => () => void;

/**
 * Runs `run` once the server has taken all bytes sent so far; at once if the order of the socket
 * ensures that.
 */
export function whenDelivered(socket: Socket, run: () => void): void {
  if (socket.whenDelivered === undefined) run();
  else socket.whenDelivered(run);
}
