// Starts the packaged server and a headless Chromium for a browser test, and stops both again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
const READY = /^Tickstorm is ready on (https?:\/\/localhost:(\d+))/;
const BROWSER_ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** WebGL in a separate GPU process that draws in software. */
export const GPU_PROCESS_ARGS = [
  ...BROWSER_ARGS.filter((arg) => arg !== "--disable-gpu"),
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];
const webClient = join(dirname(fileURLToPath(import.meta.url)), "..");
const jar = join(webClient, "../game-server/target/tickstorm-server.jar");

/**
 * Starts the server with these flags and the built client, on a free port unless a flag names
 * one.
 *
 * @param {...string} flags
 */
export function startServer(...flags) {
  return startJar(jar, ...flags);
}

/** The packaged server of a fleet. */
export const CLUSTER_JAR = join(webClient, "../cluster/target/tickstorm-cluster.jar");

/**
 * Does the same as `startServer`, with another jar.
 *
 * @param {string} server
 * @param {...string} flags
 */
export async function startJar(server, ...flags) {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";
  const port = flags.some((flag) => flag.startsWith("--port")) ? [] : ["--port", "0"];
  const args = ["-ea", "-jar", server, ...port, "--web-root", join(webClient, "dist"), ...flags];
  const child = spawn(java, args, { stdio: ["ignore", "pipe", "pipe"] });
  /** @type {string[]} */
  const log = [];
  createInterface({ input: child.stderr }).on("line", (line) => log.push(line));
  const stop = () => stopProcess(child);
  const ready = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      log.push(line);
      const match = READY.exec(line);
      if (match) resolve(match);
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`the server ended with ${code}:\n${log.join("\n")}`)),
    );
  });
  try {
    const [, url, number] = await within(START_LIMIT_MS, ready, "the server to be ready");
    const kill = () => stopProcess(child, "SIGKILL");
    return { url, port: Number(number), pid: child.pid, log, stop, kill };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Starts the Chromium that `scripts/browser-tests.mjs` found.
 *
 * @param {string[]} [args]
 */
export async function startBrowser(args = BROWSER_ARGS) {
  const executablePath = process.env.TICKSTORM_BROWSER;
  if (!executablePath) throw new Error("run the browser tests with npm run test:browser");
  return chromium.launch({ executablePath, args, timeout: START_LIMIT_MS });
}

/**
 * Starts a server and a browser. `openPage` collects the errors of the page.
 *
 * @param {...string} flags
 */
export function startGame(...flags) {
  return startGameIn(BROWSER_ARGS, ...flags);
}

/**
 * Does the same as `startGame`, in a browser with these arguments.
 *
 * @param {string[]} browserArgs
 * @param {...string} flags
 */
export async function startGameIn(browserArgs, ...flags) {
  const server = await startServer(...flags);
  const browser = await startBrowser(browserArgs).catch(async (error) => {
    await server.stop();
    throw error;
  });
  /**
   * @param {string} [path] or a whole address
   * @param {import("playwright-core").BrowserContextOptions & { script?: string }} [options]
   *     `script` runs in the page before its own
   */
  const openPage = async (path = "/", { script, ...options } = {}) => {
    const page = await browser.newPage({ locale: "en-US", ...options });
    if (script !== undefined) await page.addInitScript({ content: script });
    /** @type {string[]} */
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await page.goto(new URL(path, server.url).href);
    return { page, errors };
  };
  const stop = async () => {
    await within(STOP_LIMIT_MS, browser.close(), "the browser to close").catch(() => {});
    await server.stop();
  };
  return { server, browser, openPage, stop };
}

/**
 * Waits for a real time. Only for tests of a duration, such as the length of a stall. Every other
 * test waits for a condition.
 *
 * @param {number} ms
 */
export function duration(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
async function stopProcess(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await within(STOP_LIMIT_MS, exit, "the server to stop").catch(async () => {
    child.kill("SIGKILL");
    await exit;
  });
}

/**
 * @template T
 * @param {number} limitMs
 * @param {Promise<T>} promise
 * @param {string} what
 * @returns {Promise<T>}
 */
async function within(limitMs, promise, what) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${limitMs} ms for ${what}`)), limitMs);
  });
  try {
    return await Promise.race([promise, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}
