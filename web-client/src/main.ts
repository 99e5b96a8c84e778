// Wires the game to the page: the network and the clock on one side, picture, words, sound and
// devices on the other. Everything else gets what it needs passed in.
import { createSound } from "./audio/sound";
import { createNetGraph } from "./debug/net-graph";
import { createNetworkLab } from "./debug/network-lab";
import { createPilot } from "./input/pilot";
import type { SocketEvents } from "./net/connection";
import { postTo } from "./net/http-post";
import { PollingSocket } from "./net/polling-socket";
import { TicketShelf } from "./net/resume-ticket";
import { SimulatedLink } from "./net/simulated-socket";
import { TransportChoice, type TransportWish } from "./net/transport";
import { endpointOf, openWebSocket, pollEndpointOf } from "./net/web-socket";
import { Game } from "./netcode/game";
import type { GameView, PilotInput } from "./netcode/game-view";
import { type LabSwitches, normalPlay } from "./netcode/lab-switches";
import { createStage } from "./render/stage";
import { showToTests } from "./test-window";
import { createHud } from "./ui/hud";

const WATCH_MS = 1000;
const AT_REST: PilotInput = { moveX: 0, moveY: 0, aim: 0, fire: false, rail: false };

const TIME = {
  nowMs: () => performance.now(),
  after(delayMs: number, run: () => void) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

function createGame(link: SimulatedLink, switches: LabSwitches): Game {
  const shelf = new TicketShelf(sessionStorage, () => Date.now());
  const url = endpointOf(window.location);
  const post = postTo(pollEndpointOf(url));
  const ways = {
    openWebSocket: (events: SocketEvents) => openWebSocket(url, events),
    openPolling: (events: SocketEvents) => new PollingSocket({ ...TIME, post }, events),
  };
  const choice = new TransportChoice(ways, TIME.after, transportWish());
  const surroundings = {
    ...TIME,
    openSocket: (events: SocketEvents) => link.open((inner) => choice.open(inner), events),
    openUpgrade: (events: SocketEvents) => link.openIf(choice.openUpgrade, events),
  };
  return new Game(surroundings, shelf, switches);
}

/** `?transport=polling` or `?transport=websocket` in the address forces one. */
function transportWish(): TransportWish {
  const wish = new URLSearchParams(window.location.search).get("transport");
  return wish === "polling" || wish === "websocket" ? wish : "auto";
}

/** Tells the game what happens to the page and its network. */
function followPage(game: Game): void {
  const portrait = window.matchMedia("(orientation: portrait)");
  const turned = () => game.setPortrait(portrait.matches);
  const seen = () => {
    game.isHidden = document.hidden;
    if (!document.hidden) game.wake();
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
  const stage = await createStage(root);
  const sound = createSound();
  const pilot = createPilot(root);
  const netGraph = createNetGraph(root);
  const networkLab = createNetworkLab(root, link, switches);
  const hud = createHud(root, game, [netGraph.panel, networkLab.panel]);
  let lastMs = performance.now();
  const draw = (nowMs: number) => {
    const dtMs = Math.max(0, nowMs - lastMs);
    lastMs = nowMs;
    view = game.frame(pilot.read(view, nowMs));
    stage.draw(view, nowMs, dtMs);
    hud.update(view, nowMs);
    sound.play(view);
    netGraph.update(view, nowMs);
    networkLab.update(view, nowMs);
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
  setInterval(() => game.watch(), WATCH_MS);
  game.goOn(new URLSearchParams(window.location.search).get("room")?.toUpperCase() ?? "");
}

await start(document.getElementById("app") ?? document.body);
