import { CHAT_LENGTH_MAX, NAME_LENGTH_MAX, ROOM_CODE_LENGTH } from "../gen/constants";
import { isComposing } from "../page/key-events";
import { cleanLine, cutTo, strip } from "./person-text";

/** Returns the part of a text that the server accepts as a line of chat. */
export function chatLine(text: string): string {
  return strip(cutTo(cleanLine(text), CHAT_LENGTH_MAX));
}

/** Returns the part of a text that the server accepts as a name. */
export function pilotName(text: string): string {
  return strip(cutTo(cleanLine(text), NAME_LENGTH_MAX));
}

/**
 * Limits a field to this number of code points while the person types, without splitting an emoji.
 * Text that an input method is composing is not changed before it is complete.
 */
export function limitTyping(input: HTMLInputElement, codePointsMax: number): void {
  whenTyped(input, () => {
    const cut = cutTo(input.value, codePointsMax);
    if (cut !== input.value) input.value = cut;
  });
}

/** Calls back for each change of a field, and once for a text that an input method composes. */
export function whenTyped(input: HTMLInputElement, changed: () => void): void {
  input.addEventListener("input", (event) => {
    if ((event as Partial<InputEvent>).isComposing !== true) changed();
  });
  input.addEventListener("compositionend", changed);
}

/**
 * Reserves the keys of an input method for it: Enter submits no form then, and later listeners
 * receive no Escape.
 */
export function guardComposition(input: HTMLInputElement): void {
  input.addEventListener("keydown", (event) => {
    if (!isComposing(event)) return;
    event.stopImmediatePropagation();
    if (event.key === "Enter") event.preventDefault();
  });
}

/** Returns the room code in a text: letters and digits, typed in any case and width. */
export function roomCode(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, ROOM_CODE_LENGTH);
}

/** Returns a time in minutes and seconds, such as 4:07. */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
