// Makes shared-proto's characters.data from the Unicode tables of this Node and the confusables of
// UTS 39: node scripts/make-characters.mjs confusables.txt
// That file is at https://www.unicode.org/Public/security/<version>/. Run by hand for a new Unicode
// version, with a Node that has it.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const TARGET = "../../shared-proto/src/main/resources/io/tickstorm/data/characters.data";
const CODE_POINT_MAX = 0x10ffff;
const LINE_LENGTH_MAX = 140;

/** Invisible letters and an invisible braille pattern. */
const FILLERS = new Set([0x115f, 0x1160, 0x2800, 0x3164, 0xffa0]);
/** Zero width joiner and non-joiner, and the vowel separator, which Mongolian words need. */
const JOINERS = new Set([0x180e, 0x200c, 0x200d]);

/** Dots in a letter: the nuktas of Indic scripts, and the dagesh, shin and sin dot of Hebrew. */
const DOTS = new Set([
  0x05bc, 0x05c1, 0x05c2, 0x093c, 0x09bc, 0x0a3c, 0x0abc, 0x0b3c, 0x0c3c, 0x0cbc, 0x1037,
]);
/** Subjoined Tibetan letters are marks by their category and letters by their use. */
const isSubjoined = (/** @type {number} */ c) => c >= 0x0f8d && c <= 0x0fbc;
const isTag = (/** @type {number} */ c) => c >= 0xe0020 && c <= 0xe007f;
const isNoncharacter = (/** @type {number} */ c) =>
  (c & 0xfffe) === 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);

/** Returns the kind of a code point; none for an ordinary, visible one, assigned or not. */
function kindOf(/** @type {number} */ c) {
  const text = String.fromCodePoint(c);
  if (JOINERS.has(c)) return "joiner";
  if (/\p{Variation_Selector}/u.test(text)) return "variation";
  if (isTag(c)) return "tag";
  if (FILLERS.has(c) || /\p{Zs}/u.test(text)) return "blank";
  if (isSubjoined(c) || DOTS.has(c) || /\p{Mc}/u.test(text)) return "attached";
  if (/\p{M}/u.test(text)) return "mark";
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u.test(text) || isNoncharacter(c)) return "refused";
  if (/\p{Default_Ignorable_Code_Point}/u.test(text)) return "refused";
  if (/\p{Emoji_Modifier}/u.test(text)) return "modifier";
  if (/\p{Regional_Indicator}/u.test(text)) return "regional";
  return undefined;
}

/** Returns the ranges of each kind, as words such as `300-36F`. */
function rangesByKind() {
  const kinds = new Map();
  let from = 0;
  for (let c = 1; c <= CODE_POINT_MAX + 1; c++) {
    const kind = kindOf(from);
    if (c <= CODE_POINT_MAX && kindOf(c) === kind) continue;
    if (kind !== undefined) {
      const words = kinds.get(kind) ?? [];
      words.push(c - 1 === from ? hex(from) : `${hex(from)}-${hex(c - 1)}`);
      kinds.set(kind, words);
    }
    from = c;
  }
  return kinds;
}

/** Returns the characters that look like Latin letters or digits, as words such as `430:a`. */
function lookAlikes(/** @type {string} */ confusables) {
  /** @type {{ source: number, target: string }[]} */
  const found = [];
  for (const line of confusables.split("\n")) {
    const match = /^\uFEFF?([0-9A-F]+) ;\t([0-9A-F ]+) ;\tMA/.exec(line);
    if (!match) continue;
    const source = Number.parseInt(match[1] ?? "", 16);
    const codes = (match[2] ?? "").trim().split(" ");
    const prototype = String.fromCodePoint(...codes.map((code) => Number.parseInt(code, 16)));
    const target = prototype.normalize("NFKD").toLowerCase();
    const plain = String.fromCodePoint(source).normalize("NFKD");
    const isDecomposed = source > 0x7f && /^[\0-\x7f]+$/.test(plain);
    if (/^[a-z0-9]+$/.test(target) && !isDecomposed) found.push({ source, target });
  }
  found.sort((one, other) => one.source - other.source);
  return found.map(({ source, target }) => `${hex(source)}:${target}`);
}

function hex(/** @type {number} */ c) {
  return c.toString(16).toUpperCase();
}

/** Returns lines of limited length, each of which begins with its kind. */
function lines(/** @type {string} */ kind, /** @type {string[]} */ words) {
  const made = [""];
  for (const word of words) {
    const line = made[made.length - 1] ?? "";
    if (line.length + word.length + kind.length + 2 > LINE_LENGTH_MAX) made.push(word);
    else made[made.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return made.map((line) => `${kind} ${line}\n`).join("");
}

const confusables = readFileSync(process.argv[2] ?? "confusables.txt", "utf8");
const version = /# Version: (\S+)/.exec(confusables)?.[1];
const unicode = process.versions.unicode;
let text = `# Characters with a meaning of their own in names and chat: of Unicode ${unicode},
# and of the confusables of UTS 39, version ${version} (https://www.unicode.org/license.txt).
# Made by web-client/scripts/make-characters.mjs. A character that is not named is visible,
# whether a version of Unicode has assigned it or not.
#   refused    control, format, surrogate, private use, separators of lines, other ignorables
#   blank      spaces, and fillers that show nothing
#   mark       above, below and around a letter: these can be piled up
#   attached   marks that take room of their own or lie within their letter
#   joiner     between two characters
#   variation  selects how the character before it looks
#   tag        of a flag such as that of Scotland
#   modifier   a skin tone
#   regional   half of a flag
#   looks      like these Latin letters or digits, in lower case
`;
for (const [kind, words] of rangesByKind()) text += lines(kind, words);
text += lines("looks", lookAlikes(confusables));
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), TARGET), text);
