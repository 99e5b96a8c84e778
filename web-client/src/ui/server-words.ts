// Translates messages of the server: by sentence if several share one code, otherwise by code.
import { words } from "../words/language";
import type { ServerSentence } from "../words/words";

/** Returns a sentence for an error of this code; undefined if the page knows neither. */
export function serverWords(code: string, message: string): string | undefined {
  const { byCode, bySentence } = words.closed;
  if (Object.hasOwn(bySentence, message)) return bySentence[message as ServerSentence];
  return Object.hasOwn(byCode, code) ? byCode[code as keyof typeof byCode] : undefined;
}

/**
 * Returns the server's words as a sentence: they begin with a small letter and lack a full stop.
 */
export function asSentence(message: string): string {
  if (message === "") return "";
  const begun = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
