import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = fileURLToPath(new URL("../src/", import.meta.url));

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !file.startsWith("gen/"));

/** Returns the imports of the files of a folder, as paths below src; packages by their names. */
function importsOf(folder: string): string[] {
  return files.filter((file) => file.startsWith(`${folder}/`)).flatMap(importsOfFile);
}

/** Returns the imports of one file, as {@link importsOf} does. */
function importsOfFile(file: string): string[] {
  const text = readFileSync(join(src, file), "utf8");
  const named = [...text.matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)];
  return named.map(([, path = ""]) =>
    path.startsWith(".") ? join(dirname(file), path).replaceAll("\\", "/") : path,
  );
}

const outside = (folder: string, allowed: RegExp) =>
  importsOf(folder).filter((path) => !allowed.test(path));

/**
 * The folders that each folder may import, in addition to itself. ARCHITECTURE has the same table.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  sim: ["gen"],
  net: ["gen", "sim"],
  netcode: ["gen", "net", "sim"],
  page: [],
  settings: ["gen", "storage"],
  view: ["gen", "netcode"],
  words: ["gen", "net", "netcode", "settings", "storage"],
  device: ["netcode"],
  render: ["gen", "netcode", "settings", "sim", "view", "words"],
  input: ["gen", "netcode", "page", "settings", "sim", "view", "words"],
  audio: ["gen", "netcode", "settings"],
  ui: ["device", "gen", "netcode", "page", "settings", "sim", "storage", "view", "words"],
  debug: ["net", "netcode", "page", "words"],
};

/** The folders below drawing and input; they do not depend on the game either. */
const AROUND_THE_PICTURE = ["page", "settings", "view", "words"];

/** The folders that may use the switches of the network lab. */
const LAB_FOLDERS = ["debug", "words"];

/** Returns the folder of a path, or the name of a file outside the folders. */
const folderOf = (path: string) => path.split("/")[0] ?? path;

const folders = [...new Set(files.filter((file) => file.includes("/")).map(folderOf))];

/** Returns the folders that the files of a folder import, sorted. */
const foldersImportedBy = (folder: string): string[] => {
  const others = importsOf(folder).filter((path) => isOurs(path) && folderOf(path) !== folder);
  return [...new Set(others.map(folderOf))].sort();
};

const isOurs = (path: string) =>
  files.includes(`${path}.ts`) || folders.includes(path) || path.startsWith("gen/");

/** Returns the paths that lead from a node back to itself; each node is entered once. */
function cyclesOf(nodes: readonly string[], next: (node: string) => string[]): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const enter = (node: string, path: readonly string[]) => {
    if (path.includes(node)) found.push([...path.slice(path.indexOf(node)), node].join(" -> "));
    if (done.has(node) || path.includes(node)) return;
    for (const other of next(node)) enter(other, [...path, node]);
    done.add(node);
  };
  for (const node of nodes) enter(node, []);
  return found;
}

describe("the layers of the page", () => {
  it("sim imports nothing but generated constants and tables", () => {
    expect(importsOf("sim").length).toBeGreaterThan(10);
    expect(outside("sim", /^(sim\/|gen\/(constants|tables|weapons)$)/)).toEqual([]);
  });

  it("net does not depend on the game", () => {
    expect(outside("net", /^(net\/|gen\/|sim\/weapon-table$|@bufbuild\/protobuf)/)).toEqual([]);
  });

  it("netcode neither draws nor uses the page", () => {
    expect(outside("netcode", /^(netcode\/|net\/|sim\/|gen\/)/)).toEqual([]);
  });

  it("a folder imports exactly the folders in the table", () => {
    expect(Object.keys(MAY_IMPORT).sort()).toEqual([...folders].sort());
    const imported = Object.fromEntries(folders.map((each) => [each, foldersImportedBy(each)]));
    expect(imported).toEqual(MAY_IMPORT);
  });

  it("the code map of ARCHITECTURE equals the table", () => {
    const document = readFileSync(join(src, "../../docs/ARCHITECTURE.md"), "utf8");
    const rows = [...document.matchAll(/^\| `web-client\/src\/(\w+)` \|[^|]+\|([^|]*)\|$/gm)];
    const map = rows.map(([, folder = "", imports = ""]) => {
      const names = [...imports.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
      return [folder, names] as const;
    });
    expect(Object.fromEntries(map)).toEqual(MAY_IMPORT);
  });

  it("no folder and no file of a folder imports itself through others", () => {
    expect(cyclesOf(folders, (folder) => [...(MAY_IMPORT[folder] ?? [])])).toEqual([]);
    const stems = files.map((file) => file.replace(/\.ts$/, ""));
    const next = (stem: string) =>
      importsOfFile(`${stem}.ts`).filter((each) => stems.includes(each));
    expect(cyclesOf(stems, next)).toEqual([]);
    expect(cyclesOf(["a", "b"], (node) => (node === "a" ? ["b"] : ["a"]))).toEqual(["a -> b -> a"]);
  });

  it.each([...AROUND_THE_PICTURE, "render", "ui", "audio", "input", "device", "debug"])(
    "%s depends only on the picture",
    (folder) => {
      const beyond = importsOf(folder).filter((path) => /^(net|sim|netcode)\//.test(path));
      const allowed = /^(netcode\/game-view|sim\/weapon-table)$/;
      const lab = /^(netcode\/lab-switches|net\/link-model)$/;
      const isKnown = (path: string) =>
        allowed.test(path) || (LAB_FOLDERS.includes(folder) && lab.test(path));
      expect(beyond.filter((path) => !isKnown(path))).toEqual([]);
    },
  );

  it("code below the page has no own clock or random numbers; the entry passes them in", () => {
    const below = files.filter((file) => /^(sim|netcode|net)\/(?!index\.ts)/.test(file));
    const calls = /Date\.now|performance\.now|Math\.random|setTimeout|setInterval/;
    expect(below.filter((file) => calls.test(readFileSync(join(src, file), "utf8")))).toEqual([]);
  });

  it("sim has no float mathematics that browsers and Java may round differently", () => {
    const floats = /Math\.(sin|cos|tan|atan2?|exp|pow|hypot|sqrt|log)\b/;
    const sim = files.filter((file) => file.startsWith("sim/"));
    expect(sim.filter((file) => floats.test(readFileSync(join(src, file), "utf8")))).toEqual([]);
  });
});

/** Tests that read the sources or the packages instead of running a part of the page. */
const SOURCE_CHECKS = ["architecture", "documented", "lockfile", "words/hard-coded"];

describe("the browser tests", () => {
  const folder = join(src, "../browser");
  const scripts = readdirSync(folder).filter((file) => file.endsWith(".mjs"));
  /** Files whose timers end a hanging wait, as `duration` does, or report at an interval. */
  const LIMITS = ["examples.mjs", "fleet-players.mjs", "support.mjs"];
  /** Tests of a duration: a stall, pauses of reloads, a second without motion. */
  const TIMED = ["accessibility", "reloads", "stall"].map((name) => `${name}.browser.mjs`);
  const containing = (words: RegExp) =>
    scripts.filter((file) => words.test(readFileSync(join(folder, file), "utf8")));

  it("wait for a condition, and let time pass only if they test a duration", () => {
    expect(scripts.length).toBeGreaterThan(30);
    expect(containing(/waitForTimeout|setTimeout|setInterval|timers\/promises/)).toEqual(LIMITS);
    expect(containing(/import \{[^}]*\bduration\b/)).toEqual(TIMED);
  });
});

describe("the names of the tests", () => {
  const root = join(src, "..");
  const tests = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => path.replace(/\.test\.ts$/, ""));
  const hasSubject = (name: string) =>
    [`src/${name}.ts`, `${name}.ts`, `figures/${name}.ts`, `scripts/${name}.mjs`].some((file) =>
      existsSync(join(root, file)),
    );

  it("x.test.ts tests x, and a test of several parts is a scenario test", () => {
    expect(tests.length).toBeGreaterThan(50);
    const unnamed = tests.filter((name) => !name.endsWith(".scenario") && !hasSubject(name));
    expect(unnamed.sort()).toEqual(SOURCE_CHECKS);
  });
});
