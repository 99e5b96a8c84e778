// The example of docs/CLIENT.md, as it stands there, against the real server. Needs no browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { startServer } from "./support.mjs";

const EXAMPLE = fileURLToPath(new URL("../../docs/examples/herald.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const LIMIT_MS = 20_000;
const TOKEN = "a token for this test";

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {import("vite").ViteDevServer} */
let vite;
before(async () => {
  server = await startServer("--bots", "2", "--admin-token", TOKEN);
  vite = await createServer({
    root: ROOT,
    appType: "custom",
    logLevel: "error",
    server: { middlewareMode: true, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
});
after(async () => {
  await vite?.close();
  await server?.stop();
});

/**
 * @param {number} port
 * @param {(line: string) => Promise<void>} untilTold
 */
async function isTold(port, untilTold) {
  await untilTold("Herald says hello");
  const answer = await fetch(`http://localhost:${port}/announce`, {
    method: "POST",
    headers: { Authorization: `Bearer ${TOKEN}` },
    body: "at noon",
  });
  assert.equal(answer.status, 204);
  await untilTold("everybody: at noon");
}

test("the herald greets a room, hears itself, and is told what is announced", async () => {
  const { greet } = await vite.ssrLoadModule(EXAMPLE);
  /** @type {string[]} */
  const lines = [];
  /** @param {string} line */
  const untilTold = async (line) => {
    const endMs = Date.now() + LIMIT_MS;
    while (!lines.includes(line)) {
      assert.ok(Date.now() < endMs, `waited for "${line}" among ${JSON.stringify(lines)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const leave = await greet(`ws://localhost:${server.port}/ws`, (/** @type {string} */ line) => {
    lines.push(line);
  });
  try {
    await isTold(server.port, untilTold);
  } finally {
    leave();
  }
  await untilTold("state: idle");
  const phases = lines.flatMap((line) => /^state: (.*)/.exec(line)?.[1] ?? []);
  assert.deepEqual(phases.slice(0, 2), ["joining", "joined"]);
  assert.match(lines.join("\n"), /^ship \d+ in room [A-Z]{4}$/m);
  assert.ok(!lines.some((line) => line.endsWith("kills")), "it does not listen to kills");
});
