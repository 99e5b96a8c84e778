import type { WeaponName } from "../gen/weapons";
import type { GameView } from "../netcode/game-view";
import { button, element, sentence, setHidden, setText } from "../page/dom";
import { WEAPON_NAMES } from "../sim/weapon-table";
import { lastingStorage } from "../storage";
import { textColourOf } from "../view/palette";
import { words } from "../words/language";
import { type Best, keepBest } from "./best-rounds";
import type { Panel } from "./panels";
import { placed } from "./places";
import { headRow } from "./ranking";
import { roomLink } from "./room-address";
import { accuracyShare, type Opponent, RoundStats, type RoundSummary } from "./round-stats";
import { shareLink } from "./share-link";
import { botBadge } from "./who-name";

/** Lines of the table; the own line is shown in addition. */
const RESULT_LINES = 3;
/** The others are drawn a little in the past, and so are their last hits. */
const LOOK_MS = 700;

/** Creates the result of a round: the figures of the person first, then the best of the room. */
export function createRoundResult(): Panel {
  const stats = new RoundStats();
  const heading = element("h2", { testid: "winner" });
  const place = element("p", { className: "result-place", testid: "result-place" });
  const figures = element("dl", { className: "result-figures", testid: "result-figures" });
  const best = element("p", { className: "result-best", testid: "result-best" });
  const body = element("tbody");
  const next = element("p", { className: "countdown", testid: "next-round" });
  let room = "";
  const share = button("share-button", words.invite.shareLink, () => {
    void shareLink(roomLink(room)).then((done) => {
      if (done === "copied") setText(share, words.invite.linkCopied);
    });
  });
  const node = element("section", {
    className: "result panel",
    testid: "round-result",
    label: words.result.label,
    hidden: true,
  });
  node.dataset.panel = "";
  // It scrolls, so it has to be reachable by keyboard; a screen reader does not announce every
  // change of a timer.
  node.tabIndex = 0;
  next.setAttribute("role", "timer");
  const foot = element("div", { className: "result-foot" }, next, share);
  node.append(heading, place, figures, best, element("table", {}, body), foot);
  let shownRound = -1;
  let lastLookMs = 0;
  const show = (view: GameView) => {
    const summary = stats.summary(view);
    room = view.room;
    setText(share, words.invite.shareLink);
    heading.replaceChildren(...winnerWords(view));
    setText(place, placeWords(summary));
    figures.replaceChildren(...figureList(summary));
    const { score, kills, bestStreak: streak } = summary;
    const kept = keepBest(lastingStorage, { score, kills, streak });
    setText(best, bestWords(kept.best, kept.isNew));
    body.replaceChildren(...resultRows(view));
  };
  return {
    node,
    update(view, nowMs) {
      const isInGame = view.phase === "playing" || view.phase === "reconnecting";
      if (isInGame) stats.update(view);
      const over = view.phase === "playing" && view.round.phase === "result";
      setHidden(node, !over);
      if (!over) {
        shownRound = -1;
        return;
      }
      setText(next, words.result.nextRoundIn(words.format.seconds(view.round.endsInMs)));
      if (shownRound === view.round.number && nowMs < lastLookMs) return;
      // Updated once more after the last hits were drawn, then no more.
      lastLookMs = shownRound === view.round.number ? Number.POSITIVE_INFINITY : nowMs + LOOK_MS;
      shownRound = view.round.number;
      show(view);
    },
  };
}

function winnerWords(view: GameView): (Node | string)[] {
  const { winner } = view.round;
  if (winner === undefined) return [words.result.nobodyScored];
  if (winner === view.ownId) return [words.result.youWin];
  const line = view.roster.get(winner);
  const name = element("span", { text: line?.name ?? words.somebody });
  if (line?.bot) name.append(" ", botBadge());
  return sentence(words.result.wins, name);
}

function placeWords({ place, of, score }: RoundSummary): string {
  if (place === 0) return "";
  return words.result.place(place, of, score);
}

function bestWords(best: Best, isNew: boolean): string {
  const format = isNew ? words.result.newBest : words.result.best;
  return format(best.score, best.kills, best.streak);
}

function figureList(summary: RoundSummary): HTMLElement[] {
  const { kills, deaths, bestStreak, hitMost, hitMostBy } = summary;
  const { result, format } = words;
  const accuracy = WEAPON_NAMES.map((weapon) =>
    figure(
      `accuracy-${weapon.toLowerCase()}`,
      words.weapons[weapon].name,
      accuracyWords(summary, weapon),
    ),
  );
  return [
    figure("own-kills", result.kills, format.number(kills)),
    figure("own-deaths", result.deaths, format.number(deaths)),
    figure("best-streak", result.bestStreak, format.number(bestStreak)),
    ...accuracy,
    figure("hit-most", result.hitMost, ...opponentWords(hitMost)),
    figure("hit-most-by", result.hitMostBy, ...opponentWords(hitMostBy)),
  ];
}

function accuracyWords({ hits, shots }: RoundSummary, weapon: WeaponName): string {
  const share = accuracyShare(hits[weapon], shots[weapon]);
  if (share === undefined) return words.result.notUsed;
  return words.result.accuracy(words.format.percent(share), shots[weapon]);
}

function opponentWords(opponent: Opponent | undefined): (Node | string)[] {
  if (opponent === undefined) return [words.nobody];
  const { name, bot, hits } = opponent;
  return [name, ...(bot ? [" ", botBadge()] : []), ` ${words.result.times(hits)}`];
}

function figure(testid: string, caption: string, ...words: (Node | string)[]): HTMLElement {
  const value = element("dd", { testid }, ...words);
  return element("div", {}, element("dt", { text: caption }), value);
}

function resultRows(view: GameView): HTMLElement[] {
  const rows = placed(view).map(({ rank, line }) => {
    const cells = [rank, line.name, line.score, line.kills, line.deaths].map(String);
    const row = element("tr", { className: line.id === view.ownId ? "own" : "" });
    row.append(...cells.map((text) => element("td", { text })));
    const name = row.children[1] as HTMLElement;
    name.style.color = textColourOf(line.colour);
    if (line.bot) name.append(" ", botBadge());
    return { row, own: line.id === view.ownId };
  });
  const shown = rows.filter(({ own }, i) => i < RESULT_LINES || own);
  return [headRow(), ...shown.map(({ row }) => row)];
}
