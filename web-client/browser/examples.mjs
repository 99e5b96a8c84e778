// Starts the examples of docs/examples by the command on their run line.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LIMIT_MS = 60_000;

/** The folder of the examples. */
export const EXAMPLES = join(ROOT, "docs", "examples");

/**
 * Returns the command on the run line of an example; undefined without one.
 *
 * @param {string} name
 */
export function runLineOf(name) {
  return /^\/\/ run: (.+)$/m.exec(readFileSync(join(EXAMPLES, name), "utf8"))?.[1];
}

/**
 * Runs exactly the run line of an example in the root of the repository, for a server at `url`.
 *
 * @param {string} name
 * @param {string} url
 */
export function startExample(name, url) {
  const command = runLineOf(name);
  assert.ok(command, `${name} has a run line`);
  const path = [dirname(process.execPath), process.env.PATH];
  if (process.env.JAVA_HOME) path.unshift(join(process.env.JAVA_HOME, "bin"));
  const env = { ...process.env, PATH: path.join(":"), TICKSTORM_URL: url };
  // A separate process group, so that the shell and its children end together.
  const child = spawn("sh", ["-c", command], { cwd: ROOT, env, detached: true });
  /** @type {string[]} */
  const lines = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  const notify = () => {
    for (const run of waiting.splice(0)) run();
  };
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      notify();
    });
  }
  let hasEnded = false;
  child.once("close", () => {
    hasEnded = true;
    notify();
  });
  /** @param {NodeJS.Signals} signal */
  const send = (signal) => {
    if (!hasEnded && child.pid !== undefined) process.kill(-child.pid, signal);
  };
  /**
   * Resolves when a matching line has been printed.
   *
   * @param {RegExp} wanted
   */
  const untilLine = async (wanted) => {
    const timer = setTimeout(() => send("SIGKILL"), LIMIT_MS);
    while (!lines.some((line) => wanted.test(line))) {
      assert.ok(!hasEnded, `${name} ended without ${wanted}:\n${lines.join("\n")}`);
      await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    }
    clearTimeout(timer);
  };
  return { lines, untilLine, interrupt: () => send("SIGINT"), stop: () => send("SIGKILL") };
}
