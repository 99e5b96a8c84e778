// A match under one virtual clock: the Java server, several clients of the page and the links
// between them. A seed repeats the match, except for the resume tokens.
import type { LinkProfile } from "../src/net/link-model";
import type { LabSwitches } from "../src/netcode/lab-switches";
import { seededRandom, VirtualTime } from "../test/support/virtual-time";
import { Counts } from "./figures";
import { Flight, LINES } from "./flight";
import { type Arrival, LockstepServer, type ServerCounters } from "./lockstep-server";
import { FIGURE_PROFILES, type FigureProfile, type FigureProfileName } from "./profiles";
import { SEND_BUFFER_BYTES } from "./send-buffer";

const TICK_RATE = 30;
const PERIOD_MS = 1000 / TICK_RATE;
const BOTS = 16;
const SEATS_MIN = 24;
/** The time in which the clocks settle. */
const WARM_UP_S = 10;
const OUTAGE_EVERY_TICKS = 15 * TICK_RATE;
const OUTAGE_MIN_MS = 50;
const OUTAGE_MAX_MS = 1000;

export interface MatchWish {
  /** The profiles of the clients, in turn. */
  profiles: readonly FigureProfileName[];
  /** Changes the profiles. */
  link?: Partial<LinkProfile>;
  /** The network of each client is lost for up to a second, four times a minute. */
  outages?: boolean;
  minutes: number;
  seed: number;
  clients: number;
  /** The length to which frames are padded, in bytes; none by default. */
  paddedBytes?: number;
  /** Bytes that the server's kernel queues for a connection; SO_SNDBUF by default. */
  sendBufferBytes?: number;
  switches: LabSwitches;
}

/** Plays a match. Returns the counts of all clients together. */
export async function playMatch(wish: MatchWish): Promise<Counts> {
  const { minutes, seed, clients, paddedBytes = 0 } = wish;
  const seats = Math.max(SEATS_MIN, clients);
  const room = { tickRate: TICK_RATE, seats, bots: BOTS, seed, paddedBytes };
  const server = new LockstepServer(room);
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
  private readonly random: () => number;
  private arrivals: Arrival[] = [];
  private tick = 0;
  private counters: ServerCounters | undefined;
  private countersBefore: ServerCounters | undefined;

  constructor(
    private readonly server: LockstepServer,
    private readonly wish: MatchWish,
  ) {
    const { seed, clients, switches, profiles } = wish;
    const links = profiles.map((name) => ({ ...FIGURE_PROFILES[name], ...wish.link }));
    const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995);
    this.random = random;
    const match = {
      time: this.time,
      periodMs: PERIOD_MS,
      random,
      switches,
      sendBufferBytes: wish.sendBufferBytes ?? SEND_BUFFER_BYTES,
      deadlineMs: (tick: number) => this.deadlineMs(tick),
      arrive: (arrival: Arrival) => this.arrivals.push(arrival),
    };
    this.flights = Array.from({ length: clients }, (_, player) => {
      const profile = links[player % links.length] as FigureProfile;
      return new Flight(player, profile, match);
    });
  }

  async run(ticks: number): Promise<void> {
    for (const end = this.tick + ticks; this.tick < end; ) {
      this.tick++;
      const deadlineMs = this.deadlineMs(this.tick);
      this.time.pass(deadlineMs - this.time.nowMs);
      for (const flight of this.flights) flight.ticking(this.tick);
      const unsent = this.flights.filter((flight) => flight.isUnsent).map(({ line }) => line);
      const { counters, frames, shots } = await this.server.tick(deadlineMs, this.arrivals, unsent);
      this.arrivals = [];
      this.counters = counters;
      for (const flight of this.flights) flight.addShots(this.tick, shots);
      if (this.wish.outages === true && this.countersBefore !== undefined) this.cutSomebody();
      for (const { player, bytes } of frames) {
        this.flights[player % LINES]?.receive(player, bytes);
      }
    }
  }

  startCounting(): void {
    this.countersBefore = this.counters;
    for (const flight of this.flights) flight.startCounting();
  }

  stopCounting(): Counts {
    const counts = new Counts();
    for (const flight of this.flights) {
      flight.stopCounting();
      counts.add(flight.counts);
    }
    // Compares two counts: by the arrivals here, and by the ticks without an input on the server.
    for (const [name, count] of Object.entries(this.counters ?? {})) {
      const before = this.countersBefore?.[name as keyof ServerCounters] ?? 0;
      counts.server[name as keyof ServerCounters] = count - before;
    }
    const { missed } = counts.server;
    if (missed !== counts.missed && this.wish.outages !== true) {
      throw new Error(`the server missed ${missed} inputs, not ${counts.missed}`);
    }
    return counts;
  }

  private cutSomebody(): void {
    this.flights.forEach((flight, i) => {
      const phase = Math.floor((OUTAGE_EVERY_TICKS * i) / this.flights.length);
      if ((this.tick + phase) % OUTAGE_EVERY_TICKS !== 0) return;
      flight.cut(OUTAGE_MIN_MS + (OUTAGE_MAX_MS - OUTAGE_MIN_MS) * this.random());
    });
  }

  private deadlineMs(tick: number): number {
    return this.startMs + tick * PERIOD_MS;
  }
}
