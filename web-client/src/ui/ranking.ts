import type { GameActions, GameView, RosterLine } from "../netcode/game-view";
import { button, element, setHidden, setText } from "../page/dom";
import { FocusReturn } from "../page/focus";
import { textColourOf } from "../view/palette";
import { words } from "../words/language";
import { BoardPages } from "./board-pages";
import { createLegend } from "./kill-feed";
import type { Mutes } from "./mutes";
import { type Placed, placed } from "./places";
import { botBadge, crown } from "./who-name";

const TOP = 10;

/**
 * Returns the first ten lines; if the own ship is further down, the last line is its own, with its
 * true rank.
 */
export function topLines(lines: readonly Placed[], ownId: number): Placed[] {
  const shown = lines.slice(0, TOP);
  const own = lines.slice(TOP).find(({ line }) => line.id === ownId);
  if (own !== undefined) shown[TOP - 1] = own;
  return shown;
}

/** The top ten and the scoreboard; call `update` once a render frame. */
export interface Ranking {
  top: HTMLElement;
  board: HTMLElement;
  update(view: GameView, nowMs: number): void;
  /** `withFocus` moves the focus into the table; it returns when the table is hidden. */
  showBoard(visible: boolean, withFocus?: boolean): void;
}

/**
 * Creates the top ten, and the whole table, shown while its key is held or after its button was
 * pressed.
 */
export function createRanking(
  mutes: Mutes,
  actions: Pick<GameActions, "requestStandings">,
): Ranking {
  const list = element("ol", { className: "top10-list" });
  const top = element(
    "section",
    { className: "top10", testid: "top10", label: words.hud.topTen },
    list,
  );
  const body = element("tbody");
  const board = element("section", {
    className: "board panel",
    testid: "scoreboard",
    label: words.scores.caption,
    hidden: true,
  });
  board.dataset.panel = "";
  const focus = new FocusReturn();
  const pages = new BoardPages(actions);
  const close = button("scoreboard-close", words.close, () => showBoard(false));
  close.className = "small";
  const showBoard = (visible: boolean, withFocus = false) => {
    if (visible === !board.hidden) return;
    if (!visible) focus.leave(board);
    if (!visible) pages.restart();
    setHidden(board, !visible);
    if (visible && withFocus) focus.enter(close);
  };
  const heading = element("header", {}, element("h2", { text: words.scores.caption }), close);
  board.append(heading, element("table", {}, tableHead(), body), pages.node, createLegend());
  const rows = new BoardRows(body, mutes);
  let shown = "";
  return {
    top,
    board,
    update(view, nowMs) {
      const lines = placed(view);
      const paged = board.hidden ? [] : pages.show(view, nowMs);
      const state = fingerprint(view, [...lines, ...paged], mutes.version, board.hidden === true);
      if (state === shown) return;
      shown = state;
      list.replaceChildren(...topLines(lines, view.ownId).map((entry) => topRow(entry, view)));
      if (!board.hidden) rows.show(paged, view);
    },
    showBoard,
  };
}

function fingerprint(view: GameView, lines: Placed[], mutes: number, hidden: boolean): string {
  let state = `${view.leader} ${view.ownId} ${mutes} ${hidden}`;
  for (const { rank, line } of lines) {
    state += `|${rank} ${line.id} ${line.bot} ${line.name} ${line.away}`;
    state += ` ${line.score} ${line.kills} ${line.deaths}`;
  }
  return state;
}

function topRow({ rank, line }: Placed, view: GameView): HTMLElement {
  const row = element("li", { className: rowClass(line, view) });
  row.append(
    element("span", { className: "rank", text: String(rank) }),
    nameOf(line, view),
    element("span", { className: "points", text: String(line.score) }),
  );
  return row;
}

/** The rows of the whole table. A row stays in the page with its seat and keeps its focus. */
class BoardRows {
  private readonly rows = new Map<number, BoardRow>();

  constructor(
    private readonly body: HTMLElement,
    private readonly mutes: Mutes,
  ) {}

  show(lines: readonly Placed[], view: GameView): void {
    const focused = document.activeElement;
    const nodes = lines.map(({ rank, line }) => {
      const row = this.rows.get(line.id) ?? new BoardRow(this.mutes);
      this.rows.set(line.id, row);
      row.show(rank, line, view);
      return row.node;
    });
    for (const [id, { node }] of this.rows) {
      if (!nodes.includes(node)) this.rows.delete(id);
    }
    if (nodes.every((node, i) => node === this.body.children[i])) return;
    this.body.replaceChildren(...nodes);
    // A node loses the focus when it is moved.
    if (focused instanceof HTMLElement && this.body.contains(focused)) focused.focus();
  }
}

class BoardRow {
  readonly node = element("tr");
  private readonly cells = ["rank", "who", "score", "kills", "deaths"].map(() => element("td"));
  private readonly muteCell = element("td");
  private readonly mute = button("mute-player", words.scores.mute, () => this.toggleMute());
  private line: RosterLine | undefined;

  constructor(private readonly mutes: Mutes) {
    this.mute.className = "small";
    this.node.append(...this.cells, this.muteCell);
  }

  show(rank: number, line: RosterLine, view: GameView): void {
    this.line = line;
    this.node.className = rowClass(line, view);
    const [rankCell, whoCell, ...figures] = this.cells;
    if (rankCell) setText(rankCell, String(rank));
    whoCell?.replaceChildren(nameOf(line, view));
    [line.score, line.kills, line.deaths].forEach((value, i) => {
      const cell = figures[i];
      if (cell) setText(cell, String(value));
    });
    const muted = this.mutes.has(line.id, line.name);
    const { mute, unmute, muteWhom, unmuteWhom } = words.scores;
    setText(this.mute, muted ? unmute : mute);
    this.mute.setAttribute("aria-label", (muted ? unmuteWhom : muteWhom)(line.name));
    const mutable = !line.bot && line.id !== view.ownId;
    if (mutable && !this.mute.parentElement) this.muteCell.append(this.mute);
    if (!mutable) this.mute.remove();
  }

  private toggleMute(): void {
    if (this.line) this.mutes.toggle(this.line.id, this.line.name);
  }
}

function nameOf(line: RosterLine, view: GameView): HTMLElement {
  const name = element("span", { className: "who" });
  const badge = element("span", { className: "swatch" });
  badge.style.backgroundColor = textColourOf(line.colour);
  name.append(badge);
  if (view.leader === line.id) name.append(crown(words.scores.leader));
  const label = element("span", { className: "who-name" });
  setText(label, line.away ? words.scores.away(line.name) : line.name);
  name.append(label);
  if (line.bot) name.append(botBadge());
  return name;
}

function rowClass(line: RosterLine, view: GameView): string {
  return line.id === view.ownId ? "own" : "";
}

/** Creates the captions of a table of pilots. */
export function headRow(): HTMLElement {
  const { place, pilot, score, kills, deaths } = words.scores;
  const captions = [place, pilot, score, kills, deaths];
  return element("tr", {}, ...captions.map((text) => element("th", { text })));
}

function tableHead(): HTMLElement {
  const row = headRow();
  // The column of the Mute buttons has no caption.
  row.append(element("td"));
  return element("thead", {}, row);
}
