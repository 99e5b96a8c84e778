import { createSound } from "../src/audio/sound";
import { createNetGraph } from "../src/debug/net-graph";
import { createNetworkLab } from "../src/debug/network-lab";
import { createPilot } from "../src/input/pilot";
import { normalPlay } from "../src/netcode/lab-switches";
import { createStage } from "../src/render/stage";
import { createHud } from "../src/ui/hud";
import { applyLanguage } from "../src/words/language";
import { createFakeGame, SCENES } from "./fake-game";

// The page without a server: `npm run dev`, then /dev/preview.html.
// `?scene=fight` and so on; `&ms=900` freezes the picture at that time, for screenshots.
const asked = new URLSearchParams(window.location.search);
const scene = SCENES.find((name) => name === asked.get("scene")) ?? "fight";
const freezeMs = Number(asked.get("ms") ?? 0);
applyLanguage(document);
const root = document.getElementById("app") as HTMLElement;
const game = createFakeGame(scene);
const stage = await createStage(root);
const pilot = createPilot(root);
const graph = createNetGraph(root);
const lab = createNetworkLab(root, { profile: undefined }, normalPlay());
const actions = {
  play: (...args: unknown[]) => console.log("play", ...args),
  playAgain: (...args: unknown[]) => console.log("playAgain", ...args),
  sendChat: (text: string) => console.log("sendChat", text),
  leave: () => console.log("leave"),
  setPortrait: (portrait: boolean) => console.log("portrait", portrait),
  requestStandings: (firstPlace: number) => console.log("requestStandings", firstPlace),
};
const hud = createHud(root, actions, [graph.panel, lab.panel]);
const sound = createSound();
let nowMs = 0;
let drawMs = 0;
let frames = 0;

function frame(dtMs: number): void {
  nowMs += dtMs;
  const view = game.advance(nowMs, dtMs);
  const input = pilot.read(view, nowMs);
  if (freezeMs === 0) view.own.aim = input.aim;
  document.body.dataset.input = JSON.stringify(input);
  const startMs = performance.now();
  stage.draw(view, nowMs, dtMs);
  drawMs += performance.now() - startMs;
  frames++;
  sound.play(view);
  hud.update(view, nowMs);
  graph.update(view, nowMs);
  lab.update(view, nowMs);
  document.body.dataset.drawMs = (drawMs / frames).toFixed(2);
}

if (freezeMs > 0) {
  while (nowMs < freezeMs) frame(1000 / 60);
  document.body.dataset.ready = "true";
} else {
  let lastMs = performance.now();
  const loop = (timeMs: number) => {
    frame(Math.min(50, Math.max(0, timeMs - lastMs)));
    lastMs = timeMs;
    requestAnimationFrame(loop);
  };
  requestAnimationFrame(loop);
}
