import { CHAT_LENGTH_MAX, NAME_LENGTH_MAX, ROOM_CODE_LENGTH } from "../gen/constants";

/** Counted in code points, as the server counts: an emoji is one, though JavaScript says two. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

export function cutTo(text: string, codePointsMax: number): string {
  return codePoints(text) <= codePointsMax ? text : [...text].slice(0, codePointsMax).join("");
}

/** Control and format characters out (they turn lines around or hide), runs of blanks to one. */
export function cleanLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export function chatLine(text: string): string {
  return cutTo(cleanLine(text), CHAT_LENGTH_MAX);
}

export function pilotName(text: string): string {
  return cutTo(cleanLine(text), NAME_LENGTH_MAX).trim();
}

/** Codes are letters and digits, read aloud and typed in any case. */
export function roomCode(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, ROOM_CODE_LENGTH);
}

/** 4:07 */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** 2.4 s */
export function secondsWithTenths(ms: number): string {
  return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
}
