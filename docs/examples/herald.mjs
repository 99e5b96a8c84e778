// A client of the library: greets a room, prints its events, and counts the kills. It uses a
// WebSocket if there is one. Node 20 has none, and polls.
// run: npm -C web-client run -s build:client && node docs/examples/herald.mjs $TICKSTORM_URL
import { connect, RequestError, Topic } from "../../web-client/target/client/client.js";

const client = connect({ url: process.argv[2] ?? "ws://localhost:8080/ws", name: "Herald" });
let kills = 0;
client.on("state", (state) => console.log(`state: ${state.phase}`));
client.on("joined", ({ welcome }) => console.log(`ship ${welcome.ship} in room ${welcome.room}`));
client.on("chat", ({ name, text }) => console.log(`${name} says ${text}`));
client.on("kills", () => console.log(`${++kills} kills`));
client.on("announcements", ({ text }) => console.log(`everybody: ${text}`));

client.emit("unsubscribe", { topics: [Topic.KILLS] }); // Waits for the connection, like every emit.
try {
  await client.emitWithAck("chat", { text: "hello" }, 5000); // The room has published it.
} catch (error) {
  console.log(error instanceof RequestError ? `not sent: ${error.message}` : String(error));
}
process.once("SIGINT", () => client.leave());
