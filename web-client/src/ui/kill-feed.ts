import type { GameEvent, GameView } from "../netcode/game-view";
import { element, setHidden } from "./dom";
import { botBadge, crown, whoName } from "./who-name";

const LINES_MAX = 5;
const LINE_MS = 6000;
const PRAISE_MS = 1800;

type Kill = Extract<GameEvent, { kind: "kill" }>;

export interface KillFeed {
  feed: HTMLElement;
  praise: HTMLElement;
  update(view: GameView, nowMs: number): void;
}

/** Who shot whom, newest last, and a word of praise for one's own kills. */
export function createKillFeed(): KillFeed {
  const feed = element("ol", { className: "kill-feed", testid: "kill-feed", label: "Kills" });
  feed.setAttribute("aria-live", "polite");
  feed.setAttribute("aria-relevant", "additions");
  const praise = element("p", { className: "praise", testid: "praise", hidden: true });
  praise.setAttribute("role", "status");
  const lines: { node: HTMLElement; untilMs: number }[] = [];
  let praiseUntilMs = 0;
  const add = (kill: Kill, view: GameView, nowMs: number) => {
    const node = killLine(kill, view);
    feed.append(node);
    lines.push({ node, untilMs: nowMs + LINE_MS });
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

function killLine(kill: Kill, view: GameView): HTMLElement {
  const involved = kill.killer === view.ownId || kill.victim === view.ownId;
  const weapon = element("span", {
    className: `weapon weapon-${kill.weapon}`,
    label: kill.weapon === "rail" ? "railed" : "shot",
  });
  weapon.setAttribute("role", "img");
  const line = element("li", { className: involved ? "own" : "" });
  line.append(...whoName(view.roster.get(kill.killer), kill.killer), weapon);
  if (kill.crown) line.append(crown("the leader"));
  line.append(...whoName(view.roster.get(kill.victim), kill.victim));
  return line;
}
