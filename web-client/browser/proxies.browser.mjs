// The page under TLS, with the server's own TLS and under a path of the proxies of docs/deploy.
// Skips a proxy that is not installed, with a message.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { play, viewWhere } from "./players.mjs";
import { freePort, onPath } from "./programs.mjs";
import { startGame } from "./support.mjs";

const HANG_MS = 20_000;
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const pem = join(root, "game-server/src/test/resources/io/tickstorm/net/pem");
const certificate = readFileSync(join(pem, "rsa8.crt"), "utf8");
const key = readFileSync(join(pem, "rsa8.pem"), "utf8");

/** @typedef {{ config: string, args: (folder: string) => string[] }} Proxy */
/** @type {Record<string, Proxy>} */
const PROXIES = {
  nginx: {
    config: "nginx.conf",
    args: (folder) => {
      const files = `pid ${folder}/nginx.pid; error_log stderr; daemon off;`;
      return ["-p", folder, "-c", join(folder, "nginx.conf"), "-g", files];
    },
  },
  haproxy: { config: "haproxy.cfg", args: () => ["-f", "haproxy.cfg", "-db"] },
};

test("the page is played over the server's own TLS", async () => {
  const tls = ["--tls-cert", join(pem, "rsa8.crt"), "--tls-key", join(pem, "rsa8.pem")];
  const game = await startGame("--bots", "2", ...tls);
  try {
    assert.match(game.server.url, /^https:/);
    await fly(game, "/");
  } finally {
    await game.stop();
  }
});

for (const [name, proxy] of Object.entries(PROXIES)) {
  const program = onPath(name);
  const skip = program === undefined && `${name} is not installed: NOT RUN`;
  test(`the page is played under a path of ${name}`, { skip }, async () => {
    assert.ok(program);
    const trust = ["--trusted-proxy", "127.0.0.1", "--connections-per-address", "1"];
    const game = await startGame("--host", "127.0.0.1", "--bots", "2", ...trust);
    const port = await freePort();
    const stop = await startProxy(program, proxy, port, game.server.port).catch(async (error) => {
      await game.stop();
      throw error;
    });
    try {
      await fly(game, `https://localhost:${port}/tickstorm/`);
      assert.equal(await get(port, "/tickstorm/metrics"), 404);
      assert.equal(await get(port, "/tickstorm/announce"), 404);
      assert.equal(await get(port, "/tickstorm"), 301);
      const outside = await get(port, "/tickstorm/%2e%2e/%2e%2e/etc/passwd");
      assert.ok(outside === 400 || outside === 404, `${outside} for a path outside`);
      const first = await upgrade(port, "127.0.0.2");
      assert.equal(first.status, 101);
      const second = await upgrade(port, "127.0.0.2", { "X-Forwarded-For": "198.51.100.1" });
      assert.equal(second.status, 429, "the proxy passes the real address");
      const other = await upgrade(port, "127.0.0.3");
      assert.equal(other.status, 101);
      const forged = { "X-Forwarded-Host": "evil.example", Forwarded: "host=evil.example" };
      const page = { Origin: "https://evil.example", ...forged };
      const foreign = await upgrade(port, "127.0.0.4", page);
      assert.equal(foreign.status, 403, "the proxy does not forward the host headers of a client");
      first.end();
      other.end();
    } finally {
      await stop();
      await game.stop();
    }
  });
}

/**
 * Joins, and flies for a while.
 *
 * @param {Awaited<ReturnType<typeof startGame>>} game
 * @param {string} address
 */
async function fly(game, address) {
  const { page, errors } = await game.openPage(address, { ignoreHTTPSErrors: true });
  await play(page, "Ada");
  const start = await viewWhere(page, "the own ship", ({ own }) => own !== undefined);
  await page.keyboard.down("KeyW");
  await viewWhere(page, "a flight", ({ own }) => Math.abs(own.y - start.own.y) > 40);
  await page.keyboard.up("KeyW");
  assert.deepEqual(errors, []);
  await page.close();
}

/**
 * @param {string} program
 * @param {Proxy} proxy
 * @param {number} port
 * @param {number} gamePort
 */
async function startProxy(program, proxy, port, gamePort) {
  const folder = mkdtempSync(join(tmpdir(), "tickstorm-proxy-"));
  const sample = readFileSync(join(root, "docs/deploy", proxy.config), "utf8");
  const config = sample.replaceAll("8443", String(port)).replaceAll("8080", String(gamePort));
  writeFileSync(join(folder, proxy.config), config);
  writeFileSync(join(folder, "cert.pem"), certificate);
  writeFileSync(join(folder, "key.pem"), key);
  writeFileSync(join(folder, "both.pem"), certificate + key);
  const child = spawn(program, proxy.args(folder), { cwd: folder, stdio: "pipe" });
  let output = "";
  child.stderr.on("data", (words) => {
    output += words;
  });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    rmSync(folder, { recursive: true });
  };
  const giveUpMs = Date.now() + HANG_MS;
  // HAProxy answers 503 until its first check of the server.
  while ((await get(port, "/tickstorm/healthz").catch(() => 0)) !== 200) {
    if (Date.now() > giveUpMs || child.exitCode !== null) {
      await stop();
      throw new Error(`${program} does not answer: ${output}`);
    }
  }
  return stop;
}

/**
 * @param {number} port
 * @param {string} path
 * @returns {Promise<number>}
 */
function get(port, path) {
  return new Promise((resolve, reject) => {
    const asked = request({ port, path, host: "127.0.0.1", rejectUnauthorized: false });
    asked.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject).end();
  });
}

/**
 * @param {number} port
 * @param {string} localAddress
 * @param {Record<string, string>} [more]
 * @returns {Promise<{ status: number, end: () => void }>}
 */
function upgrade(port, localAddress, more = {}) {
  const headers = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "tickstorm.v1",
    ...more,
  };
  const path = "/tickstorm/ws";
  const options = { port, path, headers, localAddress, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const asked = request({ ...options, host: "127.0.0.1" });
    asked.on("upgrade", (_, socket) => resolve({ status: 101, end: () => socket.destroy() }));
    asked.on("response", (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, end: () => {} });
    });
    asked.on("error", reject).end();
  });
}
