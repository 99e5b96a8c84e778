import { beforeEach, describe, expect, it } from "vitest";
import type { Socket, SocketEvents, Transport } from "../../src/net/socket";
import { TransportChoice, type TransportWish } from "../../src/net/transport";
import { VirtualTime } from "../support/virtual-time";

class Network {
  readonly time = new VirtualTime();
  readonly tried: Transport[] = [];
  readonly addresses: (string | undefined)[] = [];
  readonly happened: string[] = [];
  readonly events: SocketEvents[] = [];
  closed = 0;
  readonly choice: TransportChoice;

  constructor(wish: TransportWish) {
    const open = (transport: Transport) => (events: SocketEvents, address?: string) => {
      this.tried.push(transport);
      this.addresses.push(address);
      this.events.push(events);
      return { send() {}, close: () => void this.closed++ };
    };
    const ways = { openWebSocket: open("websocket"), openPolling: open("polling") };
    this.choice = new TransportChoice(ways, this.time.after.bind(this.time), wish);
  }

  get newest(): SocketEvents {
    return this.events.at(-1) as SocketEvents;
  }

  open(address?: string): Socket {
    const events: SocketEvents = {
      opened: (transport) => this.happened.push(`opened ${transport}`),
      received: () => this.happened.push("received"),
      closed: (code) => this.happened.push(`closed ${code}`),
    };
    return this.choice.open(events, address);
  }
}

describe("the choice of a transport", () => {
  let network: Network;
  beforeEach(() => {
    network = new Network("auto");
  });

  it("uses a WebSocket that opens", () => {
    network.open();
    network.newest.opened();
    network.newest.received(Uint8Array.of(1));
    network.time.pass(60_000);
    expect(network.tried).toEqual(["websocket"]);
    expect(network.happened).toEqual(["opened websocket", "received"]);
    network.newest.closed(1006);
    expect(network.happened.at(-1)).toBe("closed 1006");
  });

  it("polls when the upgrade is refused", () => {
    network.open();
    network.newest.closed(1006);
    expect(network.tried).toEqual(["websocket", "polling"]);
    network.newest.opened("polling");
    expect(network.happened).toEqual(["opened polling"]);
  });

  it("polls when there is no answer in 3 s", () => {
    network.open();
    network.time.pass(2999);
    expect(network.tried).toEqual(["websocket"]);
    network.time.pass(1);
    expect(network.tried).toEqual(["websocket", "polling"]);
    expect(network.closed).toBe(1);
  });

  it("stops when both transports fail", () => {
    network.open();
    network.newest.closed(1006);
    network.newest.closed(1006);
    expect(network.happened).toEqual(["closed 1006"]);
  });

  it("does not poll a restarting server at once if a WebSocket has worked before", () => {
    network.open();
    network.newest.opened();
    network.newest.received(Uint8Array.of(1));
    network.newest.closed(1012);
    for (let i = 0; i < 3; i++) {
      network.open();
      network.newest.closed(1006);
    }
    expect(network.tried).toEqual([...Array(4).fill("websocket"), "polling"]);
  });

  it("polls if a WebSocket opens but its frames are lost, and tries no further WebSocket", () => {
    const socket = network.open();
    network.newest.opened();
    network.time.pass(5000);
    socket.close(1000);
    network.open();
    expect(network.tried).toEqual(["websocket", "polling"]);
    const nothing = { opened() {}, received() {}, closed() {} };
    expect(network.choice.openUpgrade(nothing)).toBeUndefined();
  });

  it("opens both transports and an upgrade at the given address", () => {
    network.open("wss://b.example/ws");
    network.newest.closed(1006);
    network.choice.openUpgrade(network.newest, "wss://c.example/ws");
    const [b, c] = ["wss://b.example/ws", "wss://c.example/ws"];
    expect(network.tried).toEqual(["websocket", "polling", "websocket"]);
    expect(network.addresses).toEqual([b, b, c]);
  });

  it("polls the next server at once when a move arrives over polling, for any address", () => {
    network.open();
    network.newest.closed(1006);
    network.newest.opened("polling");
    network.newest.closed(1012);
    network.open("wss://b.example/ws");
    expect(network.tried).toEqual(["websocket", "polling", "polling"]);
    network.newest.opened("polling");
    network.newest.closed(1006);
    network.open("wss://b.example/ws");
    expect(network.tried.at(-1)).toBe("websocket");
  });

  it("prefers the transport that worked at one server at every server", () => {
    network.open();
    network.newest.opened();
    network.newest.received(Uint8Array.of(1));
    network.newest.closed(1012);
    network.open("wss://b.example/ws");
    network.newest.closed(1006);
    expect(network.tried).toEqual(["websocket", "websocket"]);
    expect(network.happened.at(-1)).toBe("closed 1006");
  });

  it.each(["websocket", "polling"] as const)("uses the forced transport: %s", (wish) => {
    const forced = new Network(wish);
    forced.open();
    forced.time.pass(60_000);
    expect(forced.tried).toEqual([wish]);
    expect(forced.choice.openUpgrade(forced.newest)).toBeUndefined();
  });
});
