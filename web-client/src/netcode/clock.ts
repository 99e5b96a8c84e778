// When the client's own ticks are. It runs ahead of the server, so that the input of a tick is
// there when the server simulates that tick: by the way there and back, and a small margin. How
// well that works is told by the frames (ServerFrame.input_margin); what changes here is the tick
// period only.
import { type LabSwitches, normalPlay } from "./lab-switches";
import { MarginLog } from "./margin-log";
import { percentile } from "./percentile";

/** Ticks by which all but the latest inputs should be early. */
const TARGET_MARGIN = 0.4;
/** What is later than nearly all counts no more: the lead is not for every stall there may be. */
const LATE_SHARE = 0.045;
/** However many inputs are late: half of them are to be no earlier than this, in ticks. */
const MEDIAN_MAX = 3.8;
/** Too early by less than this is left alone. */
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
/** So many samples in a row have to agree before the clock jumps. */
const JUMP_SAMPLES = 5;
const HISTORY = 256;

interface MarginSample {
  atMs: number;
  margin: number;
  /** `lead` when the input that this is about was sent: later changes are not in it yet. */
  leadThen: number;
}

export class InputClock {
  readonly periodMs: number;
  /** In ticks, with the share of the tick in progress. */
  private position = 0;
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

  /** Share of the tick in progress, 0 to 1. */
  get fraction(): number {
    return Math.max(0, Math.min(1, this.position - this.newest));
  }

  /** Own ticks per server tick at the moment. */
  get speed(): number {
    return this.rate;
  }

  /** The server was at `serverTick` when it sent what arrives now, `rttMs` after being asked. */
  start(serverTick: number, rttMs: number, nowMs: number): void {
    const ahead = rttMs / this.periodMs + 2 * TARGET_MARGIN;
    this.position = Math.max(this.newest, serverTick + ahead);
    this.newest = Math.floor(this.position);
    this.firstTick = this.newest + 1;
    this.lastMs = nowMs;
    this.restartSamples();
  }

  /** Ticks that have begun since the last call; the last of them is `tick`. */
  advance(nowMs: number): number {
    const passed = Math.max(0, nowMs - this.lastMs) / this.periodMs;
    this.lastMs = nowMs;
    this.position += passed * this.rate;
    this.lead += passed * (this.rate - 1);
    const begun = Math.max(0, Math.floor(this.position) - this.newest);
    for (let i = 1; i <= Math.min(begun, HISTORY); i++) {
      this.leadAt[(this.newest + i) % HISTORY] = this.lead;
    }
    this.newest += begun;
    return begun;
  }

  /** A frame says by how much the newest input was early; in ticks. */
  feedback(frameTick: number, margin: number, nowMs: number): void {
    if (frameTick < this.firstTick) return;
    for (const sample of this.log.take(frameTick, margin, this.wasTold)) {
      if (sample.inputTick < this.firstTick) continue;
      const leadThen = this.leadAt[sample.inputTick % HISTORY] ?? 0;
      this.samples.push({ atMs: nowMs, margin: sample.margin, leadThen });
    }
    this.samples = this.samples.filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
    this.jumpIfFarOff();
    this.steer();
  }

  private steer(): void {
    const margins = this.samples.map(({ margin, leadThen }) => {
      return Math.max(CLIP, margin) - leadThen + this.lead;
    });
    const error = this.wantedLead(margins);
    const wanted = error > 0 || error < -SLACK ? 1 + error * GAIN_PER_TICK : 1;
    this.rate = this.samples.length === 0 ? 1 : Math.max(SLOWEST, Math.min(FASTEST, wanted));
  }

  /** Ticks that the clock should be farther ahead. */
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
    this.position += percentile(latest, 0.5);
    this.firstTick = Math.max(this.newest, Math.floor(this.position)) + 1;
    this.restartSamples();
  }

  private restartSamples(): void {
    this.log.restart();
    this.samples = [];
    this.lead = 0;
    this.leadAt.fill(0);
    this.rate = 1;
  }
}
