import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = fileURLToPath(new URL("../src/", import.meta.url));

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !file.startsWith("gen/"));

/** Returns the imports of the files of a folder, as paths below src; packages by their names. */
function importsOf(folder: string): string[] {
  return files
    .filter((file) => file.startsWith(`${folder}/`))
    .flatMap((file) => {
      const text = readFileSync(join(src, file), "utf8");
      const named = [...text.matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)];
      return named.map(([, path = ""]) =>
        path.startsWith(".") ? join(dirname(file), path).replaceAll("\\", "/") : path,
      );
    });
}

const outside = (folder: string, allowed: RegExp) =>
  importsOf(folder).filter((path) => !allowed.test(path));

describe("the layers of the page", () => {
  it("sim imports nothing but generated constants and tables", () => {
    expect(importsOf("sim").length).toBeGreaterThan(10);
    expect(outside("sim", /^(sim\/|gen\/(constants|tables|weapons)$)/)).toEqual([]);
  });

  it("net knows nothing of the game", () => {
    expect(outside("net", /^(net\/|gen\/|sim\/weapon-table$|@bufbuild\/protobuf)/)).toEqual([]);
  });

  it("netcode draws nothing and touches no page", () => {
    expect(outside("netcode", /^(netcode\/|net\/|sim\/|gen\/)/)).toEqual([]);
  });

  it.each(["render", "ui", "audio", "input", "device", "debug"])(
    "%s knows only the picture",
    (folder) => {
      const beyond = importsOf(folder).filter((path) => /^(net|sim|netcode)\//.test(path));
      const allowed = /^(netcode\/game-view|sim\/weapon-table)$/;
      const lab = /^(netcode\/lab-switches|net\/link-model)$/;
      const isKnown = (path: string) =>
        allowed.test(path) || (folder === "debug" && lab.test(path));
      expect(beyond.filter((path) => !isKnown(path))).toEqual([]);
    },
  );

  it("no clock and no chance of its own below the page: the library's entry passes them in", () => {
    const below = files.filter((file) => /^(sim|netcode|net)\/(?!index\.ts)/.test(file));
    const calls = /Date\.now|performance\.now|Math\.random|setTimeout|setInterval/;
    expect(below.filter((file) => calls.test(readFileSync(join(src, file), "utf8")))).toEqual([]);
  });

  it("no float mathematics that browsers and Java may round differently in sim", () => {
    const floats = /Math\.(sin|cos|tan|atan2?|exp|pow|hypot|sqrt|log)\b/;
    const sim = files.filter((file) => file.startsWith("sim/"));
    expect(sim.filter((file) => floats.test(readFileSync(join(src, file), "utf8")))).toEqual([]);
  });
});
