// What is counted, and how the counts of many clients and matches become the figures of a profile.

/** Counts of one or more clients; they add up. */
export class Counts {
  clients = 0;
  playedMs = 0;
  ticks = 0;
  missed = 0;
  inputs = 0;
  earlinessMs = 0;
  frames = 0;
  starvedFrames = 0;
  interpolationDelayMs = 0;
  snapshots = 0;
  bytesDown = 0;
  bytesUp = 0;
  reconnects = 0;
  /** How often the own state was not as predicted, by the cause that the server gave. */
  readonly corrections: Record<string, number> = {};

  add(other: Counts): void {
    for (const name of SUMS) this[name] += other[name];
    for (const [cause, count] of Object.entries(other.corrections)) this.correct(cause, count);
  }

  correct(cause: string, count: number): void {
    this.corrections[cause] = (this.corrections[cause] ?? 0) + count;
  }
}

const SUMS = [
  ...(["clients", "playedMs", "ticks", "missed", "inputs", "earlinessMs", "frames"] as const),
  ...(["starvedFrames", "interpolationDelayMs", "snapshots", "bytesDown", "bytesUp"] as const),
  "reconnects" as const,
];

export interface Figures {
  /** Because of the network: missed inputs, and desync. In percent of the ticks. */
  mispredictedPercent: number;
  /** What nobody can foresee: an impulse, a pickup, death, respawn, a round. */
  surprisedPercent: number;
  missedPercent: number;
  earlinessMs: number;
  interpolationDelayMs: number;
  starvedPercent: number;
  frameBytes: number;
  bytesDownPerS: number;
  bytesUpPerS: number;
  desyncs: number;
}

/** Corrections that come from the network alone. */
const OF_THE_NETWORK = ["missed_input", "desync"];

export function figuresOf(counts: Counts): Figures {
  const corrections = Object.entries(counts.corrections);
  const sum = (ofNetwork: boolean) =>
    corrections
      .filter(([cause]) => OF_THE_NETWORK.includes(cause) === ofNetwork)
      .reduce((total, [, count]) => total + count, 0);
  const seconds = counts.playedMs / 1000;
  return {
    mispredictedPercent: (100 * sum(true)) / counts.ticks,
    surprisedPercent: (100 * sum(false)) / counts.ticks,
    missedPercent: (100 * counts.missed) / counts.ticks,
    earlinessMs: counts.earlinessMs / counts.inputs,
    interpolationDelayMs: counts.interpolationDelayMs / counts.frames,
    starvedPercent: (100 * counts.starvedFrames) / counts.frames,
    frameBytes: counts.bytesDown / counts.snapshots,
    bytesDownPerS: counts.bytesDown / seconds,
    bytesUpPerS: counts.bytesUp / seconds,
    desyncs: counts.corrections.desync ?? 0,
  };
}

export type Limits = Partial<Record<keyof Figures, number>>;

/** What each profile has to hold. `surprised` depends on the company, not on the network. */
export const LIMITS: Readonly<Record<string, Limits>> = {
  good: limits(0.1, 0.1, 30, 45, 0.1),
  wifi: limits(1, 4, 35, Number.POSITIVE_INFINITY, 2),
  mobile: limits(1, 5, 65, 170, 3),
  bad: limits(1.5, 10, 95, 220, 3),
};

function limits(
  mispredictedPercent: number,
  missedPercent: number,
  earlinessMs: number,
  interpolationDelayMs: number,
  starvedPercent: number,
): Limits {
  const rest = { earlinessMs, interpolationDelayMs, starvedPercent, desyncs: 0 };
  return { mispredictedPercent, missedPercent, ...rest };
}

/** Which figures are beyond their limits, in words. */
export function beyondLimits(figures: Figures, limits: Limits): string[] {
  return Object.entries(limits).flatMap(([name, limit]) => {
    const value = figures[name as keyof Figures];
    return value <= limit ? [] : [`${name} ${value.toFixed(3)} > ${limit}`];
  });
}
