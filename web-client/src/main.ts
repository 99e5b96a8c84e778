// Connects the game to the page: the network and the clock on one side, picture, words, sound and
// devices on the other. All other modules receive their dependencies as arguments.
import "./start-watch";

import { createSound } from "./audio/sound";
import { createNetGraph } from "./debug/net-graph";
import { createNetworkLab } from "./debug/network-lab";
import { Vibration } from "./device/vibration";
import { WakeLock } from "./device/wake-lock";
import { runFrames } from "./frame-loop";
import { ignoreKeyRepeat } from "./input/key-repeat";
import { createPilot } from "./input/pilot";
import { surroundingsOf, TIME, type TransportWish } from "./net/index";
import { TicketShelf } from "./net/resume-ticket";
import { SimulatedLink } from "./net/simulated-socket";
import { endpointOf } from "./net/web-socket";
import { Game } from "./netcode/game";
import type { GameView, PilotInput } from "./netcode/game-view";
import { type LabSwitches, normalPlay } from "./netcode/lab-switches";
import { createStage } from "./render/stage";
import { settings } from "./settings/settings-store";
import { startWithNotice } from "./start-notice";
import { tabStorage } from "./storage";
import { showToTests } from "./test-window";
import { createHud } from "./ui/hud";
import { addressedRoom } from "./ui/room-address";
import { applyLanguage } from "./words/language";

const WATCH_MS = 1000;
const AT_REST: PilotInput = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };

function createGame(link: SimulatedLink, switches: LabSwitches): Game {
  const shelf = new TicketShelf(tabStorage, () => Date.now());
  const url = endpointOf(window.location);
  const surroundings = surroundingsOf({ url, transport: transportWish(), link });
  return new Game(surroundings, shelf, switches);
}

/** `?transport=polling` or `?transport=websocket` in the address forces one. */
function transportWish(): TransportWish {
  const wish = new URLSearchParams(window.location.search).get("transport");
  return wish === "polling" || wish === "websocket" ? wish : "auto";
}

/** Reports page and network events to the game. */
function followPage(game: Game): void {
  const portrait = window.matchMedia("(orientation: portrait)");
  const turned = () => game.setPortrait(portrait.matches);
  const seen = () => {
    game.setHidden(document.hidden);
  };
  portrait.addEventListener("change", turned);
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("online", () => game.wake());
  window.addEventListener("focus", () => game.wake());
  window.addEventListener("pagehide", () => game.goAway());
  turned();
  seen();
}

async function start(root: HTMLElement): Promise<void> {
  const link = new SimulatedLink(TIME);
  const switches = normalPlay();
  const game = createGame(link, switches);
  let view: GameView = game.frame(AT_REST);
  showToTests(() => view);
  followPage(game);
  ignoreKeyRepeat(window);
  const stage = await createStage(root);
  const sound = createSound();
  const pilot = createPilot(root);
  const netGraph = createNetGraph(root);
  const networkLab = createNetworkLab(root, link, switches);
  const hud = createHud(root, game, [netGraph.panel, networkLab.panel]);
  const wakeLock = new WakeLock(navigator, document);
  const vibration = new Vibration(navigator, () => settings.vibrates());
  let input = AT_REST;
  runFrames([
    {
      name: "input",
      run(nowMs) {
        input = pilot.read(view, nowMs);
      },
      failed() {
        input = AT_REST;
      },
    },
    {
      name: "game",
      run() {
        view = game.frame(input);
      },
      failed() {
        view = { ...view, events: [] };
      },
    },
    { name: "stage", run: (nowMs, dtMs) => stage.draw(view, nowMs, dtMs) },
    { name: "hud", run: (nowMs) => hud.update(view, nowMs) },
    { name: "sound", run: () => sound.play(view) },
    { name: "wake lock", run: () => wakeLock.update(view) },
    { name: "vibration", run: (nowMs) => vibration.update(view, nowMs) },
    { name: "net graph", run: (nowMs) => netGraph.update(view, nowMs) },
    { name: "network lab", run: (nowMs) => networkLab.update(view, nowMs) },
  ]);
  setInterval(() => game.watch(), WATCH_MS);
  game.goOn(addressedRoom());
}

applyLanguage(document);
await startWithNotice(
  () => start(document.getElementById("app") ?? document.body),
  document.getElementById("start-notice"),
);
