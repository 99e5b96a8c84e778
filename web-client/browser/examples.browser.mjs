// Every example of docs/examples runs by exactly the command on its run line.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { EXAMPLES, runLineOf, startExample } from "./examples.mjs";
import { startServer } from "./support.mjs";

/** The line that each example prints when it plays. */
const PLAYS = {
  "Watcher.java": /^\{.*"name":\s?"Watcher"/,
  "herald.mjs": /^ship \d+ in room [A-Z]{4}$/,
  "minimal-client.mjs": /^tick \d+: .* ships: .*Minimal/,
  "ten-lines.mjs": /^tick \d+: .*Ten Lines at /,
};

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

test("every program in the examples has a run line", () => {
  const programs = readdirSync(EXAMPLES).filter((name) => /\.(m?[jt]s|java)$/.test(name));
  assert.deepEqual(programs.sort(), Object.keys(PLAYS).sort());
  assert.deepEqual(
    programs.filter((name) => runLineOf(name) === undefined),
    [],
  );
});

for (const [name, plays] of Object.entries(PLAYS)) {
  test(`${name} plays by its run line`, async () => {
    const example = startExample(name, `ws://localhost:${server.port}/ws`);
    try {
      await example.untilLine(plays);
    } finally {
      example.stop();
    }
  });
}
