/** One layer of a sound: a tone or filtered noise whose pitch and loudness move once. */
export interface Layer {
  source: OscillatorType | "noise";
  /** Pitch of the tone, or middle of the noise's filter, in Hz. */
  fromHz: number;
  toHz: number;
  startMs?: number;
  attackMs?: number;
  lengthMs: number;
  gain: number;
  filter?: BiquadFilterType;
  q?: number;
}

/** The sounds of the game, by their names. */
export const SOUND_NAMES = [
  "blasterOwn",
  "blasterOther",
  "railOwn",
  "railOther",
  "hitTick",
  "hurt",
  "shieldHit",
  "explosion",
  "ownDeath",
  "pickupHealth",
  "pickupShield",
  "pickupBoost",
  "spawn",
  "killConfirm",
  "crown",
  "roundStart",
  "roundEnd",
  "chat",
  "click",
  "spark",
] as const;
/** The name of a sound. */
export type SoundName = (typeof SOUND_NAMES)[number];

/** The parts of a synthesised sound, and how it competes with others for a voice. */
export interface Recipe {
  layers: readonly Layer[];
  /** If all voices are in use, a sound of lower rank is stopped first. */
  rank: 0 | 1 | 2;
  /** The same sound again within this time is left out: it would only be louder. */
  gapMs: number;
}

function tone(
  source: OscillatorType,
  fromHz: number,
  toHz: number,
  lengthMs: number,
  gain: number,
  startMs = 0,
): Layer {
  return { source, fromHz, toHz, lengthMs, gain, startMs };
}

function noise(
  filter: BiquadFilterType,
  fromHz: number,
  toHz: number,
  lengthMs: number,
  gain: number,
): Layer {
  return { source: "noise", filter, fromHz, toHz, lengthMs, gain };
}

/** Notes one after the other. */
function melody(source: OscillatorType, notesHz: number[], stepMs: number, gain: number): Layer[] {
  return notesHz.map((hz, i) => tone(source, hz, hz, stepMs * 1.8, gain, i * stepMs));
}

/** The recipe of each sound. */
export const RECIPES: Record<SoundName, Recipe> = {
  blasterOwn: {
    rank: 2,
    gapMs: 40,
    layers: [
      tone("square", 880, 190, 95, 0.13),
      tone("sine", 320, 90, 110, 0.22),
      noise("highpass", 3200, 1800, 45, 0.12),
    ],
  },
  blasterOther: {
    rank: 0,
    gapMs: 30,
    layers: [tone("square", 620, 150, 90, 0.1), tone("sine", 240, 80, 100, 0.12)],
  },
  railOwn: {
    rank: 2,
    gapMs: 60,
    layers: [
      tone("sawtooth", 1800, 60, 340, 0.2),
      tone("sine", 150, 38, 420, 0.42),
      noise("bandpass", 4200, 700, 300, 0.3),
    ],
  },
  railOther: {
    rank: 1,
    gapMs: 60,
    layers: [tone("sawtooth", 1300, 70, 300, 0.15), noise("bandpass", 3000, 600, 260, 0.2)],
  },
  hitTick: {
    rank: 2,
    gapMs: 35,
    layers: [tone("triangle", 1760, 1320, 55, 0.26), noise("highpass", 5200, 4000, 25, 0.12)],
  },
  hurt: {
    rank: 2,
    gapMs: 70,
    layers: [tone("sawtooth", 190, 70, 170, 0.24), noise("lowpass", 900, 260, 150, 0.34)],
  },
  shieldHit: {
    rank: 2,
    gapMs: 60,
    layers: [tone("sine", 980, 520, 190, 0.2), tone("sine", 1490, 810, 150, 0.1)],
  },
  explosion: {
    rank: 1,
    gapMs: 60,
    layers: [
      noise("lowpass", 1600, 90, 620, 0.55),
      tone("sine", 120, 32, 460, 0.42),
      noise("highpass", 2600, 1200, 90, 0.16),
    ],
  },
  ownDeath: {
    rank: 2,
    gapMs: 300,
    layers: [
      noise("lowpass", 1100, 60, 1100, 0.6),
      tone("sawtooth", 330, 40, 900, 0.2),
      tone("sine", 90, 28, 1000, 0.45),
    ],
  },
  pickupHealth: { rank: 2, gapMs: 80, layers: melody("sine", [523, 659, 784], 70, 0.2) },
  pickupShield: { rank: 2, gapMs: 80, layers: melody("triangle", [392, 587, 880], 75, 0.2) },
  pickupBoost: {
    rank: 2,
    gapMs: 80,
    layers: [tone("sawtooth", 180, 900, 330, 0.13), noise("bandpass", 500, 3200, 340, 0.2)],
  },
  spawn: {
    rank: 1,
    gapMs: 120,
    layers: [tone("sine", 220, 660, 300, 0.2), tone("triangle", 440, 1320, 260, 0.08, 60)],
  },
  killConfirm: { rank: 2, gapMs: 90, layers: melody("square", [659, 988], 80, 0.11) },
  crown: { rank: 2, gapMs: 400, layers: melody("triangle", [659, 831, 988, 1319], 85, 0.18) },
  roundStart: { rank: 2, gapMs: 500, layers: melody("square", [440, 440, 880], 150, 0.11) },
  roundEnd: { rank: 2, gapMs: 500, layers: melody("triangle", [784, 659, 523, 392], 150, 0.2) },
  chat: { rank: 1, gapMs: 150, layers: melody("sine", [880, 1175], 60, 0.1) },
  click: { rank: 1, gapMs: 20, layers: [tone("square", 720, 540, 35, 0.06)] },
  spark: { rank: 0, gapMs: 50, layers: [noise("highpass", 3600, 2200, 60, 0.12)] },
};
