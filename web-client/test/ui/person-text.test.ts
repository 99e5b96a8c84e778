import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CHAT_LENGTH_MAX } from "../../src/gen/constants";
import { chatAsShown, cleanLine, codePoints, cutTo, nameAsShown } from "../../src/ui/person-text";
import { chatLine, pilotName } from "../../src/ui/text-limits";

interface Row {
  what: string;
  raw: string;
  name: string | null;
  chat: string | null;
}

const golden: Row[] = JSON.parse(
  readFileSync(
    new URL(
      "../../../shared-proto/src/main/resources/io/tickstorm/data/golden/text.json",
      import.meta.url,
    ),
    "utf8",
  ),
);

/** A small generator (mulberry32): the same texts in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PIECES = [
  ..."ab \u00a0\t\n\u0301\u0323\u0316\u200c\u200d\ufe0f\u3164\u202e\u2028\ufeff\u093c\u094d\u0915",
  ..."\u{1F937}\u{1F3FD}\u2642\u{1F1E9}\u{1F1EA}\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}\ue000\0",
  "\ud800",
  "\udc00",
];

function randomText(random: () => number): string {
  const length = Math.floor(random() * 40);
  return Array.from({ length }, () => PIECES[Math.floor(random() * PIECES.length)]).join("");
}

describe("the text of people", () => {
  it.each(golden)("is checked as on the server: $what", ({ raw, name, chat }) => {
    expect(nameAsShown(raw) ?? null).toBe(name);
    expect(chatAsShown(raw) ?? null).toBe(chat);
  });

  it.each(golden)("is sent in a displayable form: $what", ({ raw, name, chat }) => {
    for (const [sent, shown] of [
      [pilotName(raw), nameAsShown],
      [chatLine(raw), chatAsShown],
    ] as const) {
      expect(sent === "" || shown(sent) === sent).toBe(true);
    }
    if (name !== null) expect(pilotName(raw)).toBe(pilotName(name));
    if (chat !== null) expect(chatLine(raw)).not.toBe("");
  });

  it("is cleaned to an empty text, or to one that the server accepts unchanged", () => {
    const random = randomOf(14);
    for (let i = 0; i < 20_000; i++) {
      const raw = randomText(random);
      const name = pilotName(raw);
      expect(name === "" || nameAsShown(name) === name, JSON.stringify(raw)).toBe(true);
      const line = chatLine(raw);
      expect(line === "" || chatAsShown(line) === line, JSON.stringify(raw)).toBe(true);
    }
  });

  it("keeps emoji and joiners of ordinary text when it cleans", () => {
    const shrug = "\u{1F937}\u{1F3FD}\u200D\u2642\uFE0F";
    expect(cleanLine(`well \u202E${shrug}\n`)).toBe(`well ${shrug}`);
    expect(cleanLine("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")).toContain("\u200c");
    expect(cleanLine("a\u200d b")).toBe("a b");
    expect(cleanLine("\u{1F3F4}\u{E0067}x")).toBe("\u{1F3F4}x");
  });

  it("is never cut within one visible character", () => {
    const family = "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}";
    expect(cutTo(`a${family}`, 5)).toBe("a");
    expect(cutTo(`a${family}`, 6)).toBe(`a${family}`);
    expect(cutTo("\u{1F1E9}\u{1F1EA}\u{1F1EB}\u{1F1F7}", 3)).toBe("\u{1F1E9}\u{1F1EA}");
    expect(codePoints(chatLine(`${"x".repeat(138)}${family}`))).toBeLessThan(CHAT_LENGTH_MAX);
  });
});
