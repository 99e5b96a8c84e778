import type { RosterLine } from "../netcode/game-view";
import { element, setHidden } from "../page/dom";
import { textColourOf } from "../view/palette";
import { words } from "../words/language";

/** Marks a bot. The mark is an element of its own, which no name can imitate. */
export function botBadge(): HTMLElement {
  return element("span", { className: "bot-badge", testid: "bot", text: words.bot });
}

/** Returns the crown of the leader, as a picture with a name. */
export function crown(label: string): HTMLElement {
  const made = element("span", { className: "crown", label });
  made.setAttribute("role", "img");
  made.title = label;
  return made;
}

/** Returns the name of a pilot in the colour of the ship, with a mark for a bot. */
export function whoName(line: RosterLine | undefined, id: number): Node[] {
  const name = element("span", { className: "who-name", text: line?.name ?? "?" });
  name.style.color = textColourOf(line?.colour ?? id);
  return line?.bot ? [name, botBadge()] : [name];
}

/** Shows a badge in the page for a bot, and hides it otherwise. */
export function showBadge(badge: HTMLElement, line: RosterLine | undefined): void {
  setHidden(badge, line?.bot !== true);
}
