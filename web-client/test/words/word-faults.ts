// Finds missing words and gaps in all words of a language.
import { Formats } from "../../src/words/formats";
import { WORDS } from "../../src/words/language";
import type { Words } from "../../src/words/words";

type Format = (...values: unknown[]) => unknown;

/** Functions whose second parameter only selects singular or plural. */
const BY_GRAMMAR = new Set(["feed.joined.names", "feed.left.names"]);

/** Reasons of misses get their fields in an object. */
const REASONS = "shots.missed.";
const REASON_FIELDS = ["coverMs", "apartU", "ageMs", "capMs", "claimedMs", "usedMs", "met"];
/** The fields of each reason. */
const FIELDS_TOLD: Readonly<Record<string, readonly string[]>> = {
  cover: ["coverMs"],
  displaced: ["apartU"],
  "too-old": ["ageMs", "capMs"],
  "other-age": ["claimedMs", "usedMs"],
  "other-ship": ["met"],
};
const NAMED = ["cover", "destroyed", "protected", "stalled", "passed"];

/** Returns the faults of the words of a language; empty if there are none. */
export function faultsOf(words: Words): string[] {
  const faults: string[] = [];
  for (const [path, leaf] of leavesOf(words)) {
    if (typeof leaf === "function") faults.push(...gapFaults(path, leaf as Format));
    else if (typeof leaf !== "string" || leaf.trim() === "") faults.push(`${path} is empty`);
    else if (leaf !== leaf.trim() || leaf.includes("undefined")) faults.push(`${path} is odd`);
  }
  return faults;
}

/** Words that are equal in both languages, with their paths. */
export function sameIn(words: Words, other: Words): { path: string; word: string }[] {
  const others = new Map(leavesOf(other));
  return leavesOf(words).flatMap(([path, leaf]) => {
    const [word, same] = [textOf(path, leaf), textOf(path, others.get(path))];
    return word === same ? [{ path, word }] : [];
  });
}

/** Each word with its path, such as `menu.play`. */
function leavesOf(words: object, path = ""): [string, unknown][] {
  return Object.entries(words).flatMap(([name, value]): [string, unknown][] => {
    const here = path === "" ? name : `${path}.${name}`;
    if (value instanceof Formats) return [];
    return typeof value === "object" && value !== null ? leavesOf(value, here) : [[here, value]];
  });
}

function textOf(path: string, leaf: unknown): string {
  if (typeof leaf !== "function") return String(leaf);
  const values = path.startsWith(REASONS) ? ["7", reason(7)] : Array(9).fill("7");
  return String((leaf as Format)(...values));
}

/** Returns the number of gaps of a sentence in the language that fills most of them. */
function gapsOf(path: string): number {
  const sentences = Object.values(WORDS).map((words) => new Map(leavesOf(words)).get(path));
  return Math.max(...sentences.map((format) => (typeof format === "function" ? format.length : 0)));
}

/** Each inserted value must change the result. */
function gapFaults(path: string, format: Format): string[] {
  if (path.startsWith(REASONS)) return reasonFaults(path, format);
  const faults: string[] = [];
  const gaps = BY_GRAMMAR.has(path) ? 1 : gapsOf(path);
  for (let i = 0; i < gaps; i++) {
    for (const others of [1, 2]) {
      const add = (value: number) => {
        const values = Array(9).fill(others);
        values[i] = value;
        return String(format(...values));
      };
      const results = [add(1), add(2), add(5)];
      if (results.some((sentence) => sentence.trim() === "" || sentence.includes("undefined"))) {
        faults.push(`${path} is empty`);
      }
      if (new Set(results).size < 3) faults.push(`${path} does not use its parameter ${i + 1}`);
    }
  }
  return [...new Set(faults)];
}

function reasonFaults(path: string, format: Format): string[] {
  const because = path.slice(REASONS.length);
  const before = format("Ada", reason(7));
  const faults = (FIELDS_TOLD[because] ?? [])
    .filter((field) => format("Ada", { ...reason(7), [field]: 8 }) === before)
    .map((field) => `${path} does not use ${field}`);
  const isNamed = format("Eve", reason(7)) !== before;
  if (NAMED.includes(because) && !isNamed) faults.push(`${path} does not name the victim`);
  return faults;
}

function reason(value: number): object {
  return Object.fromEntries(REASON_FIELDS.map((field) => [field, value]));
}
