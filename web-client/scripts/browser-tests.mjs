// Runs browser/*.browser.mjs in the Chromium of this machine against the packaged server.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const TEST_LIMIT_MS = 180_000;
const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
];
const WINDOWS_PROGRAMS = [
  "Google/Chrome/Application/chrome.exe",
  "Microsoft/Edge/Application/msedge.exe",
];
const MAC_PROGRAMS = ["Chromium", "Google Chrome", "Microsoft Edge"];
const webClient = join(dirname(fileURLToPath(import.meta.url)), "..");

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | undefined} */
function findBrowser() {
  const named = process.env.TICKSTORM_BROWSER;
  if (named) return named;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const mac = MAC_PROGRAMS.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  const roots = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"]].filter(
    (r) => r !== undefined,
  );
  const windows = roots.flatMap((root) => WINDOWS_PROGRAMS.map((program) => join(root, program)));
  return [...onPath, ...mac, ...windows].find(isExecutable);
}

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
