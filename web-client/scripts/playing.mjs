// Plays in Chromium for a long time and prints the resources of the page.
// Exits with 1 if the page reported an error, and with 99 if its heap grew.
// Run it with `npm run playing -- --minutes 30`.
import { parseArgs } from "node:util";
import { Autopilot } from "../browser/autopilot.mjs";
import { play, viewOf } from "../browser/players.mjs";
import { withBuiltGame } from "./built-game.mjs";

/** With fewer minutes there are too few measurements for a result. */
const MINUTES_MIN = 3;
const MINUTES_MAX = 1440;
const LOOK_MS = 30_000;
/** The share of the time in which caches and pools fill up. */
const SETTLED_SHARE = 1 / 3;
const GROWTH_MAX = 1.1;
const GROWTH_MAX_MB = 1;

/** @typedef {import("playwright-core").CDPSession} CDPSession */
/** @typedef {{ heapMb: number, nodes: number, listeners: number }} Held */

/**
 * Collects garbage, and returns the remaining resources.
 *
 * @param {CDPSession} session
 * @returns {Promise<Held>}
 */
async function held(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (/** @type {string} */ name) => metrics.find((each) => each.name === name)?.value ?? 0;
  return {
    heapMb: of("JSHeapUsedSize") / 2 ** 20,
    nodes: of("Nodes"),
    listeners: of("JSEventListeners"),
  };
}

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** @param {Held[]} looks */
function verdict(looks) {
  const settled = looks.slice(Math.floor(looks.length * SETTLED_SHARE));
  const half = Math.floor(settled.length / 2);
  const before = median(settled.slice(0, half).map(({ heapMb }) => heapMb));
  const after = median(settled.slice(half).map(({ heapMb }) => heapMb));
  const isFlat = after <= before * GROWTH_MAX && after <= before + GROWTH_MAX_MB;
  const [from, to] = [before.toFixed(2), after.toFixed(2)];
  console.log(`heap ${from} -> ${to} MB (median of both halves, after a third): ${isFlat}`);
  return isFlat;
}

/**
 * @param {number} minutes
 * @param {Parameters<Parameters<typeof withBuiltGame>[1]>[0]} game
 */
async function playFor(minutes, game) {
  const { page, errors } = await game.openPage("/", { viewport: { width: 1366, height: 768 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await play(page, "Marathon");
  const pilot = new Autopilot(page);
  const endMs = Date.now() + minutes * 60_000;
  /** @type {Held[]} */
  const looks = [];
  for (let lookMs = Date.now() + LOOK_MS; Date.now() < endMs; ) {
    const view = await viewOf(page);
    if (view.own.alive) await pilot.step(view);
    if (Date.now() < lookMs) continue;
    lookMs += LOOK_MS;
    const now = await held(session);
    looks.push(now);
    const { phase, net } = await viewOf(page);
    const [heap, drawn] = [now.heapMb.toFixed(2), Math.round(net.inputToScreenMs)];
    console.log(
      `${looks.length * (LOOK_MS / 1000)} s: heap ${heap} MB, ${now.nodes} nodes, ` +
        `${now.listeners} listeners, ${phase}, input to screen ${drawn} ms`,
    );
  }
  for (const error of errors) console.error(`the page reported: ${error}`);
  if (errors.length > 0) return 1;
  return verdict(looks) ? 0 : 99;
}

async function main() {
  const { values } = parseArgs({ options: { minutes: { type: "string", default: "30" } } });
  const minutes = Number(values.minutes);
  if (!(minutes >= MINUTES_MIN && minutes <= MINUTES_MAX)) {
    console.error(`--minutes takes a number from ${MINUTES_MIN} to ${MINUTES_MAX}.`);
    return 2;
  }
  return withBuiltGame(["--bots", "10"], (game) => playFor(minutes, game));
}

process.exitCode = await main();
