// The meaning of key events for the page.

/** True while the person types or is in a dialog: letter keys are not controls then. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog")) return true;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** True for a key that presses the button, link or summary that has the focus. */
export function pressesButton(event: KeyboardEvent): boolean {
  if (!(event.target instanceof HTMLElement)) return false;
  const isPressed = /^(BUTTON|SUMMARY|A)$/.test(event.target.tagName);
  return isPressed && /^(Space|Enter|NumpadEnter)$/.test(event.code);
}

/**
 * True for a key that belongs to an input method, in which Enter and Escape end a word. Safari ends
 * the composition before the key event that ended it, and only the old key code 229 shows that.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return (event.isComposing || event.keyCode === 229) && !isAndroidEnter(event);
}

/** Keyboards of Android compose every word in every language; their Enter key ends it and sends. */
function isAndroidEnter(event: KeyboardEvent): boolean {
  return event.keyCode === 13 && /Android/.test(navigator.userAgent);
}

/** The key that macOS calls Cmd. While it is held, other keys are released without an event. */
export function isMetaKey(event: KeyboardEvent): boolean {
  return /^(Meta|OS)(Left|Right)?$/.test(event.code) || /^(Meta|OS)$/.test(event.key);
}
