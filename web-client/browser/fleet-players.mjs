// Clients of a fleet in Node: the client library over a WebSocket and over HTTP, and JSON text.
// Each opens a room of its own, and prints a line for everything that happens to it.
// run: node --experimental-websocket browser/fleet-players.mjs wss://localhost:8443/ws
const library = new URL("../target/client/client.js", import.meta.url);
const { connect } = await import(library.href);
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
  client.on("joined", (/** @type {{ welcome: { ship: number, room: string } }} */ { welcome }) => {
    const at = client.connection.address ?? url;
    tell(transport, { ship: welcome.ship, room: welcome.room, at });
  });
  client.on("state", (/** @type {{ phase: string }} */ state) => tell(transport, state));
  client.on("frame", (/** @type {{ tick: number }} */ { tick }) => ticks.set(transport, tick));
}

/** Plays in JSON text, and follows a move with its token: all that such a client needs. */
class TextPlayer {
  token = "";
  room = "";

  /** @param {string} address */
  play(address) {
    const socket = new WebSocket(address, "tickstorm.v1.json");
    /** @param {object} message */
    const say = (message) => socket.send(JSON.stringify(message));
    let movedTo = "";
    const where = this.room === "" ? { createRoom: true } : { room: this.room };
    const join = this.token === "" ? where : { resumeToken: this.token, room: this.room };
    socket.onopen = () => say({ join: { name: "text", ...join } });
    socket.onmessage = ({ data }) => {
      const { tick, welcome, error } = JSON.parse(data);
      if (welcome !== undefined) {
        this.token = welcome.resumeToken;
        this.room = welcome.room;
        tell("text", { ship: welcome.ship, room: welcome.room, at: address });
      }
      if (error?.code === "ERROR_CODE_MOVED") {
        movedTo = error.address;
        this.room = error.room ?? "";
      }
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
