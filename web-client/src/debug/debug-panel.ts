// A panel of figures that a key shows and hides. Devices without keys have a button in the
// settings.

import { button, element } from "../page/dom";
import { FocusReturn } from "../page/focus";
import { isTyping } from "../page/key-events";
import { words } from "../words/language";

/** A panel that a key shows and hides; `name` is its id in tests and settings. */
export interface DebugPanel {
  readonly node: HTMLElement;
  /** The name, the same in every language. */
  readonly name: string;
  readonly caption: string;
  toggle(): void;
}

interface Traits {
  className: string;
  caption: string;
  /** `KeyboardEvent.code` of the key that shows and hides the panel. */
  key: string;
  /** Test id of the button that hides the panel. */
  closeId: string;
}

/** Appends a hidden panel to the root: a heading, a button that hides it, and what callers add. */
export function createDebugPanel(
  root: HTMLElement,
  { className, caption, key, closeId }: Traits,
): DebugPanel {
  const node = element("section", {
    className,
    testid: className,
    label: caption,
    hidden: true,
  });
  node.tabIndex = -1;
  const focus = new FocusReturn();
  const toggle = () => {
    if (!node.hidden) focus.leave(node);
    node.hidden = !node.hidden;
    if (!node.hidden && !isTyping(document.activeElement)) focus.enter(node);
  };
  node.addEventListener("keydown", (event) => {
    if (event.code !== "Escape") return;
    event.stopPropagation();
    toggle();
  });
  const named = `${caption} (${key})`;
  const close = button(closeId, words.close, toggle);
  node.dataset.panel = "";
  node.append(element("header", {}, element("h2", { text: named }), close));
  window.addEventListener("keydown", (event) => {
    if (event.code !== key || event.altKey) return;
    event.preventDefault();
    toggle();
  });
  root.append(node);
  return { node, name: className, caption: named, toggle };
}
