// Finds the Chromium of this machine.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

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

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns the path of a Chromium: `TICKSTORM_BROWSER` or an installed one; undefined without one.
 *
 * @returns {string | undefined}
 */
export function findBrowser() {
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
