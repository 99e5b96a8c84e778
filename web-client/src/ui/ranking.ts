import type { GameView, RosterLine } from "../netcode/game-view";
import { textColourOf } from "../render/palette";
import { button, element, setHidden, setText } from "./dom";
import { createLegend } from "./kill-feed";
import type { Mutes } from "./mutes";
import { botBadge } from "./who-name";

const TOP = 10;

/** Most points first; then fewer deaths; then the older seat, so that equals do not flicker. */
export function ranked(roster: ReadonlyMap<number, RosterLine>): RosterLine[] {
  return [...roster.values()].sort(
    (a, b) => b.score - a.score || a.deaths - b.deaths || a.id - b.id,
  );
}

/** The first ten; who is further down gets the last line, with the true rank. */
export function topLines(lines: readonly RosterLine[], ownId: number) {
  const shown = lines.slice(0, TOP).map((line, i) => ({ rank: i + 1, line }));
  const ownRank = lines.findIndex((line) => line.id === ownId);
  const own = lines[ownRank];
  if (own && ownRank >= TOP) shown[TOP - 1] = { rank: ownRank + 1, line: own };
  return shown;
}

export interface Ranking {
  top: HTMLElement;
  board: HTMLElement;
  update(view: GameView): void;
  showBoard(visible: boolean): void;
}

/** The top ten at the edge, and the whole table while its key is held. */
export function createRanking(mutes: Mutes): Ranking {
  const list = element("ol", { className: "top10-list" });
  const top = element("section", { className: "top10", testid: "top10", label: "Top ten" }, list);
  const body = element("tbody");
  const board = element("section", {
    className: "board panel",
    testid: "scoreboard",
    label: "Scores",
    hidden: true,
  });
  board.dataset.panel = "";
  board.append(element("table", {}, tableHead(), body), createLegend());
  let shown = "";
  return {
    top,
    board,
    update(view) {
      const lines = ranked(view.roster);
      const state = fingerprint(view, lines, mutes.version, board.hidden === true);
      if (state === shown) return;
      shown = state;
      list.replaceChildren(...topLines(lines, view.ownId).map((entry) => topRow(entry, view)));
      if (!board.hidden) {
        body.replaceChildren(...lines.map((line, i) => boardRow(i + 1, line, view, mutes)));
      }
    },
    showBoard: (visible) => setHidden(board, !visible),
  };
}

function fingerprint(view: GameView, lines: RosterLine[], mutes: number, hidden: boolean): string {
  let state = `${view.leader} ${view.ownId} ${mutes} ${hidden}`;
  for (const line of lines) {
    state += `|${line.id} ${line.bot} ${line.name} ${line.away}`;
    state += ` ${line.score} ${line.kills} ${line.deaths}`;
  }
  return state;
}

function topRow({ rank, line }: { rank: number; line: RosterLine }, view: GameView): HTMLElement {
  const row = element("li", { className: rowClass(line, view) });
  row.append(
    element("span", { className: "rank", text: String(rank) }),
    nameOf(line, view),
    element("span", { className: "points", text: String(line.score) }),
  );
  return row;
}

function boardRow(rank: number, line: RosterLine, view: GameView, mutes: Mutes): HTMLElement {
  const row = element("tr", { className: rowClass(line, view) });
  const cells = [String(rank), "", String(line.score), String(line.kills), String(line.deaths)];
  row.append(...cells.map((text) => element("td", { text })));
  row.children[1]?.append(nameOf(line, view));
  row.append(element("td", {}, ...(line.bot || line.id === view.ownId ? [] : [mute(line, mutes)])));
  return row;
}

function mute(line: RosterLine, mutes: Mutes): HTMLElement {
  const muted = mutes.has(line.id, line.name);
  const made = button("mute-player", muted ? "Unmute" : "Mute", () =>
    mutes.toggle(line.id, line.name),
  );
  made.className = "small";
  made.setAttribute("aria-label", `${muted ? "Unmute" : "Mute"} ${line.name}`);
  return made;
}

function nameOf(line: RosterLine, view: GameView): HTMLElement {
  const name = element("span", { className: "who" });
  const badge = element("span", { className: "swatch" });
  badge.style.backgroundColor = textColourOf(line.colour);
  name.append(badge);
  if (view.leader === line.id)
    name.append(element("span", { className: "crown", label: "Leader" }));
  const words = element("span", { className: "who-name" });
  setText(words, line.away ? `${line.name} (away)` : line.name);
  name.append(words);
  if (line.bot) name.append(botBadge());
  return name;
}

function rowClass(line: RosterLine, view: GameView): string {
  return line.id === view.ownId ? "own" : "";
}

function tableHead(): HTMLElement {
  const captions = ["#", "Pilot", "Score", "Kills", "Deaths", ""];
  const row = element("tr", {}, ...captions.map((text) => element("th", { text })));
  return element("thead", {}, row);
}
