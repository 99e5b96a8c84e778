import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { codePoints } from "../../src/ui/person-text";
import { asSentence, serverWords } from "../../src/ui/server-words";
import { applyLanguage, languageFor, setLanguage, WORDS } from "../../src/words/language";
import { LANGUAGES, SERVER_SENTENCES, type Words } from "../../src/words/words";
import { faultsOf, sameIn } from "./word-faults";

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

/** Words that a language shares with English: names, signs, and terms of players. */
const COMMON = new Set([
  "BOT",
  "Chat",
  "Pilot",
  "Boost",
  "Bot",
  "#",
  "Kills",
  "Blaster",
  "Rail",
  "Transport",
  "WebSocket",
  "RTT",
  "Tick",
  "Snapshot",
  "Interpolation",
  "Jitter, ms",
  "Touch",
  "Gamepad",
  "Enter",
  "Tab",
  "Insert",
  "Y",
  "Z",
  "Ro",
  "Yen",
  "+",
  "−",
  "×",
  "÷",
  "=",
  "Decimal",
  "Alt Left",
  "Vibration",
  "wifi",
  "lan",
  "Ghosts",
  "respawn",
  "Pickup",
  "pickup",
  "Top ten",
]);
/** Sentences with a gap that contain only a sign or a name. */
const COMMON_GAPS = new Set([
  "menu.pilot",
  "settings.keyOf",
  "settings.numpad",
  "settings.ofBrowser",
  "result.times",
  "graph.ticks",
]);

describe.each(LANGUAGES)("the words of %s", (language) => {
  it("are complete, and each gap of a sentence is filled", () => {
    expect(faultsOf(WORDS[language])).toEqual([]);
  });

  it("are not English, except terms of players in every language", () => {
    if (language === "en") return;
    const same = sameIn(WORDS[language], WORDS.en);
    expect(same.filter(({ path, word }) => !COMMON.has(word) && !COMMON_GAPS.has(path))).toEqual(
      [],
    );
  });

  it("use the plural rules", () => {
    const { result, format } = WORDS[language];
    expect(result.place(1, 8, 1)).not.toBe(result.place(1, 8, 2).replace("2", "1"));
    expect(format.count(1, "# a", "# b")).toBe("1 a");
    expect(format.count(0, "# a", "# b")).toBe("0 b");
    expect(format.count(1_000_000, "# a", "# b")).toMatch(/^1\D000\D000 b$/);
  });

  it("use the number format of the language", () => {
    const { format } = WORDS[language];
    const sign = language === "en" ? "." : ",";
    expect(format.seconds(1400)).toBe(`1${sign}4 s`);
    expect(format.seconds(-20)).toBe(`0${sign}0 s`);
    expect(format.ms(283.3)).toBe("283 ms");
    expect(format.percent(0.4)).toBe(language === "en" ? "40%" : "40\u00a0%");
    expect(format.tag).toBe(language);
  });

  it("contain a default name that the server accepts", () => {
    expect(codePoints(WORDS[language].menu.pilot(999))).toBeLessThanOrEqual(16);
  });

  it("are in the page before a script runs", () => {
    const page = read("../../index.html").replaceAll(/\s+/g, " ");
    const { notStarted, needsScript } = WORDS[language].page;
    for (const sentence of [notStarted, needsScript]) {
      expect(page).toContain(`<p lang="${language}">${sentence}</p>`);
    }
  });
});

describe("the check of words", () => {
  const broken = (change: (words: Record<string, unknown>) => void) => {
    const copy = { ...WORDS.de, menu: { ...WORDS.de.menu }, rooms: { ...WORDS.de.rooms } };
    change(copy as unknown as Record<string, unknown>);
    return faultsOf(copy as Words);
  };

  it("fails on a word that is empty or missing", () => {
    expect(broken((words) => Object.assign(words.menu as object, { play: "" }))).toEqual([
      "menu.play is empty",
    ]);
    expect(broken((words) => Object.assign(words, { nobody: undefined }))).toEqual([
      "nobody is empty",
    ]);
  });

  it("fails on a missing gap, also in one of the plurals", () => {
    const without = { full: (code: string) => `Raum ${code} ist voll.` };
    expect(broken((words) => Object.assign(words.rooms as object, without))).toEqual([
      "rooms.full does not use its parameter 2",
    ]);
    const gaps = { seatsTaken: (people: number) => `${people} Plätze sind belegt` };
    expect(broken((words) => Object.assign(words.rooms as object, gaps))).toEqual([
      "rooms.seatsTaken does not use its parameter 2",
    ]);
  });

  it("fails on an English word in another language", () => {
    const found = sameIn({ ...WORDS.de, close: "Close" }, WORDS.en);
    expect(found).toContainEqual({ path: "close", word: "Close" });
  });
});

describe("the language of the page", () => {
  it("is the browser's first language that the page supports, for any region", () => {
    expect(languageFor(["de-AT", "en"])).toBe("de");
    expect(languageFor(["fr-FR", "es-419", "en"])).toBe("es");
    expect(languageFor(["EN-gb", "de"])).toBe("en");
    expect(languageFor(["den", "fr"])).toBe("en");
    expect(languageFor([])).toBe("en");
  });

  it("is the chosen one, if it is supported", () => {
    const storage = (stored: string | null) => ({ getItem: () => stored });
    expect(setLanguage(storage("es"))).toBe("es");
    for (const stored of [null, "", "fr", "__proto__"]) {
      expect(setLanguage(storage(stored))).toBeUndefined();
    }
  });

  it("is an attribute of the page, which shows only its own words", () => {
    const sentences = LANGUAGES.map((lang) => ({ lang, hidden: false }));
    const description = { content: "", setAttribute: (_: string, value: string) => value };
    const root = { lang: "" };
    applyLanguage({
      documentElement: root,
      querySelector: () => description,
      querySelectorAll: () => sentences,
    } as unknown as Document);
    expect(root.lang).toBe("en");
    expect(sentences.filter(({ hidden }) => !hidden)).toEqual([{ lang: "en", hidden: false }]);
  });
});

describe("English sentences of the server", () => {
  const source = "../../../game-server/src/main/java/io/tickstorm/room/CloseReason.java";
  const reasons = [...read(source).matchAll(/ErrorCode\.ERROR_CODE_(\w+),\s*[\d_]+,\s*"([^"]+)"/g)];
  const sentences = reasons.map(([, code = "", message = ""]) => ({ code, message }));

  it("are recognised by their text if a code has several sentences for players", () => {
    expect(sentences.length).toBeGreaterThan(20);
    const seen = sentences.filter(({ code }) => /FAILED|SHUTTING|FULL|FLOOD/.test(code));
    const several = seen.filter(({ code }) => seen.filter((one) => one.code === code).length > 1);
    expect(several.map(({ message }) => message).sort()).toEqual([...SERVER_SENTENCES]);
  });

  it("are translated by their code, and unknown ones stay unchanged", () => {
    for (const { code, message } of sentences) expect(serverWords(code, message)).toBeTruthy();
    expect(serverWords("IDLE", "words of tomorrow")).toContain("away");
    expect(serverWords("ERROR_99", "toString")).toBeUndefined();
    expect(serverWords("toString", "")).toBeUndefined();
    expect(asSentence("words of tomorrow")).toBe("Words of tomorrow.");
    expect(asSentence("Really?")).toBe("Really?");
    expect(asSentence("")).toBe("");
  });
});
