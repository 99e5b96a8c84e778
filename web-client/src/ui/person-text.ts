import {
  ATTACHED,
  BLANK,
  JOINER,
  MARK,
  MODIFIER,
  REFUSED,
  REGIONAL,
  TAG,
  VARIATION,
} from "../gen/characters";
import { CHAT_LENGTH_MAX, NAME_LENGTH_MAX } from "../gen/constants";
import { kindOf, LineGrammar } from "./line-grammar";

/** A complete flag of a region, or tags without one. */
const TAGS =
  /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{2,6}\u{E007F})|[\u{E0020}-\u{E007F}]/gu;
/**
 * Blanks, line breaks and characters that reverse or hide text: one space replaces a run of them.
 */
const SEPARATORS = /[\s\p{Cc}\p{Zs}\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]+/gu;
const WITHIN_CHARACTER = new Set([MARK, ATTACHED, JOINER, VARIATION, TAG, MODIFIER]);

/**
 * Returns the name as the server shows it, or undefined if it refuses it. PersonText.java is the
 * twin.
 */
export function nameAsShown(raw: string): string | undefined {
  return asShown(raw, NAME_LENGTH_MAX);
}

/** Returns the chat line as the server shows it, or undefined if it refuses it. */
export function chatAsShown(raw: string): string | undefined {
  return asShown(raw, CHAT_LENGTH_MAX);
}

function asShown(raw: string, lengthMax: number): string | undefined {
  if (raw.length > 4 * lengthMax) return undefined;
  const text = strip(raw.normalize("NFC"));
  if (codePoints(text) > lengthMax) return undefined;
  return isShown(text) ? text : undefined;
}

/**
 * Returns the length of a text in code points, as the server counts: an emoji is one, but two units
 * in JavaScript.
 */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/**
 * Returns the longest prefix with at most this number of code points; never cuts within a visible
 * character.
 */
export function cutTo(text: string, codePointsMax: number): string {
  let end = 0;
  let at = 0;
  let count = 0;
  let regionals = 0;
  let before: number = BLANK;
  for (const character of text) {
    const kind = kindOf(character.codePointAt(0) ?? 0);
    const isPaired = kind === REGIONAL && regionals % 2 === 1;
    if (!WITHIN_CHARACTER.has(kind) && before !== JOINER && !isPaired) end = at;
    if (count === codePointsMax) return text.slice(0, end);
    regionals = kind === REGIONAL ? regionals + 1 : 0;
    before = kind;
    at += character.length;
    count++;
  }
  return text;
}

/**
 * Returns the part of a text that can be shown: without characters that the server refuses, and
 * with one space for a run of blanks and control characters. Empty if nothing visible is left.
 */
export function cleanLine(text: string): string {
  let line = text;
  // The second round removes what is invalid only now, such as a mark whose letter was removed.
  for (let round = 0; round < 2; round++) line = strip(cleaned(line.normalize("NFC")));
  line = line.normalize("NFC");
  return isShown(line) ? line : "";
}

function cleaned(text: string): string {
  const grammar = new LineGrammar();
  const characters = [...text.replace(TAGS, "$1").replace(SEPARATORS, " ")];
  let line = "";
  characters.forEach((character, i) => {
    const kind = kindOfFirst(character);
    if (kind === JOINER && !canBeJoined(kindOfFirst(characters[i + 1] ?? " "))) return;
    if (kind === BLANK && line.endsWith(character)) return;
    if (grammar.accepts(character.codePointAt(0) ?? 0)) line += character;
  });
  return line;
}

const kindOfFirst = (text: string) => kindOf(text.codePointAt(0) ?? 0);

const canBeJoined = (kind: number) =>
  kind !== BLANK && kind !== REFUSED && kind !== JOINER && kind !== VARIATION && kind !== TAG;

function isShown(line: string): boolean {
  const grammar = new LineGrammar();
  for (const character of line) {
    if (!grammar.accepts(character.codePointAt(0) ?? 0)) return false;
  }
  return grammar.mayEnd();
}

/** Returns a text without the blanks and line breaks around it. */
export function strip(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isStripped(text.charCodeAt(from))) from++;
  while (from < to && isStripped(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

const isStripped = (unit: number) => (unit >= 9 && unit <= 13) || kindOf(unit) === BLANK;
