// The example of a client without the library plays against the real server. Needs no browser.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startServer } from "./support.mjs";

const EXAMPLE = fileURLToPath(new URL("../../docs/examples/minimal-client.mjs", import.meta.url));

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

test("the minimal client joins, flies and prints the ships that it sees", async () => {
  const url = `ws://localhost:${server.port}/ws`;
  const client = spawn(process.execPath, ["--experimental-websocket", EXAMPLE, url, "Stranger"]);
  /** @type {string[]} */
  const places = [];
  /** @type {string[]} */
  const lines = [];
  for await (const line of createInterface({ input: client.stdout })) {
    lines.push(line);
    const place = /^tick \d+: .*Stranger (\(\d+, \d+\))/.exec(line)?.[1];
    if (place !== undefined) places.push(place);
    if (places.length === 3) break;
  }
  client.kill();
  await once(client, "exit");
  assert.match(lines[0] ?? "", /^ship \d+ in room [A-Z]{4}, 30 ticks a second$/);
  assert.equal(new Set(places).size, 3, "it flies");
});
