import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BYTES_MIN, compressFolder, copiesOf } from "../scripts/compress.mjs";

const SCRIPT = Buffer.from("export const tick = 1;\n".repeat(200));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tickstorm-compress-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Bytes that cannot be compressed. */
function noise(length: number): Buffer {
  let state = 1;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return state >>> 24;
    }),
  );
}

test("a text gets a copy for each coding that decompresses to the same bytes", () => {
  const copies = copiesOf(SCRIPT);
  expect(brotliDecompressSync(copies.get(".br") ?? "")).toEqual(SCRIPT);
  expect(gunzipSync(copies.get(".gz") ?? "")).toEqual(SCRIPT);
});

test("a small file gets no copy", () => {
  expect(copiesOf(SCRIPT.subarray(0, BYTES_MIN - 1)).size).toBe(0);
  expect(copiesOf(SCRIPT.subarray(0, BYTES_MIN)).size).toBe(2);
  expect(copiesOf(Buffer.alloc(0)).size).toBe(0);
});

test("a file that compression does not make shorter gets no copy", () => {
  expect(copiesOf(noise(20_000)).size).toBe(0);
});

test("copies are next to their files, in every folder", () => {
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), SCRIPT);
  writeFileSync(join(folder, "assets/page.js"), SCRIPT);
  writeFileSync(join(folder, "assets/picture.png"), noise(5000));
  compressFolder(folder);
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const names = found.map((name) => name.replaceAll("\\", "/")).sort();
  expect(names).toEqual([
    "assets",
    "assets/page.js",
    "assets/page.js.br",
    "assets/page.js.gz",
    "assets/picture.png",
    "index.html",
    "index.html.br",
    "index.html.gz",
  ]);
  expect(readFileSync(join(folder, "assets/page.js"))).toEqual(SCRIPT);
});
