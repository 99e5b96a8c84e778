import type { WeaponName } from "../gen/weapons";
import type { GameView } from "../netcode/game-view";
import { textColourOf } from "../render/palette";
import { WEAPON_NAMES } from "../sim/weapon-table";
import { lastingStorage } from "../storage";
import { type Best, keepBest } from "./best-rounds";
import { button, element, setHidden, setText } from "./dom";
import type { Panel } from "./panels";
import { ranked } from "./ranking";
import { roomLink } from "./room-address";
import { accuracyPercent, type Opponent, RoundStats, type RoundSummary } from "./round-stats";
import { shareLink } from "./share-link";
import { secondsWithTenths } from "./text-limits";
import { botBadge } from "./who-name";

/** Lines of the table; the own one is shown as well, wherever it is. */
const RESULT_LINES = 3;
/** The others are drawn a little in the past, and so are their last hits. */
const LOOK_MS = 700;
const SHARE = "Share link";
const WEAPON_CAPTIONS: Record<WeaponName, string> = { BLASTER: "Blaster", RAIL: "Rail" };

/** The end of a round as its person sees it: their own figures first, then the best of the room. */
export function createRoundResult(): Panel {
  const stats = new RoundStats();
  const heading = element("h2", { testid: "winner" });
  const place = element("p", { className: "result-place", testid: "result-place" });
  const figures = element("dl", { className: "result-figures", testid: "result-figures" });
  const best = element("p", { className: "result-best", testid: "result-best" });
  const body = element("tbody");
  const next = element("p", { className: "countdown", testid: "next-round" });
  let room = "";
  const share = button("share-button", SHARE, () => {
    void shareLink(roomLink(room), "Tickstorm").then((done) => {
      if (done === "copied") setText(share, "Link copied");
    });
  });
  const node = element("section", {
    className: "result panel",
    testid: "round-result",
    label: "Round result",
    hidden: true,
  });
  node.dataset.panel = "";
  // It scrolls, so the keyboard has to reach it; a timer is not read aloud at every change.
  node.tabIndex = 0;
  next.setAttribute("role", "timer");
  const foot = element("div", { className: "result-foot" }, next, share);
  node.append(heading, place, figures, best, element("table", {}, body), foot);
  let shownRound = -1;
  let lastLookMs = 0;
  const show = (view: GameView) => {
    const summary = stats.summary(view);
    room = view.room;
    setText(share, SHARE);
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
      setText(next, `Next round in ${secondsWithTenths(view.round.endsInMs)}`);
      if (shownRound === view.round.number && nowMs < lastLookMs) return;
      // Once more when the last hits have been drawn, and then no more.
      lastLookMs = shownRound === view.round.number ? Number.POSITIVE_INFINITY : nowMs + LOOK_MS;
      shownRound = view.round.number;
      show(view);
    },
  };
}

function winnerWords(view: GameView): (Node | string)[] {
  const { winner } = view.round;
  if (winner === undefined) return ["Nobody scored"];
  if (winner === view.ownId) return ["You win the round!"];
  const line = view.roster.get(winner);
  const badge = line?.bot ? [" ", botBadge()] : [];
  return [line?.name ?? "Somebody", ...badge, " wins the round"];
}

function placeWords({ place, of, score }: RoundSummary): string {
  if (place === 0) return "";
  return `You are number ${place} of ${of}, with ${score} ${score === 1 ? "point" : "points"}.`;
}

function bestWords(best: Best, isNew: boolean): string {
  const words = `${best.score} points, ${best.kills} kills, a streak of ${best.streak}`;
  return isNew ? `A new best on this device! ${words}.` : `Your best on this device: ${words}.`;
}

function figureList(summary: RoundSummary): HTMLElement[] {
  const { kills, deaths, bestStreak, hitMost, hitMostBy } = summary;
  const accuracy = WEAPON_NAMES.map((weapon) =>
    figure(
      `accuracy-${weapon.toLowerCase()}`,
      WEAPON_CAPTIONS[weapon],
      accuracyWords(summary, weapon),
    ),
  );
  return [
    figure("own-kills", "Kills", String(kills)),
    figure("own-deaths", "Deaths", String(deaths)),
    figure("best-streak", "Best streak", String(bestStreak)),
    ...accuracy,
    figure("hit-most", "You hit most", ...opponentWords(hitMost)),
    figure("hit-most-by", "Hit you most", ...opponentWords(hitMostBy)),
  ];
}

function accuracyWords({ hits, shots }: RoundSummary, weapon: WeaponName): string {
  const percent = accuracyPercent(hits[weapon], shots[weapon]);
  return percent === undefined ? "not used" : `${percent}% of ${shots[weapon]}`;
}

function opponentWords(opponent: Opponent | undefined): (Node | string)[] {
  if (opponent === undefined) return ["nobody"];
  const { name, bot, hits } = opponent;
  return [name, ...(bot ? [" ", botBadge()] : []), ` ×${hits}`];
}

function figure(testid: string, caption: string, ...words: (Node | string)[]): HTMLElement {
  const value = element("dd", { testid }, ...words);
  return element("div", {}, element("dt", { text: caption }), value);
}

function resultRows(view: GameView): HTMLElement[] {
  const captions = ["#", "Pilot", "Score", "Kills", "Deaths"];
  const head = element("tr", {}, ...captions.map((text) => element("th", { text })));
  const rows = ranked(view.roster).map((line, i) => {
    const cells = [i + 1, line.name, line.score, line.kills, line.deaths].map(String);
    const row = element("tr", { className: line.id === view.ownId ? "own" : "" });
    row.append(...cells.map((text) => element("td", { text })));
    const name = row.children[1] as HTMLElement;
    name.style.color = textColourOf(line.colour);
    if (line.bot) name.append(" ", botBadge());
    return { row, own: line.id === view.ownId };
  });
  const shown = rows.filter(({ own }, i) => i < RESULT_LINES || own);
  return [head, ...shown.map(({ row }) => row)];
}
