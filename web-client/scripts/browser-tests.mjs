// Runs browser/*.browser.mjs in the Chromium of this machine against the packaged server.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./find-browser.mjs";

const TEST_LIMIT_MS = 180_000;
const webClient = join(dirname(fileURLToPath(import.meta.url)), "..");

function main() {
  const browser = findBrowser();
  if (!browser) {
    console.log("BROWSER TESTS NOT RUN: no Chromium found");
    return process.env.TICKSTORM_REQUIRE_BROWSER === "1" ? 1 : 0;
  }
  for (const built of ["../game-server/target/tickstorm-server.jar", "dist/index.html"]) {
    if (!existsSync(join(webClient, built))) {
      console.error(`The browser tests need ${built}; run ./mvnw package in the root first.`);
      return 1;
    }
  }
  const folder = join(webClient, "browser");
  const files = readdirSync(folder).filter((file) => file.endsWith(".browser.mjs"));
  const paths = files.sort().map((file) => join(folder, file));
  const limits = ["--test-concurrency=1", `--test-timeout=${TEST_LIMIT_MS}`];
  const run = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...limits, ...paths], {
    stdio: "inherit",
    env: { ...process.env, TICKSTORM_BROWSER: browser },
  });
  return run.status ?? 1;
}

process.exitCode = main();
