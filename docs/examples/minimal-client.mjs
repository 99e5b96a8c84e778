// The smallest Tickstorm client: joins, flies in a circle, fires, and prints the ships in view.
// It has no prediction: every ship is at its place in the last snapshot. The arguments are an
// address, a name and a room.
// run: node --experimental-websocket docs/examples/minimal-client.mjs $TICKSTORM_URL
// Any protobuf library reads the messages; this is protobuf-es, with classes from `npm run gen`.
// docs/PROTOCOL.md explains the fields and the segments, which this client decodes by hand.
import { create, fromBinary, toBinary }
  from "../../web-client/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { ClientFrameSchema } from "../../web-client/src/gen/js/tickstorm/v1/client_pb.js";
import { ServerFrameSchema } from "../../web-client/src/gen/js/tickstorm/v1/server_pb.js";

const [url = "ws://localhost:8080/ws", name = "Minimal", room = ""] = process.argv.slice(2);
const LEAD_TICKS = 4; // Lead of an input over the newest snapshot; fixed in this client.
const MOVED = 21; // ErrorCode
const ships = new Map(); // id -> { x, y, home }
const names = new Map();
let view = { column: 0, row: 0, columns: 0, rows: 0 };
let welcome;
let socket;
const send = (frame) => socket.send(toBinary(ClientFrameSchema, create(ClientFrameSchema, frame)));
connect(url, { name, room });

/** Opens a connection. Another server of a fleet may have the room: a moved one is followed. */
function connect(address, join) {
  const opened = new WebSocket(address, "tickstorm.v1");
  opened.binaryType = "arraybuffer";
  opened.onopen = () => send({ message: { case: "join", value: join } });
  opened.onerror = () => console.error(`cannot reach ${address}`);
  opened.onclose = ({ code, reason }) => console.log(`closed: ${code} ${reason}`);
  opened.onmessage = ({ data }) => receive(data);
  socket = opened;
}

function receive(data) {
  const frame = fromBinary(ServerFrameSchema, new Uint8Array(data));
  if (frame.error) console.log(`error ${frame.error.code}: ${frame.error.message}`);
  if (frame.error?.code === MOVED) {
    const resume = { room: welcome?.room ?? room, resumeToken: welcome?.resumeToken };
    connect(frame.error.address, { name, ...resume });
    return;
  }
  if (frame.welcome) {
    welcome = frame.welcome;
    console.log(`ship ${welcome.ship} in room ${welcome.room}, ${welcome.tickRate} ticks a second`);
  }
  for (const { id, name: known } of frame.roster?.entries ?? []) if (known) names.set(id, known);
  for (const line of frame.chat) console.log(`${line.name || "server"}: ${line.text}`);
  for (const kill of frame.kills) console.log(`${names.get(kill.killer)} won a duel`);
  if (frame.tick === 0) return;
  applySnapshot(frame);
  if (frame.tick % welcome.tickRate === 0) {
    const seen = [...ships].map(([id, { x, y }]) => `${names.get(id)} (${x | 0}, ${y | 0})`);
    console.log(`tick ${frame.tick}: ${data.byteLength} B, ${seen.length} ships: ${seen}`);
  }
  const angle = frame.tick / 20; // One input per snapshot: thrust and aim in a circle.
  const thrust = (part) => Math.round(7 * part) + 8;
  const aim = Math.round((angle / (2 * Math.PI)) * 4096) & 4095;
  const course = (thrust(Math.cos(angle)) << 4) | (thrust(Math.sin(angle)) << 8);
  const control = (frame.tick % 60 < 15 ? 1 : 0) | course | (aim << 12);
  send({ inputTick: frame.tick + LEAD_TICKS, control, acknowledgedAge: LEAD_TICKS });
}

/** The receiver's rules of docs/PROTOCOL.md, for ships only. */
function applySnapshot(frame) {
  const columns = Math.ceil(welcome.arena.side / 512);
  if (frame.sinceAge === 0) ships.clear();
  if (frame.view) view = unpackView(frame.view);
  const inView = (cell) => {
    const [column, row] = [(cell % columns) - view.column, Math.floor(cell / columns) - view.row];
    return column >= 0 && column < view.columns && row >= 0 && row < view.rows;
  };
  for (const [id, { home }] of ships) if (!inView(home)) ships.delete(id);
  const segments = frame.segments.flatMap((bytes) => [...decodeSegments(bytes)]);
  for (const { cell, reset } of segments) {
    if (reset) for (const [id, { home }] of ships) if (home === cell) ships.delete(id);
  }
  for (const { cell, records } of segments) {
    const [left, top] = [cell % columns, Math.floor(cell / columns)].map((line) => line * 512);
    const placed = ([, x, y]) => ({ x: left + x / 8, y: top + y / 8, home: cell });
    for (const record of records[0]) ships.set(record[0], placed(record));
  }
  for (const { cell, records } of segments) {
    const isGone = ([kind, id]) => kind === 0 && ships.get(id)?.home === cell;
    for (const record of records[4]) if (isGone(record)) ships.delete(record[1]);
  }
}

function unpackView(bits) {
  const at = { column: bits & 511, row: (bits >> 9) & 511 };
  return { ...at, columns: (bits >> 18) & 31, rows: (bits >> 23) & 31 };
}

/** Bits of the fields of each kind of record: ships, bolts, pickups, events, left. */
const WIDTHS = ["12 12 12 8 4", "14 12 12 12 12 8 2", "12 12 12 4", "4 6 12 12 12 12 12 12 6",
  "2 14"];
const FIELDS = WIDTHS.map((kind) => kind.split(" ").map(Number));

function* decodeSegments(bytes) {
  let bit = 0;
  const read = (count) => {
    let value = 0;
    for (let i = 0; i < count; i++, bit++) value |= ((bytes[bit >> 3] >> (bit & 7)) & 1) << i;
    return value;
  };
  const varint = () => {
    const byte = read(8);
    return byte < 128 ? byte : (byte & 127) | (varint() << 7);
  };
  while (bit < bytes.length * 8) {
    const [cell, head] = [varint(), read(8)];
    const count = (kind) => ((head >> kind) & 1 ? varint() : 0);
    const section = (fields, kind) => Array.from({ length: count(kind) }, () => fields.map(read));
    yield { cell, reset: (head & 32) !== 0, records: FIELDS.map(section) };
  }
}
