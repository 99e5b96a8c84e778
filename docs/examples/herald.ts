// A client of the library in twenty lines: greets a room, tells what happens there, and counts
// the kills. Over a WebSocket where there is one; Node 20 has none, and polls.
import { connect, RequestError, Topic } from "../../web-client/src/net";

export async function greet(url: string, log: (line: string) => void): Promise<() => void> {
  const client = connect({ url, name: "Herald" });
  let kills = 0;
  client.on("state", (state) => log(`state: ${state.phase}`));
  client.on("joined", ({ welcome }) => log(`ship ${welcome.ship} in room ${welcome.room}`));
  client.on("chat", ({ name, text }) => log(`${name} says ${text}`));
  client.on("kills", () => log(`${++kills} kills`));
  client.on("announcements", ({ text }) => log(`everybody: ${text}`));

  client.emit("unsubscribe", { topics: [Topic.KILLS] }); // Waits for the connection, as all do.
  try {
    await client.emitWithAck("chat", { text: "hello" }, 5000); // The room has heard it.
  } catch (error) {
    log(error instanceof RequestError ? `not said: ${error.message}` : String(error));
  }
  return () => client.leave();
}
