import { WEAPON } from "../gen/weapons";
import type { GameEvent, GameView, RosterLine } from "../netcode/game-view";
import { element, sentence, setHidden } from "../page/dom";
import { WEAPONS, type Weapon } from "../sim/weapon-table";
import { words } from "../words/language";
import { named, Presence } from "./presence";
import { botBadge, crown, whoName } from "./who-name";

const LINES_MAX = 5;
const LINE_MS = 6000;
const PRAISE_MS = 1800;
const NOBODY: GameView["roster"] = new Map();

type Kill = Extract<GameEvent, { kind: "kill" }>;

/** The feed of kills and the praise for own ones; call `update` once a render frame. */
export interface KillFeed {
  feed: HTMLElement;
  praise: HTMLElement;
  update(view: GameView, nowMs: number): void;
}

/**
 * Creates the list of kills, joins and leaves, newest last, with praise for the person's own kills.
 */
export function createKillFeed(): KillFeed {
  const feed = element("ol", {
    className: "kill-feed",
    testid: "kill-feed",
    label: words.feed.label,
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
      // The roster of a large room contains the players in sight, who do not join by coming closer.
      const people = view.ranking === undefined ? view.roster : NOBODY;
      const { joined, left } = presence.look(people, view.ownId, nowMs);
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
  const name = element("span", { text: victim?.name ?? words.feed.aShip });
  if (victim?.bot) name.append(" ", botBadge());
  return sentence(kill.crown ? words.feed.crownTaken : words.feed.destroyed, name);
}

/** Creates one line for all people who joined or left at the same time. */
function presenceLine(lines: readonly RosterLine[], what: "joined" | "left"): HTMLElement {
  const { shown, more } = named(lines);
  const line = element("li", { className: "presence", testid: what });
  const names = shown.flatMap((person, i) => {
    const name = whoName(person, person.id);
    return i > 0 ? [element("span", { text: words.feed.and }), ...name] : name;
  });
  const { names: all, andMore } = words.feed[what];
  const format = (gap: string) => (more > 0 ? andMore(gap, more) : all(gap, shown.length));
  for (const part of sentence(format, ...names)) {
    // The layout separates the parts, so the words need no blanks.
    line.append(typeof part === "string" ? element("span", { text: part.trim() }) : part);
  }
  return line;
}

/** Creates the signs of the feed with their words, for the table of scores. */
export function createLegend(): HTMLElement {
  const legend = element("ul", {
    className: "legend",
    testid: "legend",
    label: words.feed.signs,
  });
  for (const weapon of WEAPONS) {
    legend.append(element("li", {}, weaponSign(weapon), words.weapons[weapon.name].name));
  }
  const worn = element("span", { className: "crown" });
  legend.append(element("li", {}, worn, words.feed.crownWorth));
  legend.append(element("li", {}, botBadge(), words.feed.botMeans));
  return legend;
}

/** Creates the sign of a weapon: that of its kind, with a size and a colour for each variant. */
function weaponSign({ kind, variant }: Weapon): HTMLElement {
  const sign = element("span", { className: `weapon weapon-${kind.toLowerCase()}` });
  sign.style.setProperty("--variant", String(variant));
  return sign;
}

function killLine(kill: Kill, view: GameView): HTMLElement {
  const involved = kill.killer === view.ownId || kill.victim === view.ownId;
  const weapon = weaponSign(WEAPON[kill.weapon]);
  weapon.setAttribute("role", "img");
  weapon.setAttribute("aria-label", words.weapons[kill.weapon].sign);
  weapon.title = words.weapons[kill.weapon].sign;
  const line = element("li", { className: involved ? "own" : "" });
  line.append(...whoName(view.roster.get(kill.killer), kill.killer), weapon);
  if (kill.crown) line.append(crown(words.feed.woreCrown));
  line.append(...whoName(view.roster.get(kill.victim), kill.victim));
  return line;
}
