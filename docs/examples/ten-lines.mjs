// A client in ten lines: joins, flies in a circle and fires, and prints the ships in view. It also
// runs in a browser's console with an inserted address.
// run: node --experimental-websocket docs/examples/ten-lines.mjs $TICKSTORM_URL
const socket = new WebSocket(process.argv[2] ?? "ws://localhost:8080/ws", "tickstorm.v1.json");
const send = (message) => socket.send(JSON.stringify(message));
socket.onopen = () => send({ join: { name: "Ten Lines" } });
socket.onclose = ({ code, reason }) => console.log(`closed: ${code} ${reason}`);
socket.onmessage = ({ data }) => {
  const { tick, entities = [] } = JSON.parse(data);
  const ships = entities.filter(({ kind }) => kind === "ship");
  console.log(`tick ${tick}:`, ...ships.map(({ name, x, y }) => `${name} at (${x}, ${y})`));
  send({ input: { moveX: Math.cos(tick / 9), moveY: Math.sin(tick / 9), aim: tick, fire: true } });
};
