// When the client's own ticks are. It runs ahead of the server, so that the input of a tick is
// there when the server simulates that tick: by the way there and back, and a small margin. How
// well that works is told by the frames (ServerFrame.input_margin); what changes here is the tick
// period only. While frames are overdue it waits: it is never far ahead of the newest frame.
//
//   frames      100 101 102                         103 104        the server stood still
//   clock       106 107 108 ... 129 (waits)         109 110        its lead on the frames is kept
//   frames      100 101 102                     160 161 162        only the network did
//   clock       106 107 108 ... 129 (waits)     166 167 168        as if nothing had been
import { type LabSwitches, normalPlay } from "./lab-switches";
import { MarginLog } from "./margin-log";
import { percentile } from "./percentile";

/** Ticks by which all but the latest inputs should be early. */
const TARGET_MARGIN = 0.4;
/** The share of the latest inputs that the lead ignores: it does not cover every possible stall. */
const LATE_SHARE = 0.045;
/**
 * The largest median margin, in ticks: half of the inputs may be no earlier, even if others are
 * late.
 */
const MEDIAN_MAX = 4;
/** Inputs that are too early by less than this, in ticks, change nothing. */
const SLACK = 0.3;
const FASTEST = 1.06;
const SLOWEST = 0.98;
/** Part of the error that is made good in each second of ticks. */
const GAIN_PER_TICK = 1 / 30;
/** Long enough that a link which loses one frame in fifty shows it most of the time. */
const WINDOW_MS = 4000;
/** One spike must not drive the clock: what is later than this counts as this late. */
const CLIP = -2;
/** Beyond this a change of the period would take too long. */
const JUMP_TICKS = 8;
/** The number of successive samples that have to agree before the clock jumps. */
const JUMP_SAMPLES = 5;
/**
 * The clock waits for frames that are overdue by more than this; links that stall need some time.
 */
const OVERDUE_MS = 700;
/** Frames come again, and after this the clock is still too far ahead: the server stood still. */
const RECOVERY_MS = 250;
/**
 * The clock is never further ahead of the newest frame: the server takes inputs up to 4 s ahead,
 * and what this side keeps of each tick is kept for 256 ticks.
 */
const AHEAD_MS_MAX = 3500;
const AHEAD_TICKS_MAX = 250;
/** A Join that was answered later than this was held up by something else than distance. */
const START_RTT_MAX_MS = 1500;
/** After a longer pause, as in a hidden page, no time is gained or lost on purpose. */
const PAUSE_MS = 500;
const HISTORY = 256;

interface MarginSample {
  atMs: number;
  margin: number;
  /** `lead` when the input that this is about was sent: later changes are not in it yet. */
  leadThen: number;
}

/** Runs ahead of the server, so that inputs arrive before their tick is simulated. */
export class InputClock {
  readonly periodMs: number;
  /** In ticks, with the share of the tick in progress; as if no frame were ever overdue. */
  private position = 0;
  /** The clock stands still here until the next frame. */
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
    private readonly wasTold: (tick: number) => boolean = () => true,
  ) {
    this.periodMs = 1000 / tickRate;
  }

  /** The newest tick that began; its input is sent. */
  get tick(): number {
    return this.newest;
  }

  /** The share of the tick in progress that is over, 0 to 1. */
  get fraction(): number {
    return Math.max(0, Math.min(1, Math.min(this.position, this.limit) - this.newest));
  }

  /** True if frames are overdue: no tick begins until they come again. */
  get isWaiting(): boolean {
    return !this.isBehindLimit;
  }

  /** The present number of own ticks per server tick. */
  get speed(): number {
    return this.rate;
  }

  /**
   * The server was at `serverTick` when it sent what arrives now, `rttMs` after being asked. Where
   * the clock was before does not count.
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
   * A frame has come. `arrivalTick` is the tick of which a frame in time would come now, by the
   * frames of the last seconds.
   */
  heard(frameTick: number, arrivalTick: number, nowMs: number): void {
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

  /** A frame says by how much the newest input was early; in ticks. */
  feedback(frameTick: number, margin: number, nowMs: number): void {
    if (frameTick < this.firstTick || this.isWaiting) return;
    for (const sample of this.log.poll(frameTick, margin, this.wasTold)) {
      if (sample.inputTick < this.firstTick) continue;
      const leadThen = this.leadAt[sample.inputTick % HISTORY] ?? 0;
      this.samples.push({ atMs: nowMs, margin: sample.margin, leadThen });
    }
    this.samples = this.samples.filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
    this.jumpIfFarOff();
    this.steer();
  }

  /** Frames come again. If that is not enough to go on, the server's ticks have stood still. */
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

  /** The clock was set anew: margins of the inputs before say nothing any more. */
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
    // Backwards the ticks stand still until time has caught up: an input is sent once only.
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
