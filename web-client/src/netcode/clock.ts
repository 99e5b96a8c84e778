// The clock of the client's own ticks. It runs ahead of the server, so that the input of a tick
// arrives before the server simulates that tick: by one round trip and a small margin. Frames
// report how early inputs are (ServerFrame.input_margin); this clock changes only the tick period.
// While frames are overdue it waits: it is never far ahead of the newest frame.
//
//   frames      100 101 102                         103 104        the server stood still
//   clock       106 107 108 ... 129 (waits)         109 110        its lead on the frames is kept
//   frames      100 101 102                     160 161 162        only the network did
//   clock       106 107 108 ... 129 (waits)     166 167 168        as without the stall
import { type LabSwitches, normalPlay } from "./lab-switches";
import { MarginLog } from "./margin-log";
import { percentile } from "./percentile";

/** Ticks by which all but the latest inputs should be early. */
const TARGET_MARGIN = 0.4;
/** The share of the latest inputs that the lead ignores: it does not cover every possible stall. */
const LATE_SHARE = 0.045;
/**
 * The maximum median margin, in ticks: half of the inputs may not be earlier, even if others are
 * late.
 */
const MEDIAN_MAX = 4;
/** Inputs that are too early by less than this, in ticks, change nothing. */
const SLACK = 0.3;
const FASTEST = 1.06;
const SLOWEST = 0.98;
/** Share of the error that is corrected per tick. */
const GAIN_PER_TICK = 1 / 30;
/** Long enough that a link which loses one frame in fifty usually shows a loss. */
const WINDOW_MS = 4000;
/** One spike must not drive the clock: a later input counts as this late. */
const CLIP = -2;
/** Beyond this a change of the period would take too long, so the clock jumps. */
const JUMP_TICKS = 8;
/** The number of successive samples that have to agree before the clock jumps. */
const JUMP_SAMPLES = 5;
/** The clock waits for frames that are overdue by more than this; it tolerates shorter stalls. */
const OVERDUE_MS = 700;
/**
 * If the clock is still too far ahead this long after frames arrive again, the server stood still.
 */
const RECOVERY_MS = 250;
/**
 * The maximum lead of the clock over the newest frame: the server accepts inputs up to 4 s ahead,
 * and the client keeps data of 256 ticks.
 */
const AHEAD_MS_MAX = 3500;
const AHEAD_TICKS_MAX = 250;
/** A longer round trip of the Join was not caused by distance alone. */
const START_RTT_MAX_MS = 1500;
/** After a longer pause, as in a hidden page, no time is gained or lost on purpose. */
const PAUSE_MS = 500;
const HISTORY = 256;

interface MarginSample {
  atMs: number;
  margin: number;
  /** `lead` when the measured input was sent: it does not include later changes. */
  leadThen: number;
}

/** Runs ahead of the server, so that inputs arrive before their tick is simulated. */
export class InputClock {
  readonly periodMs: number;
  /** In ticks, with the share of the tick in progress; ignores overdue frames. */
  private position = 0;
  /** The clock waits at this position until the next frame. */
  private limit = Number.POSITIVE_INFINITY;
  /** The lead of the clock over frames that arrive in time, in ticks. */
  private frameLead = 0;
  private isBehindLimit = true;
  /** The first frame since the clock began to wait, and the earliest for its tick. */
  private recoverySinceMs = Number.POSITIVE_INFINITY;
  private recoveryOffsetMs = Number.POSITIVE_INFINITY;
  private newest = 0;
  private lastMs = 0;
  private firstTick = 0;
  /** Ticks gained on real time since the start. */
  private lead = 0;
  private readonly leadAt = new Float64Array(HISTORY);
  private readonly log = new MarginLog();
  private samples: MarginSample[] = [];
  private rate = 1;

  constructor(
    tickRate: number,
    private readonly switches: LabSwitches = normalPlay(),
    private readonly wasSent: (tick: number) => boolean = () => true,
  ) {
    this.periodMs = 1000 / tickRate;
  }

  /** The newest tick that began; its input has been sent. */
  get tick(): number {
    return this.newest;
  }

  /** The share of the tick in progress that is over, 0 to 1. */
  get fraction(): number {
    return Math.max(0, Math.min(1, Math.min(this.position, this.limit) - this.newest));
  }

  /** True if frames are overdue: no tick begins until they arrive again. */
  get isWaiting(): boolean {
    return !this.isBehindLimit;
  }

  /** The current number of own ticks per server tick. */
  get speed(): number {
    return this.rate;
  }

  /**
   * Starts the clock anew. The server was at `serverTick` when it sent the data that arrives now,
   * `rttMs` after the request.
   */
  start(serverTick: number, rttMs: number, nowMs: number): void {
    const ahead = Math.min(START_RTT_MAX_MS, rttMs) / this.periodMs + 2 * TARGET_MARGIN;
    this.position = serverTick + Math.min(this.aheadTicksMax, ahead);
    this.newest = Math.floor(this.position);
    this.limit = Number.POSITIVE_INFINITY;
    this.lastMs = nowMs;
    this.settle();
  }

  /**
   * Notes a frame. `arrivalTick` is the tick whose frame would arrive now if it were in time,
   * estimated from the last seconds.
   */
  recordFrame(frameTick: number, arrivalTick: number, nowMs: number): void {
    const idleMs = nowMs - this.lastMs;
    if (this.isBehindLimit && idleMs < PAUSE_MS) {
      this.frameLead = this.position + idleMs / this.periodMs - arrivalTick;
    }
    this.recover(frameTick, nowMs);
    this.limitBy(frameTick);
  }

  /**
   * Returns the number of ticks that have begun since the last call; the last of them is `tick`.
   */
  advance(nowMs: number): number {
    const passedMs = Math.max(0, nowMs - this.lastMs);
    const passed = passedMs / this.periodMs;
    const gained = passedMs > PAUSE_MS ? 0 : passed * (this.rate - 1);
    this.lastMs = nowMs;
    this.position += passed + gained;
    this.lead += gained;
    if (this.position > this.limit) this.isBehindLimit = false;
    else if (!this.isBehindLimit) this.settle();
    const begun = Math.max(0, Math.floor(Math.min(this.position, this.limit)) - this.newest);
    for (let i = 1; i <= Math.min(begun, HISTORY); i++) {
      this.leadAt[(this.newest + i) % HISTORY] = this.lead;
    }
    this.newest += begun;
    return begun;
  }

  /** Notes a report of how early the newest input was, in ticks. */
  feedback(frameTick: number, margin: number, nowMs: number): void {
    if (frameTick < this.firstTick || this.isWaiting) return;
    for (const sample of this.log.poll(frameTick, margin, this.wasSent)) {
      if (sample.inputTick < this.firstTick) continue;
      const leadThen = this.leadAt[sample.inputTick % HISTORY] ?? 0;
      this.samples.push({ atMs: nowMs, margin: sample.margin, leadThen });
    }
    this.samples = this.samples.filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
    this.jumpIfFarOff();
    this.steer();
  }

  /**
   * Handles frames that arrive again. If the clock still has to wait, the server's ticks have stood
   * still.
   */
  private recover(frameTick: number, nowMs: number): void {
    if (this.isBehindLimit) return;
    this.recoverySinceMs = Math.min(this.recoverySinceMs, nowMs);
    const offsetMs = nowMs - frameTick * this.periodMs;
    this.recoveryOffsetMs = Math.min(this.recoveryOffsetMs, offsetMs);
    if (nowMs - this.recoverySinceMs < RECOVERY_MS) return;
    this.position = (this.lastMs - this.recoveryOffsetMs) / this.periodMs + this.frameLead;
    this.settle();
  }

  private limitBy(frameTick: number): void {
    const ahead = Math.max(0, this.frameLead) + OVERDUE_MS / this.periodMs;
    this.limit = frameTick + Math.min(this.aheadTicksMax, ahead);
  }

  private get aheadTicksMax(): number {
    return Math.min(AHEAD_TICKS_MAX, AHEAD_MS_MAX / this.periodMs);
  }

  /** The clock was set anew: margins of earlier inputs no longer apply. */
  private settle(): void {
    this.isBehindLimit = true;
    this.recoverySinceMs = Number.POSITIVE_INFINITY;
    this.recoveryOffsetMs = Number.POSITIVE_INFINITY;
    this.firstTick = Math.max(this.newest, Math.floor(this.position)) + 1;
    this.restartSamples();
  }

  private steer(): void {
    const margins = this.samples.map(({ margin, leadThen }) => {
      return Math.max(CLIP, margin) - leadThen + this.lead;
    });
    const error = this.wantedLead(margins);
    const wanted = error > 0 || error < -SLACK ? 1 + error * GAIN_PER_TICK : 1;
    this.rate = this.samples.length === 0 ? 1 : Math.max(SLOWEST, Math.min(FASTEST, wanted));
  }

  /** Returns the number of ticks by which the clock should be farther ahead. */
  private wantedLead(margins: readonly number[]): number {
    const median = percentile(margins, 0.5);
    if (!this.switches.inputLead) return -SLACK - median;
    return Math.min(TARGET_MARGIN - percentile(margins, LATE_SHARE), MEDIAN_MAX - median);
  }

  private jumpIfFarOff(): void {
    const latest = this.samples.slice(-JUMP_SAMPLES).map(({ margin, leadThen }) => {
      return TARGET_MARGIN - (margin - leadThen + this.lead);
    });
    if (latest.length < JUMP_SAMPLES || !latest.every((error) => Math.abs(error) > JUMP_TICKS)) {
      return;
    }
    // Backwards, the ticks stand still until time has caught up: an input is sent only once.
    const jump = percentile(latest, 0.5);
    this.position += jump;
    this.limit += jump;
    this.settle();
  }

  private restartSamples(): void {
    this.log.restart();
    this.samples = [];
    this.lead = 0;
    this.leadAt.fill(0);
    this.rate = 1;
  }
}
