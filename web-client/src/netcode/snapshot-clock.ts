// Chooses the tick at which the others are drawn. Snapshots arrive unevenly, so the others are
// drawn a little in the past: as little as the lateness of nearly all snapshots allows.
import { percentile } from "./percentile";

const WINDOW_MS = 4000;
/** A little more than the 98 % at which one loss in fifty frames starves the picture too often. */
const LATEST_SHARE = 0.985;
/** Beyond one interval there must be room for the frame that draws between two snapshots. */
const INTERVALS = 1.1;
const DELAY_MAX_MS = 260;
/**
 * The server rewinds 500 ms at most. Input lead and delay share that, minus most of the tick of the
 * shot itself. With less, one stalled frame in twenty starves the picture too often.
 */
const VIEW_AGE_MAX_MS = 475;
/**
 * The limits of drawn time against real time while it follows a new delay: the change is invisible.
 */
const SLOWEST = 0.97;
const FASTEST = 1.06;
/** A larger error of the drawn time, as after a lost connection, is corrected at once. */
const SNAP_MS = 500;
/** The server stood still if every frame is later than the earlier ones by this for this long. */
const STALL_MS = 1000;
const STALL_SEEN_MS = 200;

interface Arrival {
  tick: number;
  atMs: number;
}

/** Chooses the drawn time of the other ships from the arrivals of snapshots. */
export class SnapshotClock {
  /** The tick at which the others are drawn now; not whole. */
  drawnTick = 0;
  /** The newest snapshot held. */
  newestTick = 0;
  delayMs = 0;
  /** The time by which the own ship is drawn ahead of snapshots that arrive in time. */
  leadMs = 0;

  private arrivals: Arrival[] = [];
  private earliestMs = 0;
  private lastMs = 0;
  private isRunning = false;
  private stallSinceMs = Number.POSITIVE_INFINITY;

  constructor(readonly periodMs: number) {
    this.delayMs = INTERVALS * periodMs;
  }

  /** Begins another stream of snapshots: until its first one, the newest one held is drawn. */
  restart(): void {
    this.arrivals = [];
    this.isRunning = false;
    this.drawnTick = this.newestTick;
    this.stallSinceMs = Number.POSITIVE_INFINITY;
  }

  /** Notes the arrival of the snapshot of a tick. */
  arrived(tick: number, nowMs: number): void {
    if (this.isStallSeen(tick, nowMs)) this.restart();
    this.newestTick = tick;
    this.arrivals.push({ tick, atMs: nowMs });
    this.arrivals = this.arrivals.filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
    this.measure();
    if (!this.isRunning) this.snap(nowMs);
  }

  /** True if snapshots arrive and the others are drawn by them. */
  get isInStep(): boolean {
    return this.isRunning;
  }

  /** Returns the tick whose snapshot would arrive now if none were late; not whole. */
  arrivalTick(nowMs: number): number {
    return (nowMs - this.earliestMs) / this.periodMs;
  }

  /**
   * Returns how far in the past the others are drawn, in ms, beyond the time of the fastest
   * snapshots.
   */
  drawnDelayMs(nowMs: number): number {
    return (this.arrivalTick(nowMs) - this.drawnTick) * this.periodMs;
  }

  /** Advances the drawn time to this render frame. */
  advance(nowMs: number): void {
    if (!this.isRunning) return;
    const passed = Math.max(0, nowMs - this.lastMs) / this.periodMs;
    this.lastMs = nowMs;
    const error = this.wantedTick(nowMs) - (this.drawnTick + passed);
    if (Math.abs(error) * this.periodMs > SNAP_MS) {
      this.snap(nowMs);
      return;
    }
    const slew = Math.max((SLOWEST - 1) * passed, Math.min((FASTEST - 1) * passed, error));
    this.drawnTick += passed + slew;
  }

  /** True if drawn time lies beyond the newest snapshot. */
  get isStarved(): boolean {
    return this.isRunning && this.drawnTick > this.newestTick;
  }

  /**
   * Frames delayed by a network arrive at once and catch up; time lost by the server stays lost.
   */
  private isStallSeen(tick: number, nowMs: number): boolean {
    const lateMs = nowMs - tick * this.periodMs - this.earliestMs;
    const isLate = this.isRunning && lateMs > STALL_MS;
    this.stallSinceMs = isLate ? Math.min(this.stallSinceMs, nowMs) : Number.POSITIVE_INFINITY;
    return nowMs - this.stallSinceMs >= STALL_SEEN_MS;
  }

  private measure(): void {
    const offsets = this.arrivals.map(({ tick, atMs }) => atMs - tick * this.periodMs);
    this.earliestMs = Math.min(...offsets);
    const lateness = offsets.map((offset) => offset - this.earliestMs);
    const wanted = percentile(lateness, LATEST_SHARE) + INTERVALS * this.intervalMs();
    const share = Math.max(INTERVALS * this.intervalMs(), VIEW_AGE_MAX_MS - this.leadMs);
    this.delayMs = Math.min(DELAY_MAX_MS, wanted, share);
  }

  /** Returns the mean interval of the snapshots: a server may send fewer than one a tick. */
  private intervalMs(): number {
    const first = this.arrivals[0];
    const gaps = this.arrivals.length - 1;
    const ticks = first === undefined || gaps === 0 ? 1 : (this.newestTick - first.tick) / gaps;
    return ticks * this.periodMs;
  }

  private wantedTick(nowMs: number): number {
    return (nowMs - this.delayMs - this.earliestMs) / this.periodMs;
  }

  private snap(nowMs: number): void {
    this.drawnTick = this.wantedTick(nowMs);
    this.lastMs = nowMs;
    this.isRunning = true;
  }
}
