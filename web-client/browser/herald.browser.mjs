// Runs the example of docs/CLIENT.md by its run line against the real server. Needs no browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startExample } from "./examples.mjs";
import { startServer } from "./support.mjs";

const TOKEN = "a token for this test";

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer("--bots", "2", "--admin-token", TOKEN);
});
after(() => server?.stop());

test("the herald greets a room, receives its own line, and receives announcements", async () => {
  const example = startExample("herald.mjs", `ws://localhost:${server.port}/ws`);
  try {
    await example.untilLine(/^Herald says hello$/);
    const answer = await fetch(`http://localhost:${server.port}/announce`, {
      method: "POST",
      headers: { Authorization: `Bearer ${TOKEN}` },
      body: "at noon",
    });
    assert.equal(answer.status, 204);
    await example.untilLine(/^everybody: at noon$/);
    example.interrupt();
    await example.untilLine(/^state: idle$/);
  } finally {
    example.stop();
  }
  const phases = example.lines.flatMap((line) => /^state: (.*)/.exec(line)?.[1] ?? []);
  assert.deepEqual(phases.slice(0, 2), ["joining", "joined"]);
  assert.match(example.lines.join("\n"), /^ship \d+ in room [A-Z]{4}$/m);
  assert.ok(!example.lines.some((line) => line.endsWith("kills")), "it is not subscribed to kills");
});
