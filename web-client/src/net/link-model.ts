// Models a bad network: computes when a message sent now arrives, in one direction of a TCP
// connection. Time and random numbers are passed in, so a seed reproduces the same network.
//
//   sent --> waits for the pipe (bandwidth) --> latency + |N(0, jitter)| + spike
//        --> lost? one RTT + 50 ms later (85 %) or + 210 ms (15 %) --> not before the one ahead

/** The faults that a simulated network adds to messages. */
export interface LinkProfile {
  /** One-way delay, without jitter. */
  latencyMs: number;
  /** Added to the latency: the absolute value of a normal distribution with this deviation. */
  jitterMs: number;
  /** Share of the frames that are lost at first, 0 to 1; TCP delivers them later. */
  lossShare: number;
  /** Chance that the frame after a lost one is lost too; below `lossShare` it has no effect. */
  burstShare: number;
  /** Delay of a stalled frame and of all frames behind it. */
  spikeMs: number;
  /** Mean time between two spikes; 0 for none. */
  spikeEveryMs: number;
  /** Bytes per second of the pipe to the page; 0 for no limit. */
  downBytesPerS: number;
  /** Overhead of each message in the pipe, in bytes. */
  headerBytes: number;
}

/** The names of the ready profiles. */
export const PROFILE_NAMES = ["lan", "good", "wifi", "mobile", "bad", "slow"] as const;
/** The name of a ready profile. */
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** A network without delay, loss or limit. */
export const CLEAN: LinkProfile = {
  latencyMs: 0,
  jitterMs: 0,
  lossShare: 0,
  burstShare: 0,
  spikeMs: 0,
  spikeEveryMs: 0,
  downBytesPerS: 0,
  headerBytes: 0,
};

/** The ready profiles by name. */
export const PROFILES: Readonly<Record<ProfileName, LinkProfile>> = {
  lan: { ...CLEAN, latencyMs: 1 },
  good: { ...CLEAN, latencyMs: 15, jitterMs: 2 },
  wifi: { ...CLEAN, latencyMs: 25, jitterMs: 6, spikeMs: 60, spikeEveryMs: 2000 },
  mobile: { ...CLEAN, latencyMs: 45, jitterMs: 12, lossShare: 0.01 },
  bad: { ...CLEAN, latencyMs: 60, jitterMs: 5, lossShare: 0.02 },
  slow: { ...CLEAN, latencyMs: 40, jitterMs: 5, downBytesPerS: 2000 },
};

/** Fast retransmission needs frames behind the lost one; without them a timer has to expire. */
const FAST_RETRANSMIT_MS = 50;
const TIMER_RETRANSMIT_MS = 210;
const TIMER_SHARE = 0.15;

/** A direction of a link: "up" from the page to the server, "down" back. */
export type Direction = "up" | "down";

/**
 * Computes the arrival of messages in one direction of a simulated link. `profile` may change at
 * any time.
 */
export class LinkModel {
  private pipeFreeMs = 0;
  private newestArrivalMs = 0;
  private spikeDueMs = Number.NaN;
  private wasLost = false;

  constructor(
    readonly direction: Direction,
    public profile: LinkProfile,
    private readonly random: () => number,
  ) {}

  /**
   * Returns the time at which a frame sent now arrives, in ms: never before one that was sent
   * earlier.
   */
  arrivalMs(bytes: number, nowMs: number): number {
    const leavesMs = this.throughPipe(bytes, nowMs);
    const flightMs = this.flightMs() + this.spikeMs(nowMs) + this.retransmissionMs();
    this.newestArrivalMs = Math.max(this.newestArrivalMs, leavesMs + flightMs);
    return this.newestArrivalMs;
  }

  private throughPipe(bytes: number, nowMs: number): number {
    const bytesPerS = this.direction === "down" ? this.profile.downBytesPerS : 0;
    const takesMs = bytesPerS === 0 ? 0 : (1000 * (bytes + this.profile.headerBytes)) / bytesPerS;
    this.pipeFreeMs = Math.max(this.pipeFreeMs, nowMs) + takesMs;
    return this.pipeFreeMs;
  }

  private flightMs(): number {
    return this.profile.latencyMs + Math.abs(this.normal()) * this.profile.jitterMs;
  }

  /** Spikes come at random intervals, half to one and a half times the mean. */
  private spikeMs(nowMs: number): number {
    const { spikeMs, spikeEveryMs } = this.profile;
    if (spikeEveryMs === 0) return 0;
    const isDue = nowMs >= this.spikeDueMs;
    if (isDue || Number.isNaN(this.spikeDueMs)) {
      this.spikeDueMs = nowMs + spikeEveryMs * (0.5 + this.random());
    }
    return isDue ? spikeMs : 0;
  }

  private retransmissionMs(): number {
    const { lossShare, burstShare, latencyMs } = this.profile;
    const share = this.wasLost ? Math.max(lossShare, burstShare) : lossShare;
    this.wasLost = share > 0 && this.random() < share;
    if (!this.wasLost) return 0;
    const waitMs = this.random() < TIMER_SHARE ? TIMER_RETRANSMIT_MS : FAST_RETRANSMIT_MS;
    return 2 * latencyMs + waitMs;
  }

  /** Returns a normally distributed number from two uniform ones, by the Box-Muller method. */
  private normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.random()));
    return radius * Math.cos(2 * Math.PI * this.random());
  }
}
