/**
 * The client library, of which the game is one user: typed events over a connection that reconnects
 * with the same ship, on a WebSocket or, if none is possible, over HTTP.
 *
 *   const client = connect({ url: "ws://localhost:8080/ws", name: "Ada" });
 *   client.on("chat", ({ name, text }) => console.log(name, text));
 *   client.emit("chat", { text: "hello" });
 *
 * See docs/CLIENT.md. Only this file uses the browser's clock and network; it runs in Node as well.
 */
import { Client, type ClientOptions } from "./client";
import type { JoinWish, Surroundings } from "./connection";
import { postTo } from "./http-post";
import { PollingSocket } from "./polling-socket";
import type { SimulatedLink } from "./simulated-socket";
import type { SocketEvents } from "./socket";
import { TransportChoice, type TransportWish, type Ways } from "./transport";
import { openWebSocket, pollEndpointOf } from "./web-socket";

export { Topic } from "../gen/tickstorm/v1/client_pb";
export { ErrorCode, type ServerFrame } from "../gen/tickstorm/v1/server_pb";
export { Client, type ClientOptions, RequestError } from "./client";
export type { ConnectionState, JoinWish } from "./connection";
export type { ClientEvents, ServerEvents } from "./events";
export type { Transport } from "./socket";
export type { TransportWish } from "./transport";

const WATCH_MS = 1000;

/** The real clock, in ms, and real random numbers, from 0 up to 1. */
export const TIME = {
  nowMs: () => performance.now(),
  after(delayMs: number, run: () => void) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** The server to connect to, and the network in between. */
export interface Endpoint {
  /** Address of the WebSocket of the first server; polls go to `poll` beside it. */
  url: string;
  transport?: TransportWish;
  /** Simulates a bad network on top of the real one. */
  link?: SimulatedLink;
}

/** Returns the real clock, random numbers and network for an endpoint. */
export function surroundingsOf({ url, transport = "auto", link }: Endpoint): Surroundings {
  const ways: Ways = {
    openWebSocket: (events, address = url) => openWebSocket(address, events),
    openPolling(events, address = url) {
      return new PollingSocket({ ...TIME, post: postTo(pollEndpointOf(address)) }, events);
    },
  };
  const choice = new TransportChoice(ways, TIME.after, transport);
  const page = typeof location === "undefined" ? undefined : location;
  return {
    ...TIME,
    isSecure: page?.protocol === "https:" || url.startsWith("wss:"),
    openSocket(events, address) {
      const open = (inner: SocketEvents) => choice.open(inner, address);
      return link?.open(open, events) ?? open(events);
    },
    openUpgrade(events, address) {
      const open = (inner: SocketEvents) => choice.openUpgrade(inner, address);
      return link === undefined ? open(events) : link.openIf(open, events);
    },
  };
}

/** The options of `connect`: the endpoint, the wish of the player and the options of the client. */
export interface ConnectOptions extends Endpoint, Partial<JoinWish>, ClientOptions {
  name: string;
}

/**
 * Joins, and stays joined until `leave()` or until the server ends the game permanently. Returns
 * the client at once; its state shows when it has joined.
 */
export function connect(options: ConnectOptions): Client {
  const { name, room = "", createRoom = false, party, ...rest } = options;
  const client = new Client(surroundingsOf(rest), rest);
  const { connection } = client;
  const wake = () => connection.wake();
  const page = typeof window === "undefined" ? undefined : window;
  let timer: ReturnType<typeof setInterval> | undefined;
  // Only a joined or joining connection keeps a Node process alive.
  client.on("state", ({ phase }) => {
    const isOver = phase === "idle" || phase === "closed";
    if (isOver === (timer === undefined)) return;
    for (const event of ["online", "focus"]) {
      if (isOver) page?.removeEventListener(event, wake);
      else page?.addEventListener(event, wake);
    }
    if (isOver) clearInterval(timer);
    timer = isOver ? undefined : setInterval(() => connection.watch(), WATCH_MS);
  });
  client.join({ name, room, createRoom, party });
  return client;
}
