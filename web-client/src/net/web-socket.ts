// The browser's WebSocket as a Socket.
import { CLOSE_CODE } from "./close-code";
import type { Socket, SocketEvents } from "./socket";

const SUBPROTOCOL = "tickstorm.v1";

/**
 * Returns the WebSocket address of the server that sent this page, which may be under a path of a
 * proxy.
 */
export function endpointOf(page: Pick<Location, "href">): string {
  const endpoint = new URL("ws", page.href);
  endpoint.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";
  return endpoint.href;
}

/** Returns the address at which the same frames are polled. */
export function pollEndpointOf(webSocketUrl: string): string {
  const url = new URL("poll", webSocketUrl);
  url.protocol = url.protocol === "wss:" ? "https:" : "http:";
  return url.href;
}

/** Opens a WebSocket of the browser. If that fails, `closed(1006)` is called soon. */
export function openWebSocket(url: string, events: SocketEvents): Socket {
  let socket: WebSocket;
  try {
    socket = new WebSocket(url, SUBPROTOCOL);
  } catch {
    return noSocket(events);
  }
  socket.binaryType = "arraybuffer";
  let listening = true;
  socket.onopen = () => listening && events.opened();
  socket.onmessage = (message) => {
    if (listening) events.received(new Uint8Array(message.data as ArrayBuffer));
  };
  socket.onclose = (end) => listening && events.closed(end.code);
  return {
    send(bytes) {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>);
    },
    close(code) {
      listening = false;
      // A page may send only 1000 and 3000 to 4999.
      socket.close(code === CLOSE_CODE.NORMAL ? code : 3000 + (code % 1000));
    },
    backlogBytes: () => socket.bufferedAmount,
  };
}

/** Returns a socket that closes soon, because no WebSocket can be opened. */
function noSocket(events: SocketEvents): Socket {
  let listening = true;
  queueMicrotask(() => listening && events.closed(CLOSE_CODE.LOST));
  return {
    send() {},
    close() {
      listening = false;
    },
  };
}
