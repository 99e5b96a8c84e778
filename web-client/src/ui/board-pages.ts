import type { GameActions, GameView } from "../netcode/game-view";
import { button, element, setHidden, setText } from "../page/dom";
import { words } from "../words/language";
import { type Placed, placed, playersOf, withOwn } from "./places";

/** The first place after the ten best, which need no request. */
const FIRST_REQUESTED = 11;
/** The number of players in one answer; the server decides. */
const PAGE = 20;
/** The interval at which a page that is shown is requested again. */
const REFRESH_MS = 3000;

/**
 * The pages of the scoreboard in a large room: first the ten best, then pages that the server sends
 * on request. In a small room there is one page with all players.
 */
export class BoardPages {
  readonly node: HTMLElement;
  private readonly previous = button("scores-previous", words.scores.previous, () =>
    this.turn(this.firstPlace - PAGE),
  );
  private readonly next = button("scores-next", words.scores.next, () =>
    this.turn(this.firstPlace === 1 ? FIRST_REQUESTED : this.firstPlace + PAGE),
  );
  private readonly range = element("span", { testid: "scores-range" });
  private firstPlace = 1;
  private requestDueMs = 0;

  constructor(private readonly actions: Pick<GameActions, "requestStandings">) {
    this.previous.className = "small";
    this.next.className = "small";
    const parts = [this.previous, this.range, this.next];
    this.node = element("nav", { className: "board-pages", hidden: true }, ...parts);
    this.node.setAttribute("aria-label", words.scores.pages);
  }

  /** Returns to the ten best. */
  restart(): void {
    this.turn(1);
  }

  /** Returns the lines of the page, and requests it if that is due. Call it while it is shown. */
  show(view: GameView, nowMs: number): Placed[] {
    const { ranking } = view;
    setHidden(this.node, ranking === undefined);
    if (ranking === undefined) return placed(view);
    const players = playersOf(view);
    const lines = this.firstPlace === 1 ? placed(view) : this.requestedLines(view, nowMs);
    const end = this.firstPlace === 1 ? FIRST_REQUESTED : this.firstPlace + PAGE;
    const places = [this.firstPlace, Math.min(players, end - 1), players] as const;
    setText(this.range, rangeWords(...places));
    this.previous.disabled = this.firstPlace === 1;
    this.next.disabled = end > players;
    return lines;
  }

  private requestedLines(view: GameView, nowMs: number): Placed[] {
    if (nowMs >= this.requestDueMs) {
      this.requestDueMs = nowMs + REFRESH_MS;
      this.actions.requestStandings(this.firstPlace);
    }
    const page = view.ranking?.page;
    const lines = page?.firstPlace === this.firstPlace ? page.lines : [];
    return withOwn(
      lines.map((line, i) => ({ rank: this.firstPlace + i, line })),
      view,
    );
  }

  private turn(firstPlace: number): void {
    this.firstPlace = Math.max(1, firstPlace);
    this.requestDueMs = 0;
  }
}

function rangeWords(first: number, last: number, of: number): string {
  const { format, scores } = words;
  return scores.range(format.number(first), format.number(last), format.number(of));
}
