import type { GameView } from "../netcode/game-view";
import { settings } from "../settings/settings-store";
import { type Cue, cuesOf } from "./choice";
import { type Placing, place } from "./placing";
import { Synth } from "./synth";
import { Voices } from "./voices";

/** Plays the sounds of a game view. Call `play` once a render frame. */
export interface Sound {
  play(view: GameView): void;
}

const HERE: Placing = { pan: 0, gain: 1 };
const FAINTEST = 0.02;
const FAILED_OPENS_MAX = 4;

const GESTURES = ["pointerdown", "pointerup", "touchend", "keydown"] as const;

/** Creates the sounds of the game, synthesised; silent until the first gesture on the page. */
export function createSound(): Sound {
  const sounds = new Sounds();
  for (const gesture of GESTURES) {
    // Listens in the capture phase, because panels stop the propagation of some gestures.
    window.addEventListener(gesture, () => sounds.wake(), { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) sounds.resume();
  });
  for (const back of ["pageshow", "focus"] as const) {
    window.addEventListener(back, () => sounds.resume());
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
  private voices = new Voices();
  private failedOpens = 0;
  private context: AudioContext | undefined;
  private synth: Synth | undefined;
  private leader: number | undefined;

  /** Browsers allow sound only after the first gesture on the page. */
  wake(): void {
    if (!this.context || this.context.state === "closed") this.open();
    this.resume();
  }

  /**
   * Resumes what the system has stopped: a call or another app leaves a context "interrupted", a
   * hidden page or a lost device leaves it "suspended". Does nothing before the first gesture.
   */
  resume(): void {
    const { context } = this;
    if (!context || context.state === "running" || context.state === "closed") return;
    // Some browsers reject this without a gesture; the next gesture tries again.
    void attempt(() => context.resume());
  }

  /** Stays silent if the browser provides no audio context; later gestures try a few more times. */
  private open(): void {
    if (typeof AudioContext === "undefined" || this.failedOpens >= FAILED_OPENS_MAX) return;
    let context: AudioContext | undefined;
    try {
      context = new AudioContext({ latencyHint: "interactive" });
      this.synth = new Synth(context);
      this.context = context;
      // The clock of a new context starts at 0, and voices are timed by it.
      this.voices = new Voices();
      this.applyVolume();
    } catch {
      this.failedOpens++;
      void attempt(async () => context?.close());
    }
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

/** Runs `use` and ignores every failure. */
async function attempt(use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } catch {
    // Stays silent.
  }
}

function placingOf(cue: Cue, view: GameView): Placing {
  if (cue.x === undefined || cue.y === undefined) return HERE;
  return place(cue.x - view.own.x, cue.y - view.own.y);
}
