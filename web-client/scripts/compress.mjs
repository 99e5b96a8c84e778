// Writes compressed copies, .br and .gz, next to the files of the built page.
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** A smaller file fits into the packet of its headers. */
export const BYTES_MIN = 1024;
/** The minimum saving of a copy; pictures usually save less. */
export const RATIO_MAX = 0.9;

/** @type {Record<string, (content: Buffer) => Buffer>} */
const CODINGS = {
  ".br": (content) =>
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  ".gz": (content) => gzipSync(content, { level: constants.Z_BEST_COMPRESSION }),
};

/**
 * Returns the useful copies, by the suffix of the file's name.
 *
 * @param {Buffer} content
 * @returns {Map<string, Buffer>}
 */
export function copiesOf(content) {
  const copies = new Map();
  if (content.length < BYTES_MIN) return copies;
  for (const [suffix, compress] of Object.entries(CODINGS)) {
    const copy = compress(content);
    if (copy.length <= content.length * RATIO_MAX) copies.set(suffix, copy);
  }
  return copies;
}

/**
 * Compresses every file under a folder without copies. A copy gets the time of its file, because
 * the server sends no older copy.
 *
 * @param {string} folder
 */
export function compressFolder(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    const file = statSync(path);
    if (!file.isFile()) continue;
    for (const [suffix, copy] of copiesOf(readFileSync(path))) {
      writeFileSync(path + suffix, copy);
      utimesSync(path + suffix, file.atime, file.mtime);
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  compressFolder(join(dirname(fileURLToPath(import.meta.url)), "../dist"));
}
