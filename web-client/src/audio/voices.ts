import { RECIPES, type Recipe, type SoundName } from "./recipes";

/** The maximum number of sounds that play at the same time. */
export const VOICES_MAX = 20;

interface Voice {
  name: SoundName;
  rank: number;
  startMs: number;
  endMs: number;
  stop: () => void;
}

/** Returns the length of a sound in ms: the end of its last layer. */
export function lengthMs(recipe: Recipe): number {
  return Math.max(...recipe.layers.map((layer) => (layer.startMs ?? 0) + layer.lengthMs));
}

/**
 * Decides which sounds play: no more than `voicesMax` at once. A new one replaces the oldest of the
 * lowest rank, unless all have a higher rank.
 */
export class Voices {
  private voices: Voice[] = [];
  private readonly lastStartMs = new Map<SoundName, number>();

  constructor(private readonly voicesMax = VOICES_MAX) {}

  /**
   * Calls `start` if the sound may play now, and returns true then. `start` returns the function
   * that stops the sound early.
   */
  admit(name: SoundName, nowMs: number, start: () => () => void): boolean {
    const recipe = RECIPES[name];
    if (nowMs - (this.lastStartMs.get(name) ?? Number.NEGATIVE_INFINITY) < recipe.gapMs) {
      return false;
    }
    this.voices = this.voices.filter((voice) => voice.endMs > nowMs);
    if (this.voices.length >= this.voicesMax && !this.silenceLowest(recipe.rank)) return false;
    this.lastStartMs.set(name, nowMs);
    this.voices.push({
      name,
      rank: recipe.rank,
      startMs: nowMs,
      endMs: nowMs + lengthMs(recipe),
      stop: start(),
    });
    return true;
  }

  /** The number of sounds that play, as of the last `admit`. */
  get count(): number {
    return this.voices.length;
  }

  private silenceLowest(rank: number): boolean {
    let lowest: Voice | undefined;
    for (const voice of this.voices) {
      const lower = lowest === undefined || voice.rank < lowest.rank;
      const older = voice.rank === lowest?.rank && voice.startMs < lowest.startMs;
      if (lower || older) lowest = voice;
    }
    if (!lowest || lowest.rank > rank) return false;
    lowest.stop();
    this.voices = this.voices.filter((voice) => voice !== lowest);
    return true;
  }
}
