import type { GameView } from "../netcode/game-view";
import { settings } from "../ui/settings-store";
import { type Cue, cuesOf } from "./choice";
import { type Placing, place } from "./placing";
import { Synth } from "./synth";
import { Voices } from "./voices";

export interface Sound {
  play(view: GameView): void;
}

const HERE: Placing = { pan: 0, gain: 1 };
const FAINTEST = 0.02;

/** Every sound of the game, synthesised; silent until the first gesture on the page. */
export function createSound(): Sound {
  const sounds = new Sounds();
  for (const gesture of ["pointerdown", "keydown", "touchend"] as const) {
    window.addEventListener(gesture, () => sounds.wake(), { passive: true });
  }
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("button")) {
      sounds.sound({ name: "click" }, HERE);
    }
  });
  settings.onChange(() => sounds.applyVolume());
  return sounds;
}

class Sounds implements Sound {
  private readonly voices = new Voices();
  private context: AudioContext | undefined;
  private synth: Synth | undefined;
  private leader: number | undefined;

  /** Browsers let a page sound only once somebody touched it. */
  wake(): void {
    if (!this.context && typeof AudioContext !== "undefined") {
      this.context = new AudioContext({ latencyHint: "interactive" });
      this.synth = new Synth(this.context);
      this.applyVolume();
    }
    if (this.context?.state === "suspended") void this.context.resume();
  }

  applyVolume(): void {
    this.synth?.setVolume(settings.volume());
  }

  play(view: GameView): void {
    if (view.phase !== "playing") return;
    for (const event of view.events) {
      for (const cue of cuesOf(event, view)) this.sound(cue, placingOf(cue, view));
    }
    const crowned = view.leader === view.ownId && this.leader !== view.ownId;
    if (crowned) this.sound({ name: "crown" }, HERE);
    this.leader = view.leader;
  }

  sound(cue: Cue, placing: Placing): void {
    const { synth, context } = this;
    if (!synth || context?.state !== "running") return;
    if (settings.volume() === 0 || placing.gain < FAINTEST) return;
    this.voices.admit(cue.name, context.currentTime * 1000, () => synth.start(cue.name, placing));
  }
}

function placingOf(cue: Cue, view: GameView): Placing {
  if (cue.x === undefined || cue.y === undefined) return HERE;
  return place(cue.x - view.own.x, cue.y - view.own.y);
}
