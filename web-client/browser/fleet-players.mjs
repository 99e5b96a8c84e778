// Clients of a fleet in Node: the client library over a WebSocket and over HTTP, and JSON text.
// Each opens a room of its own, and prints a line for everything that happens to it.
// run: node --experimental-websocket browser/fleet-players.mjs wss://localhost:8443/ws
import { connect } from "../target/client/client.js";

const REPORT_MS = 250;
const url = process.argv[2] ?? "ws://localhost:8080/ws";

/** @type {Map<string, number>} */
const ticks = new Map();

/**
 * @param {string} who
 * @param {object} what
 */
const tell = (who, what) => console.log(JSON.stringify({ who, ...what }));

for (const transport of /** @type {const} */ (["websocket", "polling"])) {
  const client = connect({ url, name: transport, createRoom: true, transport });
  client.on("joined", ({ welcome }) =>
    tell(transport, { ship: welcome.ship, room: welcome.room, at: client.connection.address }),
  );
  client.on("state", (/** @type {{ phase: string }} */ state) => tell(transport, state));
  client.on("frame", (/** @type {{ tick: number }} */ { tick }) => ticks.set(transport, tick));
}

/** Plays in JSON text, and follows a move with its token: all that such a client needs. */
class TextPlayer {
  token = "";

  /** @param {string} address */
  play(address) {
    const socket = new WebSocket(address, "tickstorm.v1.json");
    /** @param {object} message */
    const say = (message) => socket.send(JSON.stringify(message));
    let movedTo = "";
    const join = this.token === "" ? { createRoom: true } : { resumeToken: this.token };
    socket.onopen = () => say({ join: { name: "text", ...join } });
    socket.onmessage = ({ data }) => {
      const { tick, welcome, error } = JSON.parse(data);
      if (welcome !== undefined) {
        this.token = welcome.resumeToken;
        tell("text", { ship: welcome.ship, room: welcome.room, at: address });
      }
      if (error?.code === "ERROR_CODE_MOVED") movedTo = error.address;
      if (tick === undefined) return;
      ticks.set("text", tick);
      say({ input: { moveX: Math.cos(tick / 20), moveY: Math.sin(tick / 20), aim: tick } });
    };
    socket.onclose = ({ code, reason }) => {
      if (movedTo !== "") this.play(movedTo);
      else tell("text", { phase: "closed", sentence: `${code} ${reason}` });
    };
  }
}

new TextPlayer().play(url);
setInterval(() => tell("all", { ticks: Object.fromEntries(ticks) }), REPORT_MS);
