// Turns the shared constants, tables, weapons and kinds of characters into TypeScript modules under
// src/gen.
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
    if (constants.has(name)) throw new Error(`repeated constant: ${name}`);
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
  if (!numbers.every(Number.isInteger)) throw new Error("a table contains only integers");
  return numbers;
}

const WEAPON_COLUMNS = [
  "name",
  "id",
  "button",
  "kind",
  "damage",
  "push_us",
  "shots",
  "per_ms",
  "parts",
  "range_u",
  "speed_us",
  "life_ms",
  "radius_u",
  "muzzle_u",
];
/** The limits of the wire, as in the server's sim/WeaponTable.java. */
const WEAPON_LIMITS = {
  id: [1, 4],
  button: [0, 3],
  damage: [1, 255],
  push_us: [0, 1000],
  shots: [1, 20],
  per_ms: [50, 60_000],
  parts: [1, 256],
  range_u: [50, 1023],
  speed_us: [100, 2000],
  life_ms: [50, 1900],
  radius_u: [1, 32],
  muzzle_u: [18, 64],
};
/** Columns that only one of the kinds has. */
const OF_KIND = {
  BOLT: ["speed_us", "life_ms", "radius_u", "muzzle_u"],
  BEAM: ["range_u"],
};

/**
 * Reads the table of weapons; reports the first fault in one sentence.
 *
 * @param {string} text
 * @returns {Record<string, string | number>[]}
 */
export function parseWeapons(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const [head = "", ...rows] = lines.map((line) => line.trim().replace(/\s+/g, " "));
  const wanted = WEAPON_COLUMNS.join(" ");
  if (head !== wanted) throw weaponFault(`its columns are not ${wanted}`);
  /** @type {Record<string, string | number>[]} */
  const weapons = [];
  for (const row of rows) weapons.push(parseWeapon(row.split(" "), weapons));
  if (weapons.length === 0) throw weaponFault("it has no weapon");
  return weapons;
}

/**
 * @param {string[]} cells
 * @param {Record<string, string | number>[]} before
 */
function parseWeapon(cells, before) {
  const columns = WEAPON_COLUMNS;
  const [name = ""] = cells;
  if (!/^[A-Z][A-Z0-9_]*$/.test(name))
    throw weaponFault(`${name} is not a name in capital letters`);
  if (cells.length !== columns.length)
    throw weaponFault(`${name} has ${cells.length} cells, the table has ${columns.length} columns`);
  if (before.some((other) => other.name === name)) throw weaponFault(`${name} appears twice`);
  const kind = cells[columns.indexOf("kind")];
  if (kind !== "BOLT" && kind !== "BEAM")
    throw weaponFault(`kind of ${name} is ${kind}, not BOLT or BEAM`);
  const absent = OF_KIND[kind === "BOLT" ? "BEAM" : "BOLT"];
  /** @type {Record<string, string | number>} */
  const weapon = { name, kind };
  for (const [column, [least = 0, most = 0]] of Object.entries(WEAPON_LIMITS)) {
    const cell = cells[columns.indexOf(column)] ?? "";
    if (absent.includes(column)) {
      if (cell !== "-") throw weaponFault(`${column} of ${name} is ${cell}, not - for its kind`);
      continue;
    }
    const value = /^\d{1,6}$/.test(cell) ? Number(cell) : -1;
    if (value < least || value > most)
      throw weaponFault(`${column} of ${name} is ${cell}, not ${least} to ${most}`);
    weapon[column] = value;
  }
  if (weapon.id !== before.length + 1)
    throw weaponFault(`the id of ${name} is ${weapon.id}, expected ${before.length + 1}`);
  if (before.some((other) => other.button === weapon.button))
    throw weaponFault(`button ${weapon.button} of ${name} is that of another weapon`);
  if (weapon.parts !== 1 && weapon.parts !== 256)
    throw weaponFault(`parts of ${name} is ${weapon.parts}, not 1 or 256`);
  weapon.variant = before.filter((other) => other.kind === kind).length;
  return weapon;
}

/** @param {string} fault */
function weaponFault(fault) {
  return new Error(`weapons.data: ${fault}`);
}

/** @param {string} text */
function weaponsModule(text) {
  const rows = parseWeapons(text).map(({ id, button, ...weapon }) => {
    const { push_us: _, shots, per_ms, parts, ...rest } = weapon;
    const named = Object.entries(rest).map(([column, value]) => [camelCase(column), value]);
    const { name, kind, variant, ...numbers } = Object.fromEntries(named);
    const reloadMs = Number(per_ms) / Number(shots);
    const index = Number(id) - 1;
    const row = { name, kind, variant, number: id, index, button: 1 << Number(button) };
    return `  ${name}: ${JSON.stringify({ ...row, parts, reloadMs, ...numbers })},`;
  });
  return `/** The rows of weapons.data. A button is a bit; the variant counts those of a kind. */
export const WEAPON = {
${rows.join("\n")}
} as const;
export type WeaponName = keyof typeof WEAPON;
`;
}

/** @param {string} column */
function camelCase(column) {
  return column.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
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
    if (kind < 1) throw new Error(`not a kind of character: ${name}`);
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
  const weapons = readFileSync(join(data, "weapons.data"), "utf8");
  writeFileSync(join(gen, "weapons.ts"), weaponsModule(weapons));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
