import type { GameEvent, GameView } from "../netcode/game-view";
import { textColourOf } from "../render/palette";
import { element, setHidden, setText } from "./dom";

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
  const praise = element("p", { className: "praise", testid: "praise", hidden: true });
  praise.setAttribute("role", "status");
  const lines: { node: HTMLElement; untilMs: number }[] = [];
  let praiseUntilMs = 0;
  const add = (kill: Kill, view: GameView, nowMs: number) => {
    const node = killLine(kill, view);
    feed.append(node);
    lines.push({ node, untilMs: nowMs + LINE_MS });
    if (kill.killer !== view.ownId || kill.victim === view.ownId) return;
    setText(praise, praiseFor(kill, view));
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

function praiseFor(kill: Kill, view: GameView): string {
  const name = view.roster.get(kill.victim)?.name ?? "a ship";
  return kill.crown ? `Crown taken from ${name}: +2` : `You destroyed ${name}`;
}

function killLine(kill: Kill, view: GameView): HTMLElement {
  const involved = kill.killer === view.ownId || kill.victim === view.ownId;
  const weapon = element("span", {
    className: `weapon weapon-${kill.weapon}`,
    label: kill.weapon === "rail" ? "railed" : "shot",
  });
  weapon.setAttribute("role", "img");
  const line = element("li", { className: involved ? "own" : "" });
  line.append(nameOf(kill.killer, view), weapon);
  if (kill.crown) line.append(element("span", { className: "crown", label: "the leader" }));
  line.append(nameOf(kill.victim, view));
  return line;
}

function nameOf(id: number, view: GameView): HTMLElement {
  const line = view.roster.get(id);
  const name = element("span", { className: "who-name", text: line?.name ?? "?" });
  name.style.color = textColourOf(line?.colour ?? id);
  return name;
}
