interface Traits {
  className?: string;
  testid?: string;
  /** The content, always as text, because names and chat are untrusted. */
  text?: string;
  label?: string;
  hidden?: boolean;
}

/** Creates an element with options and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  traits: Traits = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (traits.className) made.className = traits.className;
  if (traits.testid) made.dataset.testid = traits.testid;
  if (traits.text !== undefined) made.textContent = traits.text;
  if (traits.label) made.setAttribute("aria-label", traits.label);
  if (traits.hidden) made.hidden = true;
  made.append(...children);
  return made;
}

/** Creates a button with its text and its action. */
export function button(testid: string, text: string, onClick: () => void): HTMLButtonElement {
  const made = element("button", { testid, text });
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}

/** Placeholder for a part of the page in a sentence; no name can contain it. */
const SLOT = "\u0001";

/** Returns a sentence with parts of the page in its gap, in the word order of the language. */
export function sentence(format: (gap: string) => string, ...parts: Node[]): (Node | string)[] {
  const [before = "", ...after] = format(SLOT).split(SLOT);
  return [before, ...parts, ...after].filter((part) => part !== "");
}

/**
 * Sets the text of a node. It is called in every frame for most texts, so it writes only a change.
 */
export function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Hides or shows a node; writes only a change. */
export function setHidden(node: HTMLElement, hidden: boolean): void {
  if (node.hidden !== hidden) node.hidden = hidden;
}
