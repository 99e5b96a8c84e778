// The interface of every transport to the connection above it.

/** The transport of the frames. */
export type Transport = "websocket" | "polling";
/** A transport that carries each frame once and in order. It calls nothing back after `close()`. */
export interface Socket {
  send(bytes: Uint8Array): void;
  close(code: number): void;
  /** The number of unsent bytes in the page. */
  backlogBytes?(): number;
  /**
   * Calls back once the server has received everything sent so far. Undefined if the order of
   * frames already guarantees that.
   */
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

/** Calls back once, after a delay in ms. Returns a function that cancels the call. */
export type After = (delayMs: number, run: () => void) => () => void;

/**
 * Runs `run` once the server has received all bytes sent so far; at once if the order of frames
 * guarantees that.
 */
export function whenDelivered(socket: Socket, run: () => void): void {
  if (socket.whenDelivered === undefined) run();
  else socket.whenDelivered(run);
}
