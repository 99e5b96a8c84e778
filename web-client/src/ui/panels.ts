import type { GameActions, GameView } from "../netcode/game-view";
import { textColourOf } from "../render/palette";
import { button, element, setHidden, setText } from "./dom";
import { ranked } from "./ranking";
import { minutesAndSeconds, secondsWithTenths } from "./text-limits";
import { botBadge, showBadge } from "./who-name";

/** Something over the picture that shows itself when the view calls for it. */
export interface Panel {
  node: HTMLElement;
  update(view: GameView, nowMs: number): void;
}

const ENDING_MS = 10_000;
const SHIP_KEPT = "Connection lost. Your ship is kept.";
/** Sorting the roster sixty times a second would be waste. */
const SCORE_EVERY_MS = 150;

export function createTimer(): Panel {
  const node = element("p", { className: "timer", testid: "round-timer", label: "Time left" });
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

export function createScore(): Panel {
  const points = element("span", { className: "score-points", testid: "score" });
  const rank = element("span", { className: "score-rank", testid: "rank" });
  const node = element("div", { className: "score", label: "Score" }, points, rank);
  node.setAttribute("role", "group");
  let dueMs = 0;
  return {
    node,
    update(view, nowMs) {
      if (nowMs < dueMs) return;
      dueMs = nowMs + SCORE_EVERY_MS;
      const lines = ranked(view.roster);
      const place = lines.findIndex((line) => line.id === view.ownId);
      setText(points, String(lines[place]?.score ?? 0));
      setText(rank, place < 0 ? "" : `#${place + 1} of ${lines.length}`);
    },
  };
}

export function createDeathScreen(): Panel {
  const killer = element("strong", { testid: "killer" });
  const countdown = element("p", { className: "countdown", testid: "respawn-countdown" });
  // A timer is not read aloud at every change.
  countdown.setAttribute("role", "timer");
  const cause = element("p", { className: "death-cause" });
  const heading = element("h2", { text: "Destroyed" });
  const node = element("section", { className: "death", testid: "death-screen", hidden: true });
  node.setAttribute("role", "status");
  const weapon = element("span");
  const badge = botBadge();
  badge.hidden = true;
  cause.append("by ", killer, " ", badge, weapon);
  const audit = element("p", { className: "death-cause", testid: "hit-audit" });
  node.append(heading, cause, audit, countdown);
  return {
    node,
    update(view) {
      for (const event of view.events) {
        if (event.kind !== "kill" || event.victim !== view.ownId) continue;
        setText(weapon, ` with the ${event.weapon.toLowerCase()}`);
      }
      const dead = view.phase === "playing" && !view.own.alive && view.round.phase === "playing";
      setHidden(node, !dead);
      if (!dead) {
        if (view.own.alive) setText(weapon, "");
        return;
      }
      const line = view.own.killedBy === undefined ? undefined : view.roster.get(view.own.killedBy);
      setText(killer, line?.name ?? "");
      showBadge(badge, line);
      killer.style.color = textColourOf(line?.colour ?? 0);
      setHidden(cause, line === undefined);
      setText(audit, view.own.deathAudit);
      setText(countdown, `Back in ${secondsWithTenths(view.own.respawnInMs)}`);
    },
  };
}

export function createReconnecting(): Panel {
  let because = SHIP_KEPT;
  const words = element("span");
  // Changes ten times a second, so it is not read aloud.
  const wait = element("span");
  wait.setAttribute("aria-hidden", "true");
  const node = element("section", {
    className: "banner",
    testid: "reconnecting",
    hidden: true,
  });
  node.setAttribute("role", "alert");
  node.append(element("span", { className: "spinner" }), element("span", {}, words, wait));
  return {
    node,
    update(view) {
      setHidden(node, view.phase !== "reconnecting");
      if (view.phase !== "reconnecting") {
        because = SHIP_KEPT;
        return;
      }
      if (view.retryInMs > 0) because = view.lostBecause || SHIP_KEPT;
      setText(words, because);
      setText(wait, ` ${tryingAgain(view.retryInMs)}`);
    },
  };
}

export function createWaiting(): Panel {
  const words = element("span", { text: "No answer from the server. Waiting for it…" });
  const node = element("section", { className: "banner", testid: "waiting", hidden: true });
  node.setAttribute("role", "status");
  node.append(element("span", { className: "spinner" }), words);
  return { node, update: (view) => setHidden(node, view.phase !== "playing" || !view.isWaiting) };
}

export function createConnecting(actions: GameActions): Panel {
  const node = element("section", { className: "cover", testid: "connecting", hidden: true });
  node.setAttribute("role", "status");
  const words = element("p", { testid: "connecting-words" });
  const cancel = button("cancel-button", "Cancel", () => actions.leave());
  node.append(element("span", { className: "spinner" }), words, cancel);
  return {
    node,
    update(view) {
      if (view.phase !== "connecting") {
        setHidden(node, true);
        setText(words, "Connecting…");
        return;
      }
      setHidden(node, false);
      // Between two tries the words stay.
      if (view.retryInMs === 0 && words.textContent !== "") return;
      const because = view.lostBecause || "The server does not answer.";
      setText(words, `${because} ${tryingAgain(view.retryInMs)}`);
    },
  };
}

function tryingAgain(inMs: number): string {
  return inMs > 50 ? `Trying again in ${secondsWithTenths(inMs)}…` : "Trying again…";
}

/** Refusals that do not end the game, such as a chat line sent too fast; never beside an end. */
export function createToast(): Panel {
  const node = element("p", { className: "toast", testid: "toast", hidden: true });
  node.setAttribute("role", "alert");
  let untilMs = 0;
  return {
    node,
    update(view, nowMs) {
      for (const event of view.events) {
        if (event.kind !== "error") continue;
        setText(node, event.message);
        untilMs = nowMs + 5000;
      }
      if (view.phase !== "playing") untilMs = 0;
      setHidden(node, nowMs >= untilMs);
    },
  };
}
