// Counters, and the computation of the figures of a profile from those of many clients and matches.
import type { ServerCounters } from "./lockstep-server";

/** Counts of one or more clients; they add up. */
export class Counts {
  clients = 0;
  playedMs = 0;
  ticks = 0;
  missed = 0;
  /** Ticks whose frame arrived and was compared with the prediction. */
  comparedTicks = 0;
  inputs = 0;
  earlinessMs = 0;
  frames = 0;
  starvedFrames = 0;
  interpolationDelayMs = 0;
  snapshots = 0;
  bytesDown = 0;
  bytesUp = 0;
  reconnects = 0;
  /** Rails of a ship that was dead, or had just appeared, on the server. */
  railsOfTheDead = 0;
  railShots = 0;
  /** Rails that the server never fired, because the input arrived too late. */
  railsNotFired = 0;
  /** Rails whose victim died, or appeared, after the drawn tick. */
  railsOvertaken = 0;
  /** Rails beyond the limit of the server's rewind. */
  railsBeyondCap = 0;
  /** All other rails: results in the picture, and the number of different server results. */
  railsSeenToHit = 0;
  railsSeenInVain = 0;
  railsSeenToMiss = 0;
  railsHitUnseen = 0;
  /** Rails drawn as misses that hit a ship beyond the screen, which the client does not receive. */
  railsHitOffScreen = 0;
  bolts = 0;
  /** Bolts whose victim died or appeared in the meantime, or was protected. */
  boltsOvertaken = 0;
  boltsSeenToHit = 0;
  boltsSeenInVain = 0;
  boltsSeenToMiss = 0;
  boltsHitUnseen = 0;
  /** Hits of a victim that had left the picture: it flew beyond the edge of the screen. */
  boltsHitOffScreen = 0;
  /** Hits of a bolt that was never drawn. */
  boltsHitUndrawn = 0;
  /** Hits of both weapons by players, with the places of their victims. */
  hits = 0;
  hitsBehindCover = 0;
  hitsFarApart = 0;
  /** Hits by the distance of the victim from its place in the shooter's picture, in whole u. */
  readonly apartU = new Map<number, number>();
  /** Corrections of the own state, by the server's cause. */
  readonly corrections: Record<string, number> = {};
  readonly server: ServerCounters = {
    missed: 0,
    viewClaims: 0,
    offEstimate: 0,
    beyondHeld: 0,
    beyondCap: 0,
    notContinuous: 0,
    framesSent: 0,
    skippedWindow: 0,
    skippedProbe: 0,
    skippedUnsent: 0,
  };

  /** Drawn frames by the age of the newest snapshot minus the link's own latency. */
  readonly staleMs = new Map<number, number>();
  readonly resumes: Resume[] = [];

  notice(staleMs: number, count = 1): void {
    const ms = Math.round(staleMs);
    this.staleMs.set(ms, (this.staleMs.get(ms) ?? 0) + count);
  }

  /** Returns the staleness that the picture did not exceed for this share of the time, in ms. */
  staleness(share: number): number {
    return quantile(this.staleMs, share);
  }

  /** Counts a hit of a player, by the victim's distance from its place in the shooter's picture. */
  hit(apartU: number, isCovered: boolean, count = 1): void {
    this.hits += count;
    if (isCovered) this.hitsBehindCover += count;
    if (apartU > FAR_APART_U) this.hitsFarApart += count;
    const u = Math.round(apartU);
    this.apartU.set(u, (this.apartU.get(u) ?? 0) + count);
  }

  add(other: Counts): void {
    for (const [u, count] of other.apartU) this.apartU.set(u, (this.apartU.get(u) ?? 0) + count);
    for (const [ms, count] of other.staleMs) this.notice(ms, count);
    this.resumes.push(...other.resumes);
    for (const [name, count] of Object.entries(other.server)) {
      this.server[name as keyof ServerCounters] += count;
    }
    for (const name of SUMS) this[name] += other[name];
    for (const [cause, count] of Object.entries(other.corrections)) this.correct(cause, count);
  }

  correct(cause: string, count: number): void {
    this.corrections[cause] = (this.corrections[cause] ?? 0) + count;
  }
}

/** Victims farther than this from their place in the shooter's picture are counted. */
const FAR_APART_U = 60;

/** Returns the value that this share of the counts does not exceed; 0 without counts. */
function quantile(counted: ReadonlyMap<number, number>, share: number): number {
  const sorted = [...counted].sort(([a], [b]) => a - b);
  let left = share * sorted.reduce((sum, [, count]) => sum + count, 0);
  for (const [value, count] of sorted) {
    left -= count;
    if (left <= 0) return value;
  }
  return 0;
}

/** The way a game continued after an outage of the network. */
export interface Resume {
  outageMs: number;
  /** Time from the end of the outage to the first picture of the running game. */
  afterMs: number;
  isSameShip: boolean;
  /** ServerFrame.since_age of the first frame; 0 if the whole world was sent. */
  sinceAge: number;
}

const SUMS = [
  "clients",
  "playedMs",
  "ticks",
  "missed",
  "comparedTicks",
  "inputs",
  "earlinessMs",
  "frames",
  "starvedFrames",
  "interpolationDelayMs",
  "snapshots",
  "bytesDown",
  "bytesUp",
  "reconnects",
  "railsOfTheDead",
  "railShots",
  "railsNotFired",
  "railsOvertaken",
  "railsBeyondCap",
  "railsSeenToHit",
  "railsSeenInVain",
  "railsSeenToMiss",
  "railsHitUnseen",
  "railsHitOffScreen",
  "bolts",
  "boltsOvertaken",
  "boltsSeenToHit",
  "boltsSeenInVain",
  "boltsSeenToMiss",
  "boltsHitUnseen",
  "boltsHitOffScreen",
  "boltsHitUndrawn",
  "hits",
  "hitsBehindCover",
  "hitsFarApart",
] as const;

export interface Figures {
  /** Missed inputs and desyncs, which the network causes, in percent of the ticks. */
  mispredictedPercent: number;
  /** Ticks that differ because of an impulse, a pickup, death, respawn or a round. */
  surprisedPercent: number;
  missedPercent: number;
  earlinessMs: number;
  interpolationDelayMs: number;
  starvedPercent: number;
  frameBytes: number;
  bytesDownPerS: number;
  bytesUpPerS: number;
  desyncs: number;
  /** Age of the newest snapshot beyond the link's own latency, median. */
  stalenessMs: number;
  stalenessP95Ms: number;
  skippedPercent: number;
  /** The share of rails beyond the limit of the rewind, and of rails that are never fired. */
  railsBeyondCapPercent: number;
  railsNotFiredPercent: number;
  /** The share of rails and bolts that were drawn as hits and did not count. */
  railsSeenInVainPercent: number;
  boltsSeenInVainPercent: number;
  /** The share of shots that were drawn as misses and hit on the server. */
  railsHitUnseenPercent: number;
  railsHitOffScreenPercent: number;
  boltsHitUnseenPercent: number;
  /** The share of hits whose victim was behind cover, or far from its place in the picture. */
  hitsBehindCoverPercent: number;
  hitsFarApartPercent: number;
  medianApartU: number;
}

/** Corrections that only the network causes. */
const OF_THE_NETWORK = ["missed_input", "desync"];

export function figuresOf(counts: Counts): Figures {
  const corrections = Object.entries(counts.corrections);
  const sum = (ofNetwork: boolean) =>
    corrections
      .filter(([cause]) => OF_THE_NETWORK.includes(cause) === ofNetwork)
      .reduce((total, [, count]) => total + count, 0);
  const seconds = counts.playedMs / 1000;
  const { skippedWindow, skippedProbe, skippedUnsent } = counts.server;
  const skipped = skippedWindow + skippedProbe + skippedUnsent;
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
    stalenessMs: counts.staleness(0.5),
    stalenessP95Ms: counts.staleness(0.95),
    skippedPercent: (100 * skipped) / (skipped + counts.server.framesSent),
    railsBeyondCapPercent: (100 * counts.railsBeyondCap) / counts.railShots,
    railsNotFiredPercent: (100 * counts.railsNotFired) / counts.railShots,
    railsSeenInVainPercent: (100 * counts.railsSeenInVain) / counts.railsSeenToHit,
    boltsSeenInVainPercent: (100 * counts.boltsSeenInVain) / counts.boltsSeenToHit,
    railsHitUnseenPercent: (100 * counts.railsHitUnseen) / counts.railsSeenToMiss,
    railsHitOffScreenPercent: (100 * counts.railsHitOffScreen) / counts.railsSeenToMiss,
    boltsHitUnseenPercent: (100 * counts.boltsHitUnseen) / counts.boltsSeenToMiss,
    hitsBehindCoverPercent: (100 * counts.hitsBehindCover) / counts.hits,
    hitsFarApartPercent: (100 * counts.hitsFarApart) / counts.hits,
    medianApartU: quantile(counts.apartU, 0.5),
  };
}

export type Limits = Partial<Record<keyof Figures, number>>;

/** The limits of each profile. `surprised` depends on the other players, not on the network. */
export const LIMITS: Readonly<Record<string, Limits>> = {
  good: { ...limits(0.1, 0.1, 30, 45, 0.1), ...shots(0.5, 3) },
  wifi: { ...limits(1, 4, 35, Number.POSITIVE_INFINITY, 2), ...shots(1.5, 5) },
  mobile: { ...limits(1, 5, 65, 170, 3), ...shots(4, 8) },
  bad: { ...limits(1.5, 10, 95, 220, 3), ...shots(6, 10) },
  far: shots(5, 8),
  weak: { ...limits(1.2, 4, 45, 110, 2), ...shots(5, 8) },
  stalls: limits(1.5, 8, 125, 235, 3),
  slow: { stalenessMs: 65, stalenessP95Ms: 200 },
  narrow: { ...limits(0.5, 1, 90, 210, 8), stalenessMs: 130, stalenessP95Ms: 290 },
};

/**
 * The amounts by which one match of two minutes may exceed the limits. One rail is two percent of
 * it, and no other match balances a random loss of the link.
 */
const ONE_MATCH: Readonly<Limits> = {
  earlinessMs: 5,
  starvedPercent: 0.5,
  railsSeenInVainPercent: 4,
  boltsSeenInVainPercent: 3,
  railsHitUnseenPercent: 1,
  boltsHitUnseenPercent: 1,
  hitsBehindCoverPercent: 1,
};

/** The limits for a single short match. */
export function limitsOfOneMatch(profile: string): Limits {
  const entries = Object.entries(LIMITS[profile] ?? {});
  return Object.fromEntries(
    entries.map(([name, limit]) => [name, limit + (ONE_MATCH[name as keyof Limits] ?? 0)]),
  );
}

function shots(railsSeenInVainPercent: number, boltsSeenInVainPercent: number): Limits {
  return {
    railsSeenInVainPercent,
    boltsSeenInVainPercent,
    railsNotFiredPercent: 0.2,
    railsHitUnseenPercent: 1,
    boltsHitUnseenPercent: 1,
    hitsBehindCoverPercent: 2,
    railsHitOffScreenPercent: 3,
  };
}

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

/** Returns a sentence for each figure that exceeds its limit. */
export function beyondLimits(figures: Figures, limits: Limits): string[] {
  return Object.entries(limits).flatMap(([name, limit]) => {
    const value = figures[name as keyof Figures];
    return value <= limit ? [] : [`${name} ${value.toFixed(3)} > ${limit}`];
  });
}
