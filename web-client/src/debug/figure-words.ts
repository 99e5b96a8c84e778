// Words and numbers that the net graph and the network lab share.
import { words } from "../words/language";

/** A cause of corrections, by its name in the protocol, in small letters or capitals. */
export function causeWords(cause: string): string {
  const { causes } = words.graph;
  const name = cause.toUpperCase();
  return Object.hasOwn(causes, name) ? causes[name as keyof typeof causes] : causes.UNSPECIFIED;
}

/** Returns a rate of bytes in words. */
export function byteRate(bytesPerS: number): string {
  return `${words.format.number(bytesPerS / 1000, 1)} kB/s`;
}
