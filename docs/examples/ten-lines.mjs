// A client in ten lines: joins, flies in a circle and fires, and prints whom it sees. A browser's
// console runs it too, with the address put in.
// run: node --experimental-websocket docs/examples/ten-lines.mjs $TICKSTORM_URL
const socket = new WebSocket(process.argv[2] ?? "ws://localhost:8080/ws", "tickstorm.v1.json");
const say = (message) => socket.send(JSON.stringify(message));
socket.onopen = () => say({ join: { name: "Ten Lines" } });
socket.onclose = ({ code, reason }) => console.log(`closed: ${code} ${reason}`);
socket.onmessage = ({ data }) => {
  const { tick, entities = [] } = JSON.parse(data);
  const ships = entities.filter(({ kind }) => kind === "ship");
  console.log(`tick ${tick}:`, ...ships.map(({ name, x, y }) => `${name} at (${x}, ${y})`));
  say({ input: { moveX: Math.cos(tick / 20), moveY: Math.sin(tick / 20), aim: tick, fire: true } });
};
