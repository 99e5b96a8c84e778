// Encodes messages of the server for tests, with the field numbers of the schema.
import { readFileSync } from "node:fs";

const schema = readFileSync(
  new URL("../../shared-proto/src/main/proto/tickstorm/v1/server.proto", import.meta.url),
  "utf8",
);

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/**
 * Returns the number of a field of a server's message.
 *
 * @param {string} message
 * @param {string} field
 */
function fieldNumber(message, field) {
  const body = schema.match(new RegExp(`^message ${message} \\{\\n([^]*?)^\\}`, "m"))?.[1] ?? "";
  const number = body.match(new RegExp(` ${field} = (\\d+);`))?.[1];
  if (number === undefined) throw new Error(`server.proto has no ${message}.${field}`);
  return Number(number);
}

/** @param {number} value */
function varint(value) {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest & 127) | 128);
  }
}

/**
 * Encodes a message of the server: numbers, texts, and encoded messages.
 *
 * @param {string} message
 * @param {Record<string, number | string | Buffer>} fields
 */
export function encode(message, fields) {
  const bytes = Object.entries(fields).flatMap(([field, value]) => {
    const tag = fieldNumber(message, field) << 3;
    if (typeof value === "number") return [...varint(tag | VARINT), ...varint(value)];
    const content = Buffer.from(value);
    return [...varint(tag | LENGTH_DELIMITED), ...varint(content.length), ...content];
  });
  return Buffer.from(bytes);
}
