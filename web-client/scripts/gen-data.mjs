// Turns the shared constants, tables and kinds of characters into TypeScript modules under src/gen.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const webClient = join(dirname(fileURLToPath(import.meta.url)), "..");
const data = join(webClient, "../shared-proto/src/main/resources/io/tickstorm/data");
const gen = join(webClient, "src/gen");

/**
 * Reads `NAME=123` lines; lines that start with `#` are comments.
 *
 * @param {string} text
 * @returns {Map<string, number>}
 */
export function parseConstants(text) {
  const constants = new Map();
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const match = /^([A-Z][A-Z0-9_]*)=(-?\d+)\s*$/.exec(line);
    if (!match) throw new Error(`not a constant: ${line}`);
    const [, name, value] = match;
    if (constants.has(name)) throw new Error(`constant given twice: ${name}`);
    if ((Number(value) | 0) !== Number(value)) throw new Error(`not an int32: ${line}`);
    constants.set(name, Number(value));
  }
  return constants;
}

/**
 * Reads integers separated by blanks; lines that start with `#` are comments.
 *
 * @param {string} text
 * @returns {number[]}
 */
export function parseTable(text) {
  const lines = text.split(/\r?\n/).filter((line) => !line.startsWith("#"));
  const numbers = lines.join(" ").split(/\s+/).filter(Boolean).map(Number);
  if (!numbers.every(Number.isInteger)) throw new Error("a table holds integers only");
  return numbers;
}

const KINDS = [
  "plain",
  "refused",
  "blank",
  "mark",
  "attached",
  "joiner",
  "variation",
  "tag",
  "modifier",
  "regional",
];

/**
 * Reads the kinds of characters as first, last and kind of each range, by code point.
 *
 * @param {string} text
 * @returns {number[][]}
 */
export function parseCharacters(text) {
  const ranges = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "" || line.startsWith("#") || line.startsWith("looks ")) continue;
    const [name = "", ...words] = line.split(" ");
    const kind = KINDS.indexOf(name);
    if (kind < 1) throw new Error(`no kind of character: ${name}`);
    for (const word of words) {
      const match = /^([0-9A-F]+)(?:-([0-9A-F]+))?$/.exec(word);
      if (!match) throw new Error(`not a range: ${word}`);
      const first = Number.parseInt(match[1] ?? "", 16);
      ranges.push([first, match[2] ? Number.parseInt(match[2], 16) : first, kind]);
    }
  }
  return ranges.sort(([one = 0], [other = 0]) => one - other);
}

/** @param {string} text */
function charactersModule(text) {
  const names = KINDS.map((name, kind) => `export const ${name.toUpperCase()} = ${kind};`);
  const ranges = parseCharacters(text).flat().join(",");
  const table = `export const RANGES = new Int32Array([${ranges}]);`;
  return `${names.join("\n")}\n/** First, last and kind of each range. */\n${table}\n`;
}

/** @param {string} text */
function constantsModule(text) {
  const lines = [...parseConstants(text)].map(
    ([name, value]) => `export const ${name} = ${value};`,
  );
  return `${lines.join("\n")}\n`;
}

function tablesModule() {
  const files = readdirSync(data).filter((file) => file.endsWith(".txt"));
  const lines = files.sort().map((file) => {
    const name = file.slice(0, -".txt".length).toUpperCase();
    const numbers = parseTable(readFileSync(join(data, file), "utf8"));
    return `export const ${name} = new Int32Array([${numbers.join(",")}]);`;
  });
  return `${lines.join("\n")}\n`;
}

function main() {
  mkdirSync(gen, { recursive: true });
  const constants = readFileSync(join(data, "constants.properties"), "utf8");
  writeFileSync(join(gen, "constants.ts"), constantsModule(constants));
  writeFileSync(join(gen, "tables.ts"), tablesModule());
  const characters = readFileSync(join(data, "characters.data"), "utf8");
  writeFileSync(join(gen, "characters.ts"), charactersModule(characters));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
