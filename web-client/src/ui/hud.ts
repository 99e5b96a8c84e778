/**
 * Everything of the page that is words. Tests and screen readers find its parts by `data-testid`:
 *
 * - menu: menu, name-input, play-button, room-input, join-button, create-room-button, hints,
 *   menu-settings-button, room-notice, elsewhere-button.
 * - instruments: hud, gauges, health, shield, boost, rail (each with `…-number`), score, rank,
 *   round-timer, top10, kill-feed, praise, minimap, legend.
 * - buttons and notices of a game: room-code, copy-link, settings-button, chat-button,
 *   scores-button, show-qr-code, arrow-enemy, arrow-leader, first-hints, hint-fly, hint-rail,
 *   hint-pickups, joined, left.
 * - panels: scoreboard, scoreboard-close, scores-previous, scores-range, scores-next, chat,
 *   chat-log, chat-input, chat-close, mute-player, mute-all, death-screen, killer,
 *   respawn-countdown.
 * - result of a round: round-result, winner, result-place, result-figures (own-kills, own-deaths,
 *   best-streak, accuracy-blaster, accuracy-rail, hit-most, hit-most-by), result-best, next-round,
 *   share-button.
 * - connection: reconnecting, waiting, connecting, cancel-button, closed, closed-reason,
 *   again-button, back-button, toast.
 * - settings: settings, settings-close, leave-button, language, volume, mute-sound, screen-shake,
 *   reduced-motion, vibration, swap-sticks, full-screen, show-invite, show-net-graph,
 *   show-network-lab, key-table, reset-keys, bind-up and so on for each action.
 * - invite: invite, invite-close, invite-link, invite-share, qr-code.
 * - elsewhere: stage (canvas, `data-renderer`), thumbs, stick-left, stick-right, rail-button,
 *   net-graph, graph-close, hit-audit, network-lab, lab-close, lab-profile, lab-reset,
 *   lab-figures, and lab-… for each switch, slider and figure.
 */
import { fullScreen } from "../device/full-screen";
import type { GameActions, GameView } from "../netcode/game-view";
import { button, element, setHidden } from "../page/dom";
import { isMetaKey, isTyping, pressesButton } from "../page/key-events";
import { settings } from "../settings/settings-store";
import { words } from "../words/language";
import { createChat } from "./chat";
import { createClosed } from "./closed";
import { createEdgeArrows } from "./edge-arrows";
import { createFirstHints } from "./first-hints";
import { createGauges } from "./gauges";
import { createInvite } from "./invite";
import { createKillFeed } from "./kill-feed";
import { createMenu } from "./menu";
import { createMinimap } from "./minimap";
import { Mutes } from "./mutes";
import {
  createConnecting,
  createDeathScreen,
  createReconnecting,
  createScore,
  createTimer,
  createToast,
  createWaiting,
} from "./panels";
import { createRanking } from "./ranking";
import { RoomAddress } from "./room-address";
import { createRoomBadge } from "./room-badge";
import { createRoundResult } from "./round-result";
import { createSettingsPanel, type SideView } from "./settings-panel";
import { createSlowDeviceSign } from "./slow-device";

/** All words of the page; call `update` once a render frame. */
export interface Hud {
  update(view: GameView, nowMs: number): void;
}

/** Creates the menu, the instruments and the panels: all text of the page. */
export function createHud(
  root: HTMLElement,
  actions: GameActions,
  sideViews: readonly SideView[] = [],
): Hud {
  reportOrientation(actions);
  markSettings(root);
  const hud = new HeadUpDisplay(root, actions, sideViews);
  window.addEventListener("keydown", (event) => hud.keyDown(event));
  window.addEventListener("keyup", (event) => hud.keyUp(event));
  window.addEventListener("blur", () => hud.hideBoard());
  document.addEventListener("visibilitychange", () => hud.hideBoard());
  return hud;
}

class HeadUpDisplay implements Hud {
  private readonly mutes = new Mutes();
  private readonly gauges = createGauges();
  private readonly feed = createKillFeed();
  private readonly ranking;
  private readonly chat;
  private readonly settingsPanel;
  private readonly invite;
  private readonly menu;
  /** Shown while there is a game. */
  private readonly instruments;
  /** Panels that show themselves when the view calls for them. */
  private readonly covers;
  private readonly hud = element("div", { className: "hud", testid: "hud", hidden: true });
  private readonly address = new RoomAddress();
  private inGame = false;
  private room = "";

  constructor(root: HTMLElement, actions: GameActions, sideViews: readonly SideView[]) {
    this.chat = createChat(actions, this.mutes);
    this.ranking = createRanking(this.mutes, actions);
    this.invite = createInvite(root);
    const showCode = () => this.invite.open(this.room);
    const invitation = { name: "invite", caption: words.invite.showCode, toggle: showCode };
    this.settingsPanel = createSettingsPanel(root, actions, [
      { ...invitation, inGameOnly: true },
      ...sideViews,
    ]);
    this.menu = createMenu(root, actions, () => this.settingsPanel.open(false));
    const timer = createTimer();
    const score = createScore();
    const badge = createRoomBadge(showCode);
    const minimap = createMinimap();
    const slowDevice = createSlowDeviceSign();
    const arrows = createEdgeArrows();
    const hints = createFirstHints();
    const panels = [
      createDeathScreen(),
      createRoundResult(),
      createReconnecting(),
      createWaiting(),
    ];
    this.instruments = [
      this.gauges,
      this.feed,
      this.ranking,
      this.chat,
      timer,
      score,
      badge,
      minimap,
      slowDevice,
      arrows,
      hints,
    ];
    const closed = createClosed(actions, () => this.menu.forgetRoom());
    this.covers = [...panels, createConnecting(actions), closed, createToast()];
    const middle = element("div", { className: "hud-middle" }, timer.node, score.node);
    middle.append(slowDevice.node);
    const right = element("div", { className: "hud-right" }, this.buttons(), minimap.node);
    right.append(this.feed.feed);
    const left = element("div", { className: "hud-left" }, badge.node, this.ranking.top);
    // The menu has the page's heading; this one replaces it while the menu is hidden.
    this.hud.append(element("h1", { className: "unseen", text: "Tickstorm" }));
    this.hud.append(
      arrows.node,
      hints.node,
      left,
      middle,
      right,
      this.gauges.node,
      this.feed.praise,
      this.chat.node,
    );
    this.hud.append(this.ranking.board);
    root.append(this.hud, ...this.covers.map((cover) => cover.node));
  }

  update(view: GameView, nowMs: number): void {
    const wasInGame = this.inGame;
    this.inGame = view.phase === "playing" || view.phase === "reconnecting";
    // After the game, no dialog of the game covers the texts.
    if (wasInGame && !this.inGame) {
      this.settingsPanel.close();
      this.invite.close();
    }
    this.room = view.room;
    if (this.address.update(view)) this.menu.forgetRoom();
    this.menu.show(view.phase === "menu");
    setHidden(this.hud, !this.inGame);
    if (this.inGame) {
      for (const instrument of this.instruments) instrument.update(view, nowMs);
    }
    for (const cover of this.covers) cover.update(view, nowMs);
  }

  keyDown(event: KeyboardEvent): void {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey) return;
    const { chat, scoreboard, fullScreen: wholeScreen } = settings.preferences.bindings;
    if (event.code === wholeScreen && fullScreen.isPossible) void fullScreen.toggle();
    else if (!this.inGame) return;
    else if (event.code === "Escape" && !this.ranking.board.hidden) this.hideBoard();
    else if (event.code === "Escape") this.settingsPanel.toggle(true);
    else if (event.code === scoreboard) this.ranking.showBoard(true);
    else if (event.code === chat && !pressesButton(event)) this.chat.open();
    else return;
    event.preventDefault();
  }

  keyUp(event: KeyboardEvent): void {
    const { scoreboard } = settings.preferences.bindings;
    if (event.code === scoreboard || isMetaKey(event)) this.hideBoard();
  }

  hideBoard(): void {
    this.ranking.showBoard(false);
  }

  private buttons(): HTMLElement {
    const scores = button("scores-button", words.scores.caption, () =>
      this.ranking.showBoard(this.ranking.board.hidden === true, true),
    );
    const talk = button("chat-button", words.chat.caption, () => this.chat.open());
    const gear = button("settings-button", words.settings.caption, () =>
      this.settingsPanel.open(true),
    );
    for (const [made, name] of [
      [scores, "scores"],
      [talk, "chat"],
      [gear, "gear"],
    ] as const) {
      made.className = `icon icon-${name}`;
      made.setAttribute("aria-label", made.textContent ?? "");
      made.textContent = "";
    }
    return element("div", { className: "hud-buttons" }, scores, talk, gear);
  }
}

/** The server sends a portrait screen a portrait box. */
function reportOrientation(actions: GameActions): void {
  let portrait = window.innerHeight > window.innerWidth;
  actions.setPortrait(portrait);
  window.addEventListener("resize", () => {
    const now = window.innerHeight > window.innerWidth;
    if (now === portrait) return;
    portrait = now;
    actions.setPortrait(now);
  });
}

/** Sets classes on the root for the settings that style sheets use. */
function markSettings(root: HTMLElement): void {
  const apply = () => {
    root.classList.toggle("calm", settings.preferences.reducedMotion);
    root.classList.toggle("left-handed", settings.preferences.swapSticks);
  };
  settings.onChange(apply);
  apply();
}
