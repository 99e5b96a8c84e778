// The text subprotocol: the client of ten lines against the real server, without a browser, and
// the frames in a browser's developer tools.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startGame } from "./support.mjs";

const EXAMPLE = fileURLToPath(new URL("../../docs/examples/ten-lines.mjs", import.meta.url));
const LINES = 40;

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "6");
});
after(() => game?.stop());

test("ten lines join, fly, and receive all places", async () => {
  const url = `ws://localhost:${game.server.port}/ws`;
  const client = spawn(process.execPath, ["--experimental-websocket", EXAMPLE, url]);
  /** @type {string[]} */
  const lines = [];
  for await (const line of createInterface({ input: client.stdout })) {
    lines.push(line);
    if (lines.length === LINES) break;
  }
  client.kill();
  await once(client, "exit");
  const ticks = lines.map((line) => Number(/^tick (\d+): /.exec(line)?.[1]));
  assert.ok(!ticks.includes(Number.NaN), `frames without an end: ${lines.join("\n")}`);
  const gap = (Number(ticks.at(-1)) - Number(ticks[0])) / (LINES - 1);
  assert.ok(gap >= 2.9, `ten frames a second are one every three ticks, not every ${gap}`);
  const own = lines.flatMap((line) => /Ten Lines at \(([\d.]+, [\d.]+)\)/.exec(line)?.[1] ?? []);
  assert.ok(new Set(own).size > LINES / 4, "it flies");
  assert.match(lines.join("\n"), /(?<!Ten Lines) at \([\d.]+, [\d.]+\)/, "it sees others");
});

test("a browser shows its frames as JSON, with places and names", async () => {
  const { page, errors } = await game.openPage();
  const opened = page.waitForEvent("websocket");
  const joined = page.evaluate(
    (url) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url, "tickstorm.v1.json");
        socket.onopen = () => socket.send('{"join": {"name": "Console"}}');
        socket.onmessage = ({ data }) => resolve(data);
        socket.onclose = ({ code, reason }) => reject(new Error(`${code} ${reason}`));
      }),
    `ws://localhost:${game.server.port}/ws`,
  );
  const { payload } = await (await opened).waitForEvent("framereceived");
  assert.equal(typeof payload, "string", "the developer tools list it as text");
  assert.equal(payload, await joined);
  const frame = JSON.parse(String(payload));
  const own = frame.entities.find((/** @type {{ id: number }} */ { id }) => id === frame.you.ship);
  assert.equal(own.kind, "ship");
  assert.equal(own.name, "Console");
  assert.deepEqual([typeof own.x, typeof own.y, typeof own.aim], ["number", "number", "number"]);
  assert.deepEqual(errors, []);
  await page.close();
});
