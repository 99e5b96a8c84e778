// One client in a match: the production Game with a slightly wrong clock and a simulated link,
// flown by a Flyer. Its pictures and messages are counted from outside.
import { CLOSE_CODE } from "../src/net/close-code";
import { decodeClientFrame, decodeServerFrame } from "../src/net/codec";
import { TicketShelf } from "../src/net/resume-ticket";
import { SimulatedLink } from "../src/net/simulated-socket";
import type { Socket, SocketEvents } from "../src/net/socket";
import { Game } from "../src/netcode/game";
import type { GameView } from "../src/netcode/game-view";
import type { LabSwitches } from "../src/netcode/lab-switches";
import type { VirtualTime } from "../test/support/virtual-time";
import { BoltShots } from "./bolt-shots";
import { Fates } from "./fates";
import { Counts } from "./figures";
import { Flyer } from "./flyer";
import type { Arrival, EvaluatedShot } from "./lockstep-server";
import { MissedTicks } from "./missed-ticks";
import { Outage } from "./outage";
import type { FigureProfile } from "./profiles";
import { RailShots } from "./rail-shots";
import { SendBuffer } from "./send-buffer";

const FRAME_MS = 1000 / 60;
const WATCH_MS = 1000;
const SKEW_PPM = 150;
/** The difference between the numbers of a lost connection and the next one. */
export const LINES = 1000;
const NO_STORAGE = { getItem: () => null, setItem() {}, removeItem() {} };

export interface Match {
  time: VirtualTime;
  periodMs: number;
  sendBufferBytes: number;
  /** Returns the time at which a tick is due. */
  deadlineMs(tick: number): number;
  random(): number;
  switches: LabSwitches;
  /** Returns the messages that have arrived at the server. */
  arrive(arrival: Arrival): void;
}

export class Flight {
  readonly counts = new Counts();
  private readonly game: Game;
  private readonly flyer: Flyer;
  private readonly fates = new Fates();
  private readonly rails = new RailShots(this.counts, this.fates);
  private readonly bolts = new BoltShots(this.counts, this.fates);
  private readonly speed: number;
  private readonly startMs: number;
  private readonly missed = new MissedTicks();
  private events: SocketEvents | undefined;
  private isCounting = false;
  private before: Record<string, number> = {};
  private starvedBefore = 0;
  private comparedBefore = 0;
  private view: GameView;
  private readonly outages: Outage;
  private buffer: SendBuffer;
  private newestLine: number;

  constructor(
    readonly player: number,
    private readonly profile: FigureProfile,
    private readonly match: Match,
  ) {
    const { time, random } = match;
    this.newestLine = player;
    this.buffer = new SendBuffer(match.sendBufferBytes);
    this.outages = new Outage(this.counts, time);
    this.speed = 1 + (2 * random() - 1) * SKEW_PPM * 1e-6;
    this.startMs = 1e5 * random();
    this.flyer = new Flyer(random);
    const link = new SimulatedLink({
      nowMs: () => time.nowMs,
      after: (ms, run) => time.after(ms, run),
      random,
    });
    link.profile = profile;
    const surroundings = {
      openSocket: (events: SocketEvents) =>
        link.open((inner) => this.openSocket(inner), this.acknowledging(events)),
      nowMs: () => this.startMs + time.nowMs * this.speed,
      after: (ms: number, run: () => void) => time.after(ms / this.speed, run),
      random,
    };
    const shelf = new TicketShelf(NO_STORAGE, surroundings.nowMs);
    this.game = new Game(surroundings, shelf, match.switches);
    this.view = this.game.frame(this.flyer.input);
    time.after(1000 * random(), () => this.start());
  }

  /** The number of the newest connection. */
  get line(): number {
    return this.newestLine;
  }

  /** Returns true if the newest frame has not left the server process. */
  get isUnsent(): boolean {
    return this.buffer.isFull;
  }

  /** Processes a frame of the server, or its close of the connection. */
  receive(line: number, bytes: Uint8Array | undefined): void {
    if (line !== this.line) return;
    if (bytes === undefined) throw new Error(`the server closed the connection ${this.player}`);
    if (this.isCounting) {
      this.counts.snapshots++;
      this.counts.bytesDown += bytes.length;
    }
    const frame = decodeServerFrame(bytes);
    this.fates.observe(frame);
    this.outages.frameSent(frame);
    this.buffer.sent(bytes.length);
    this.events?.received(bytes);
  }

  /** Runs before the server simulates a tick. */
  ticking(tick: number): void {
    const isMissed = this.missed.simulate(tick);
    if (!this.isCounting) return;
    this.counts.ticks++;
    this.counts.playedMs += this.match.periodMs;
    if (isMissed) this.counts.missed++;
  }

  /** Processes a tick that the server has simulated, with the shots in it. */
  addShots(tick: number, shots: readonly EvaluatedShot[]): void {
    const { ownId } = this.view;
    this.rails.addShots(tick, ownId, shots, this.isCounting);
    this.bolts.addShots(tick, ownId, shots, this.isCounting);
    if (!this.isCounting) return;
    for (const { isHit, shooter, apartU, isCovered } of shots) {
      if (isHit && shooter === ownId) this.counts.hit(apartU, isCovered);
    }
  }

  /** Starts the counters, after the clocks have settled. */
  startCounting(): void {
    if (this.view.phase !== "playing") throw new Error(`client ${this.player} did not join`);
    this.isCounting = true;
    this.counts.clients = 1;
    this.before = { ...this.view.net.corrections };
    this.starvedBefore = this.view.net.starvedFrames;
    this.comparedBefore = this.view.net.comparedTicks;
  }

  stopCounting(): void {
    this.isCounting = false;
    const { corrections, starvedFrames, comparedTicks, reconnects } = this.view.net;
    for (const [cause, count] of Object.entries(corrections)) {
      this.counts.correct(cause, count - (this.before[cause] ?? 0));
    }
    this.counts.starvedFrames = starvedFrames - this.starvedBefore;
    this.counts.comparedTicks = comparedTicks - this.comparedBefore;
    this.counts.reconnects = reconnects;
  }

  /** Breaks the network for a while. */
  cut(lastsMs: number): void {
    this.outages.begin(this.view, lastsMs);
    this.match.arrive({ player: this.line, atMs: this.match.time.nowMs, bytes: undefined });
    this.newestLine += LINES;
    this.events?.closed(CLOSE_CODE.LOST);
  }

  private start(): void {
    this.game.play(`Flyer ${this.player}`, "", false);
    this.render();
    this.watch();
  }

  private render(): void {
    this.view = this.game.frame(this.flyer.look(this.view, this.match.time.nowMs));
    this.rails.see(this.view);
    this.bolts.see(this.view);
    this.outages.see(this.view);
    if (this.isCounting) {
      const newestMs = this.match.deadlineMs(this.view.net.tick);
      this.counts.notice(this.match.time.nowMs - newestMs - this.profile.latencyMs);
      this.counts.frames++;
      this.counts.interpolationDelayMs += this.view.net.interpolationDelayMs;
    }
    this.match.time.after(this.profile.renderMs ?? FRAME_MS, () => this.render());
  }

  private watch(): void {
    this.game.watch();
    this.match.time.after(WATCH_MS, () => this.watch());
  }

  /** Processes the TCP acknowledgement of a frame. */
  private acknowledging(events: SocketEvents): SocketEvents {
    const buffer = new SendBuffer(this.match.sendBufferBytes);
    this.buffer = buffer;
    const received = (bytes: Uint8Array) => {
      this.match.time.after(this.profile.latencyMs, () => buffer.acknowledged(bytes.length));
      events.received(bytes);
    };
    return { ...events, received };
  }

  private openSocket(events: SocketEvents): Socket {
    const { line } = this;
    this.events = events;
    const isCut = this.outages.isOn;
    this.match.time.after(0, () => (isCut ? events.closed(CLOSE_CODE.LOST) : events.opened()));
    return { send: (bytes) => line === this.line && this.arrive(bytes), close: () => {} };
  }

  private arrive(bytes: Uint8Array): void {
    const atMs = this.match.time.nowMs;
    this.match.arrive({ player: this.line, atMs, bytes });
    if (this.isCounting) this.counts.bytesUp += bytes.length;
    const frame = decodeClientFrame(bytes);
    const { inputTick, control } = frame;
    if (control === 0) return;
    this.rails.fire(frame);
    const missed = this.missed.arrive(inputTick, control);
    if (!this.isCounting) return;
    this.counts.missed += missed;
    this.counts.inputs++;
    this.counts.earlinessMs += this.match.deadlineMs(inputTick) - atMs;
  }
}
