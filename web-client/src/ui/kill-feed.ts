import type { WeaponName } from "../gen/weapons";
import type { GameEvent, GameView, RosterLine } from "../netcode/game-view";
import { WEAPON_NAMES } from "../sim/weapon-table";
import { element, setHidden } from "./dom";
import { named, Presence } from "./presence";
import { botBadge, crown, whoName } from "./who-name";

const LINES_MAX = 5;
const LINE_MS = 6000;
const PRAISE_MS = 1800;

const WEAPON_WORDS: Record<WeaponName, string> = {
  BLASTER: "shot with the blaster",
  RAIL: "shot with the rail",
};
const CROWN_WORDS = "who wore the crown: worth 2";

type Kill = Extract<GameEvent, { kind: "kill" }>;

export interface KillFeed {
  feed: HTMLElement;
  praise: HTMLElement;
  update(view: GameView, nowMs: number): void;
}

/** Who shot whom, who came and who went, newest last, and a word of praise for one's own kills. */
export function createKillFeed(): KillFeed {
  const feed = element("ol", {
    className: "kill-feed",
    testid: "kill-feed",
    label: "What happened",
  });
  feed.setAttribute("aria-live", "polite");
  feed.setAttribute("aria-relevant", "additions");
  const praise = element("p", { className: "praise", testid: "praise", hidden: true });
  praise.setAttribute("role", "status");
  const presence = new Presence();
  const lines: { node: HTMLElement; untilMs: number }[] = [];
  let praiseUntilMs = 0;
  const show = (node: HTMLElement, nowMs: number) => {
    feed.append(node);
    lines.push({ node, untilMs: nowMs + LINE_MS });
  };
  const add = (kill: Kill, view: GameView, nowMs: number) => {
    show(killLine(kill, view), nowMs);
    if (kill.killer !== view.ownId || kill.victim === view.ownId) return;
    praise.replaceChildren(...praiseFor(kill, view));
    praiseUntilMs = nowMs + PRAISE_MS;
  };
  return {
    feed,
    praise,
    update(view, nowMs) {
      for (const event of view.events) {
        if (event.kind === "kill") add(event, view, nowMs);
      }
      const { joined, left } = presence.look(view.roster, view.ownId, nowMs);
      if (left.length > 0) show(presenceLine(left, "left"), nowMs);
      if (joined.length > 0) show(presenceLine(joined, "joined"), nowMs);
      while (lines[0] && (lines.length > LINES_MAX || nowMs > lines[0].untilMs)) {
        lines.shift()?.node.remove();
      }
      setHidden(praise, nowMs >= praiseUntilMs);
    },
  };
}

function praiseFor(kill: Kill, view: GameView): (Node | string)[] {
  const victim = view.roster.get(kill.victim);
  const name = victim?.name ?? "a ship";
  const badge = victim?.bot ? [" ", botBadge()] : [];
  return kill.crown
    ? [`Crown taken from ${name}`, ...badge, ": +2"]
    : [`You destroyed ${name}`, ...badge];
}

/** One line, however many come at once. */
function presenceLine(lines: readonly RosterLine[], what: "joined" | "left"): HTMLElement {
  const { shown, more } = named(lines);
  const line = element("li", { className: "presence", testid: what });
  shown.forEach((person, i) => {
    if (i > 0) line.append(element("span", { text: "and" }));
    line.append(...whoName(person, person.id));
  });
  const others = more > 0 ? `and ${more} others ` : "";
  line.append(element("span", { text: `${others}${what}` }));
  return line;
}

/** The signs of the feed with their words, for the table of scores. */
export function createLegend(): HTMLElement {
  const item = (className: string, text: string) =>
    element("li", {}, element("span", { className }), text);
  const legend = element("ul", { className: "legend", testid: "legend", label: "Signs" });
  for (const weapon of WEAPON_NAMES) {
    const name = weapon.toLowerCase();
    legend.append(item(`weapon weapon-${name}`, name));
  }
  legend.append(item("crown", "wears the crown, worth 2"));
  legend.append(element("li", {}, botBadge(), "flown by the server"));
  return legend;
}

function killLine(kill: Kill, view: GameView): HTMLElement {
  const involved = kill.killer === view.ownId || kill.victim === view.ownId;
  const weapon = element("span", {
    className: `weapon weapon-${kill.weapon.toLowerCase()}`,
    label: WEAPON_WORDS[kill.weapon],
  });
  weapon.setAttribute("role", "img");
  weapon.title = WEAPON_WORDS[kill.weapon];
  const line = element("li", { className: involved ? "own" : "" });
  line.append(...whoName(view.roster.get(kill.killer), kill.killer), weapon);
  if (kill.crown) {
    const worn = crown(CROWN_WORDS);
    worn.title = CROWN_WORDS;
    line.append(worn);
  }
  line.append(...whoName(view.roster.get(kill.victim), kill.victim));
  return line;
}
