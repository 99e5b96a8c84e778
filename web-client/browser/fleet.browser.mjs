// Three servers of a fleet behind the HAProxy of docs/deploy, one public address. Each server is
// replaced by a new process while a page and clients of every protocol play: a rolling upgrade.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { play, viewOf, viewWhere } from "./players.mjs";
import { freePort, onPath } from "./programs.mjs";
import { CLUSTER_JAR, startBrowser, startJar } from "./support.mjs";

const HANG_MS = 60_000;
const TICKS_LATER = 60;
const LETTERS = ["a", "b", "c"];
const webClient = join(dirname(fileURLToPath(import.meta.url)), "..");
const pem = join(webClient, "../game-server/src/test/resources/io/tickstorm/net/pem");
const program = onPath("haproxy");
const skip =
  (program === undefined && "haproxy is not installed: NOT RUN") ||
  (!existsSync(CLUSTER_JAR) && "the module cluster is not built: NOT RUN");

/** @typedef {Awaited<ReturnType<typeof startJar>>} Server */
/** @typedef {{ ship: number, room: string, at: string }} Seat */
/** @typedef {{ who: string, phase?: string, ticks?: Record<string, number> }} Event */
/** @typedef {Partial<Seat> & Event} Line */

/** @type {(() => Promise<unknown> | void)[]} */
const closing = [];
/** @type {Map<string, Server>} */
const servers = new Map();
/** @type {Map<string, number>} */
const ports = new Map();
let publicPort = 0;

before(async () => {
  if (skip) return;
  for (const letter of LETTERS) {
    ports.set(letter, await freePort());
    ports.set(`cluster ${letter}`, await freePort());
  }
  publicPort = await freePort();
  closing.push(() => Promise.all([...servers.values()].map((server) => server.stop())));
  await start("a");
  await Promise.all([start("b"), start("c")]);
  await startProxy();
});

after(async () => {
  for (const close of closing.reverse()) await close();
});

test("a page and clients of all protocols outlive a rolling upgrade", { skip }, async (t) => {
  const browser = await startBrowser();
  closing.push(() => browser.close());
  const page = await browser.newPage({ locale: "en-US", ignoreHTTPSErrors: true });
  await page.goto(`https://localhost:${publicPort}/`);
  const own = await play(page, "Ada");
  const phases = await recordPhases(page);
  const clients = await startClients();
  await until("three seats", () => clients.seats().size === 3).catch((error) => {
    throw new Error(JSON.stringify(clients.lines.slice(0, 20)), { cause: error });
  });
  const first = clients.seats();

  for (const letter of LETTERS) {
    const drained = servers.get(letter);
    assert.ok(drained);
    await drained.stop();
    const said = drained.log.join("\n");
    assert.match(said, /Tickstorm has stopped$/, said);
    await start(letter);
    await until("all servers", async () => (await get("/readyz")) === 200);
    const { net } = await viewOf(page);
    const view = await viewWhere(
      page,
      "more ticks",
      (now) => now.net.tick > net.tick + TICKS_LATER,
    );
    assert.deepEqual([view.ownId, view.room], [own.ownId, own.room], `after ${letter}`);
    await clients.untilAllPlay();
  }
  assert.deepEqual(await phases(), ["playing"], "the page shows no loss");
  for (const [who, seat] of clients.seats()) {
    const { ship, room, at } = first.get(who) ?? {};
    assert.deepEqual([seat.ship, seat.room], [ship, room], `${who} has the same ship`);
    assert.match(seat.at, /\/n\/[abc]\/ws$/, `${who} was sent to a server's own path from ${at}`);
  }
  const isEnd = (/** @type {Line} */ { phase }) => phase === "closed";
  assert.deepEqual(clients.lines.filter(isEnd), [], "no client was dropped");
  const waits = clients.lines.filter(({ phase }) => phase === "waiting").length;
  t.diagnostic(`${clients.joins()} joins; connections lost and resumed without a move: ${waits}`);
  assert.ok(clients.joins() >= 6, `${clients.joins()} joins: every room has moved`);
});

test("one public address leads to every server, and to no figures", { skip }, async () => {
  for (const letter of LETTERS) assert.equal(await get(`/n/${letter}/healthz`), 200);
  assert.equal(await get("/rooms/BCDF?state"), 200);
  assert.equal(await get("/n/x/ws"), 404);
  for (const path of ["/metrics", "/cluster", "/announce", "/n/a/metrics", "/n/b/cluster"]) {
    assert.equal(await get(path), 404, path);
  }
});

/** @param {string} letter */
async function start(letter) {
  const seeds = LETTERS.map((each) => `127.0.0.1:${ports.get(`cluster ${each}`)}`);
  const server = await startJar(
    CLUSTER_JAR,
    `--port=${ports.get(letter)}`,
    `--cluster-port=${ports.get(`cluster ${letter}`)}`,
    `--seed-nodes=${seeds.join(",")}`,
    `--public-url=wss://localhost:${publicPort}/n/${letter}/ws`,
    "--host=127.0.0.1",
    "--trusted-proxy=127.0.0.1",
    "--bots=2",
  );
  servers.set(letter, server);
}

async function startProxy() {
  assert.ok(program);
  const folder = mkdtempSync(join(tmpdir(), "tickstorm-fleet-"));
  const sample = readFileSync(join(webClient, "../docs/deploy/haproxy-fleet.cfg"), "utf8");
  const config = LETTERS.reduce(
    (text, letter, i) => text.replaceAll(`:${8081 + i}`, `:${ports.get(letter)}`),
    sample.replaceAll(":8443", `:${publicPort}`),
  );
  writeFileSync(join(folder, "haproxy.cfg"), config);
  const both = readFileSync(join(pem, "rsa8.crt"), "utf8") + readFileSync(join(pem, "rsa8.pem"));
  writeFileSync(join(folder, "both.pem"), both);
  const proxy = spawn(program, ["-f", "haproxy.cfg", "-db"], { cwd: folder, stdio: "ignore" });
  closing.push(async () => {
    const exit = once(proxy, "exit");
    proxy.kill("SIGTERM");
    await exit;
    rmSync(folder, { recursive: true });
  });
  await until("the proxy", async () => (await get("/healthz")) === 200);
}

/**
 * Records the phases that a page shows. Returns a reader.
 *
 * @param {import("playwright-core").Page} page
 */
async function recordPhases(page) {
  const seen = await page.evaluateHandle(() => {
    /** @type {Set<string>} */
    const phases = new Set();
    const look = () => {
      phases.add(window.tickstorm?.view.phase ?? "nothing");
      requestAnimationFrame(look);
    };
    look();
    return phases;
  });
  return () => seen.evaluate((phases) => [...phases]);
}

async function startClients() {
  if (!existsSync(join(webClient, "target/client/client.js"))) {
    const build = spawnSync(process.execPath, ["scripts/build-client.mjs"], { cwd: webClient });
    assert.equal(build.status, 0, String(build.stderr));
  }
  const script = join(webClient, "browser/fleet-players.mjs");
  const args = ["--no-warnings", "--experimental-websocket", script];
  const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: "0" };
  const child = spawn(process.execPath, [...args, `wss://localhost:${publicPort}/ws`], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  closing.push(() => void child.kill());
  /** @type {Line[]} */
  const lines = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(JSON.parse(line)));
  const joined = () => lines.filter(({ ship }) => ship !== undefined);
  const newest = () => lines.findLast(({ ticks }) => ticks !== undefined)?.ticks ?? {};
  return {
    lines,
    joins: () => joined().length,
    seats: () => new Map(joined().map((line) => [line.who, /** @type {Seat} */ (line)])),
    /** Waits until every client has received frames of later ticks. */
    untilAllPlay: async () => {
      const before = newest();
      const isLater = (/** @type {string} */ who) =>
        (newest()[who] ?? 0) > (before[who] ?? 0) + TICKS_LATER;
      await until("frames for all", () => Object.keys(before).every(isLater));
    },
  };
}

/**
 * @param {string} what
 * @param {() => boolean | Promise<boolean>} condition
 */
async function until(what, condition) {
  const giveUpMs = Date.now() + HANG_MS;
  while (!(await condition())) {
    if (Date.now() > giveUpMs) throw new Error(`waited too long for ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/**
 * Returns the status of an answer by the public address; 0 without one.
 *
 * @param {string} path
 * @returns {Promise<number>}
 */
function get(path) {
  return new Promise((resolve) => {
    const options = { host: "127.0.0.1", port: publicPort, path, rejectUnauthorized: false };
    const asked = request(options);
    asked.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", () => resolve(0)).end();
  });
}
