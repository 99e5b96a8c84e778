// All words that a player sees are in src/words/.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hardCodedWords, wordsOfPage } from "./hard-coded-words";

const root = fileURLToPath(new URL("../../", import.meta.url));
const src = join(root, "src");

const everything = readdirSync(src, { recursive: true, encoding: "utf8" }).map((path) =>
  path.replaceAll("\\", "/"),
);
/** sim and net have words for programs only; gen is generated. */
const files = everything.filter(
  (file) => file.endsWith(".ts") && !/^(words|gen|sim|net)\//.test(file),
);

/** Names and signs that are the same in every language. */
const NAMES = new Set(["Tickstorm", "TICK", "STORM", "ABCD"]);

describe("the source", () => {
  it("contains no word of a language outside src/words", () => {
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((file) =>
      hardCodedWords(readFileSync(join(src, file), "utf8"))
        .filter((word) => !NAMES.has(word))
        .map((word) => `${file}: ${word}`),
    );
    expect(found).toEqual([]);
  });

  it("shows no English text from a style sheet", () => {
    const styles = everything.filter((path) => path.endsWith(".css"));
    const contents = styles.flatMap((path) => [
      ...readFileSync(join(src, path), "utf8").matchAll(/content:\s*"([^"]*[A-Za-z]{2}[^"]*)"/g),
    ]);
    expect(contents.map(([, text]) => text)).toEqual([]);
  });

  it("has a language for each word in the page", () => {
    const page = readFileSync(join(root, "index.html"), "utf8");
    expect(wordsOfPage(page).filter((word) => !NAMES.has(word))).toEqual([]);
  });
});

describe("the search for hard-coded words", () => {
  it.each([
    ['const hint = "Fly over a pickup";', "Fly over a pickup"],
    ["setText(node, 'you lose');", "you lose"],
    ["setText(score, `Score: $" + "{points}`);", "Score: "],
    ["const line = `$" + "{name} wins the round`;", " wins the round"],
    ['button("close", "ok", close);', "ok"],
    ['element("p", { text: "none" });', "none"],
    ['element("p", { className: "big red", label: "chat" });', "chat"],
    ['node.textContent = "nobody";', "nobody"],
    ['input.placeholder = "name";', "name"],
    ['node.title = "leader";', "leader"],
    ['node.setAttribute("aria-label", "scores");', "scores"],
    ['const captions = ["Kills", "Deaths"];', "Kills"],
    ['const verb = alive ? "Alive" : "Dead";', "Alive"],
    ['document.title = "Playing…";', "Playing…"],
    ['setText(node, on ? "on" : "off");', "off"],
    ['new Option("real");', "real"],
    ['ctx.fillText("max", 0, 0);', "max"],
    ['const word = "über";', "über"],
  ])("finds the word in %s", (code, word) => {
    expect(hardCodedWords(code)).toContain(word);
  });

  it.each([
    ['import { words } from "./language";'],
    ['throw new RangeError("a varint is too long");'],
    ['console.error("The start failed", error);'],
    ['if (event.code === "Escape") stop();'],
    ['node.className = "result panel";'],
    ['element("p", { className: "chat open", testid: "chat" });'],
    ['target.closest("button, input, a, [data-panel]");'],
    ['node.setAttribute("aria-live", "polite");'],
    ['ctx.fillStyle = "rgba(1, 2, 3, 0.5)";'],
    ['ctx.font = "600 12px ui-sans-serif, system-ui, sans-serif";'],
    ['window.matchMedia("(prefers-reduced-motion: reduce)");'],
    ['// A comment that says "Hello World".'],
    ["/* 'Another one' */"],
    ['const key = "tickstorm.settings";'],
    ["node.style.transform = `translate($" + "{x}px, 0px) rotate($" + "{a}rad)`;"],
    ["/[\"']Words like these/.test(text);"],
  ])("finds no word in %s", (code) => {
    expect(hardCodedWords(code)).toEqual([]);
  });

  it("finds words of the page without a language", () => {
    expect(wordsOfPage("<p>Hello <b>you</b></p><p lang='de'>Hallo</p>")).toEqual(["Hello", "you"]);
    expect(wordsOfPage('<img alt="a ship" /><i title="x y">&nbsp;</i>')).toEqual(["a ship", "x y"]);
  });
});
