// A match under one virtual clock: the Java server, several clients of the page and the link
// between them. A seed gives the same match again, but for the resume tokens.
import { PROFILES, type ProfileName } from "../src/net/link-model";
import type { LabSwitches } from "../src/netcode/lab-switches";
import { seededRandom, VirtualTime } from "../test/support/virtual-time";
import { Counts } from "./figures";
import { Flight } from "./flight";
import { type Arrival, LockstepServer } from "./lockstep-server";

const TICK_RATE = 30;
const PERIOD_MS = 1000 / TICK_RATE;
const BOTS = 16;
const SEATS = 24;
/** Until then the clocks settle. */
const WARM_UP_S = 10;

export interface MatchWish {
  profile: ProfileName;
  minutes: number;
  seed: number;
  clients: number;
  switches: LabSwitches;
}

/** Plays a match; the counts of all clients together. */
export async function playMatch(wish: MatchWish): Promise<Counts> {
  const { minutes, seed } = wish;
  const server = new LockstepServer({ tickRate: TICK_RATE, seats: SEATS, bots: BOTS, seed });
  try {
    const match = new LockstepMatch(server, wish);
    await match.run(WARM_UP_S * TICK_RATE);
    match.startCounting();
    await match.run(minutes * 60 * TICK_RATE);
    return match.stopCounting();
  } finally {
    await server.stop();
  }
}

class LockstepMatch {
  private readonly time = new VirtualTime();
  private readonly startMs = this.time.nowMs;
  private readonly flights: Flight[];
  private arrivals: Arrival[] = [];
  private tick = 0;
  private missed = 0;
  private missedBefore = 0;

  constructor(
    private readonly server: LockstepServer,
    { profile, seed, clients, switches }: MatchWish,
  ) {
    const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995);
    const match = {
      ...{ time: this.time, profile: PROFILES[profile], periodMs: PERIOD_MS, random, switches },
      deadlineMs: (tick: number) => this.deadlineMs(tick),
      arrive: (arrival: Arrival) => this.arrivals.push(arrival),
    };
    this.flights = Array.from({ length: clients }, (_, player) => new Flight(player, match));
  }

  async run(ticks: number): Promise<void> {
    for (const end = this.tick + ticks; this.tick < end; ) {
      this.tick++;
      const deadlineMs = this.deadlineMs(this.tick);
      this.time.pass(deadlineMs - this.time.nowMs);
      for (const flight of this.flights) flight.ticking(this.tick);
      const { missed, frames } = await this.server.tick(deadlineMs, this.arrivals);
      this.arrivals = [];
      this.missed = missed;
      for (const { player, bytes } of frames) this.flights[player]?.receive(bytes);
    }
  }

  startCounting(): void {
    this.missedBefore = this.missed;
    for (const flight of this.flights) flight.startCounting();
  }

  stopCounting(): Counts {
    const counts = new Counts();
    for (const flight of this.flights) {
      flight.stopCounting();
      counts.add(flight.counts);
    }
    // Two ways of counting the same: what this side saw arrive, and what the server did without.
    const missed = this.missed - this.missedBefore;
    if (missed !== counts.missed) {
      throw new Error(`the server missed ${missed} inputs, not ${counts.missed}`);
    }
    return counts;
  }

  private deadlineMs(tick: number): number {
    return this.startMs + tick * PERIOD_MS;
  }
}
