import type { GameActions, GameView } from "../netcode/game-view";
import { button, element, sentence, setHidden, setText } from "../page/dom";
import { textColourOf } from "../view/palette";
import { words } from "../words/language";
import { shotWords } from "../words/shot-words";
import { placed, playersOf } from "./places";
import { asSentence, serverWords } from "./server-words";
import { minutesAndSeconds } from "./text-limits";
import { botBadge, showBadge } from "./who-name";

/** A part over the picture that shows and hides itself by the view. */
export interface Panel {
  node: HTMLElement;
  update(view: GameView, nowMs: number): void;
}

const ENDING_MS = 10_000;
/** The interval at which the roster is sorted, because sorting every frame would be wasteful. */
const SCORE_EVERY_MS = 150;

/** Creates the time left in the round. */
export function createTimer(): Panel {
  const node = element("p", {
    className: "timer",
    testid: "round-timer",
    label: words.hud.timeLeft,
  });
  node.setAttribute("role", "timer");
  return {
    node,
    update(view) {
      const { round } = view;
      setText(node, minutesAndSeconds(round.endsInMs));
      node.classList.toggle("ending", round.phase === "playing" && round.endsInMs < ENDING_MS);
    },
  };
}

/** Creates the score and the rank of the person. */
export function createScore(): Panel {
  const points = element("span", { className: "score-points", testid: "score" });
  const rank = element("span", { className: "score-rank", testid: "rank" });
  const node = element("div", { className: "score", label: words.hud.score }, points, rank);
  node.setAttribute("role", "group");
  let dueMs = 0;
  return {
    node,
    update(view, nowMs) {
      if (nowMs < dueMs) return;
      dueMs = nowMs + SCORE_EVERY_MS;
      const own = placed(view).find(({ line }) => line.id === view.ownId);
      setText(points, words.format.number(own?.line.score ?? 0));
      setText(rank, own === undefined ? "" : words.hud.rank(own.rank, playersOf(view)));
    },
  };
}

/** Creates the screen that the person sees while dead. */
export function createDeathScreen(): Panel {
  const killer = element("strong", { testid: "killer" });
  const countdown = element("p", { className: "countdown", testid: "respawn-countdown" });
  // A screen reader does not announce every change of a timer.
  countdown.setAttribute("role", "timer");
  const cause = element("p", { className: "death-cause" });
  const heading = element("h2", { text: words.death.heading });
  const node = element("section", { className: "death", testid: "death-screen", hidden: true });
  node.setAttribute("role", "status");
  const badge = botBadge();
  badge.hidden = true;
  const who = element("span", {}, killer, " ", badge);
  let how = "";
  const showCause = () =>
    cause.replaceChildren(...sentence((gap) => words.death.by(gap, how), who));
  const audit = element("p", { className: "death-cause", testid: "hit-audit" });
  node.append(heading, cause, audit, countdown);
  return {
    node,
    update(view) {
      for (const event of view.events) {
        if (event.kind !== "kill" || event.victim !== view.ownId) continue;
        how = words.weapons[event.weapon].withIt;
        showCause();
      }
      const dead = view.phase === "playing" && !view.own.alive && view.round.phase === "playing";
      setHidden(node, !dead);
      if (!dead) {
        if (view.own.alive && how !== "") {
          how = "";
          showCause();
        }
        return;
      }
      const line = view.own.killedBy === undefined ? undefined : view.roster.get(view.own.killedBy);
      setText(killer, line?.name ?? "");
      showBadge(badge, line);
      killer.style.color = textColourOf(line?.colour ?? 0);
      setHidden(cause, line === undefined);
      setText(audit, shotWords(view.own.deathAudit));
      setText(countdown, words.death.backIn(words.format.seconds(view.own.respawnInMs)));
    },
  };
}

/** Creates the panel for a lost connection that is being restored. */
export function createReconnecting(): Panel {
  let because = words.lost.shipKept;
  const text = element("span");
  // Changes ten times a second, so screen readers do not announce it.
  const wait = element("span");
  wait.setAttribute("aria-hidden", "true");
  const node = element("section", {
    className: "banner",
    testid: "reconnecting",
    hidden: true,
  });
  node.setAttribute("role", "alert");
  node.append(element("span", { className: "spinner" }), element("span", {}, text, wait));
  return {
    node,
    update(view) {
      setHidden(node, view.phase !== "reconnecting");
      if (view.phase !== "reconnecting") {
        because = words.lost.shipKept;
        return;
      }
      if (view.retryInMs > 0) because = lostWords(view.lostBecause) || words.lost.shipKept;
      setText(text, because);
      setText(wait, ` ${tryingAgain(view.retryInMs)}`);
    },
  };
}

/** Creates the notice that frames are overdue. */
export function createWaiting(): Panel {
  const text = element("span", { text: words.lost.waiting });
  const node = element("section", { className: "banner", testid: "waiting", hidden: true });
  node.setAttribute("role", "status");
  node.append(element("span", { className: "spinner" }), text);
  return { node, update: (view) => setHidden(node, view.phase !== "playing" || !view.isWaiting) };
}

/** Creates the panel for a first connection, which the person can cancel. */
export function createConnecting(actions: GameActions): Panel {
  const node = element("section", { className: "cover", testid: "connecting", hidden: true });
  node.setAttribute("role", "status");
  const text = element("p", { testid: "connecting-words" });
  const cancel = button("cancel-button", words.lost.cancel, () => actions.leave());
  node.append(element("span", { className: "spinner" }), text, cancel);
  return {
    node,
    update(view) {
      if (view.phase !== "connecting") {
        setHidden(node, true);
        setText(text, words.lost.connecting);
        return;
      }
      setHidden(node, false);
      // The text does not change between two attempts.
      if (view.retryInMs === 0 && text.textContent !== "") return;
      const because = lostWords(view.lostBecause) || words.lost.noAnswer;
      setText(text, `${because} ${tryingAgain(view.retryInMs)}`);
    },
  };
}

function tryingAgain(inMs: number): string {
  const { tryingAgainIn, tryingAgain: now } = words.lost;
  return inMs > 50 ? tryingAgainIn(words.format.seconds(inMs)) : now;
}

/** Returns the reason of a lost connection in words; empty if unknown. */
function lostWords(because: GameView["lostBecause"]): string {
  if (because === undefined) return "";
  return serverWords(because.code, because.message) ?? asSentence(because.message);
}

/**
 * Creates the notice of refusals that do not end the game, such as a chat line sent too fast. It is
 * never shown together with an end.
 */
export function createToast(): Panel {
  const node = element("p", { className: "toast", testid: "toast", hidden: true });
  node.setAttribute("role", "alert");
  let untilMs = 0;
  return {
    node,
    update(view, nowMs) {
      for (const event of view.events) {
        if (event.kind !== "error") continue;
        setText(node, serverWords(event.code, event.message) ?? asSentence(event.message));
        untilMs = nowMs + 5000;
      }
      if (view.phase !== "playing") untilMs = 0;
      setHidden(node, nowMs >= untilMs);
    },
  };
}
