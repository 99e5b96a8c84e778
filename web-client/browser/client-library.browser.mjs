// The built client library outside this repository: in a page of another origin, in a program for
// Node, and in a compiler.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startGame } from "./support.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const LIMIT_MS = 30_000;

const PAGE = `<!doctype html><title>waiting</title><script type="module">
import { connect } from "./node_modules/tickstorm-client/client.js";
const client = connect({ url: new URLSearchParams(location.search).get("url"), name: "Page" });
client.on("joined", ({ welcome }) => { document.title = "ship " + welcome.ship; });
</script>`;

const PROGRAM = `import { connect } from "tickstorm-client";
const client = connect({ url: process.argv[2], name: "Program" });
client.on("joined", ({ welcome }) => {
  console.log("room " + welcome.room);
  client.leave();
  process.exit(0);
});
`;

const TYPED = `import { connect, RequestError, Topic } from "tickstorm-client";
const client = connect({ url: "ws://localhost/ws", name: "Typed" });
client.on("chat", ({ name, text }) => console.log(name.length + text.length));
client.emit("unsubscribe", { topics: [Topic.KILLS] });
// @ts-expect-error: this event does not exist.
client.on("nothing", () => {});
export const refused: string = new RequestError("refused").message;
`;

/** @type {string} */
let folder;
/** @type {import("node:http").Server} */
let site;
/** @type {string} */
let origin;
/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;

before(async () => {
  run([join(ROOT, "scripts/build-client.mjs")], ROOT);
  folder = mkdtempSync(join(tmpdir(), "tickstorm-client-"));
  cpSync(join(ROOT, "target/client"), join(folder, "node_modules/tickstorm-client"), {
    recursive: true,
  });
  site = createServer(({ url = "/" }, answer) => {
    const isScript = url.endsWith(".js");
    answer.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
    answer.end(isScript ? readFileSync(join(folder, url)) : PAGE);
  });
  await new Promise((resolve) => site.listen(0, "localhost", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (site.address());
  origin = `http://localhost:${address.port}`;
  game = await startGame("--bots", "2", "--allowed-origin", origin);
});
after(async () => {
  await game?.stop();
  site?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/**
 * Runs a program of Node to its end, and returns what it printed.
 *
 * @param {string[]} args
 * @param {string} cwd
 */
function run(args, cwd) {
  const ended = spawnSync(process.execPath, args, { cwd, encoding: "utf8", timeout: LIMIT_MS });
  assert.equal(ended.status, 0, `${args.join(" ")}\n${ended.stdout}\n${ended.stderr}`);
  return ended.stdout;
}

const serverUrl = () => `ws://localhost:${game.server.port}/ws`;

test("a page of another origin imports the module and joins", async () => {
  const { page, errors } = await game.openPage(`${origin}/?url=${encodeURIComponent(serverUrl())}`);
  await page.waitForFunction(() => document.title.startsWith("ship "), undefined, {
    timeout: LIMIT_MS,
  });
  assert.deepEqual(errors, []);
  await page.close();
});

test("a program imports the package and joins", () => {
  writeFileSync(join(folder, "program.mjs"), PROGRAM);
  assert.match(run(["program.mjs", serverUrl()], folder), /^room [A-Z]{4}$/m);
});

test("a compiler finds the types, and refuses an event that does not exist", () => {
  writeFileSync(join(folder, "typed.ts"), TYPED);
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--module", "esnext", "--moduleResolution", "bundler"];
  const target = ["--target", "es2022", "--lib", "es2023,dom"];
  run([tsc, ...options, ...target, "--types", "", "typed.ts"], folder);
});
