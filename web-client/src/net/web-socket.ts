// The browser's WebSocket as a Socket.
import type { Socket, SocketEvents } from "./connection";

const SUBPROTOCOL = "tickstorm.v1";

/** The endpoint of the server that sent this page. */
export function endpointOf(page: Location): string {
  return `${page.protocol === "https:" ? "wss" : "ws"}://${page.host}/ws`;
}

export function openWebSocket(url: string, events: SocketEvents): Socket {
  const socket = new WebSocket(url, SUBPROTOCOL);
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
      // Only 1000 and 3000 to 4999 may be sent by a page.
      socket.close(code === 1000 ? 1000 : 3000 + (code % 1000));
    },
  };
}
