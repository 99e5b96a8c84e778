// One ship in one room, from Welcome on: processes the received frames, and fills the picture once
// a render frame. It outlives a lost connection, as the ship does.

import type { Announcement, ChatLine, ServerFrame, Welcome } from "../gen/tickstorm/v1/server_pb";
import type { InputFrame } from "../net/codec";
import type { Held } from "../net/connection";
import { Arena, type AsteroidColumns } from "../sim/arena";
import { ONE } from "../sim/fixed";
import { X, Y } from "../sim/ship-movement";
import { BoltTracks } from "./bolt-tracks";
import { DrawnHits, type Picture } from "./drawn-hits";
import { EventTimeline, PICKUP_KINDS } from "./event-timeline";
import type {
  ArenaView,
  BoltView,
  GameEvent,
  GhostView,
  PickupView,
  PilotInput,
  ShipView,
} from "./game-view";
import { HitAudits } from "./hit-audits";
import { ShipTracks } from "./interpolation";
import type { LabSwitches } from "./lab-switches";
import { beamFrom } from "./own-beam";
import { OwnFlight, type OwnShot } from "./own-flight";
import { includedInputTick } from "./prediction";
import { radiansOf, UNITS_PER_U } from "./record-units";
import { Replica } from "./replica";
import { Roster } from "./roster";
import { RoundClock } from "./round-clock";
import { SnapshotClock } from "./snapshot-clock";
import { Vitals } from "./vitals";

/** The time between two requests for the full own state; the server answers no more often. */
const STATE_REQUEST_MS = 1000;
/**
 * The intervals at which frames are acknowledged while no input is due, and the newest one is
 * acknowledged again.
 */
const ACKNOWLEDGE_MS = 200;
const ACKNOWLEDGE_AGAIN_MS = 1000;

/** Sends the messages of a session. */
export interface SessionListener {
  send(input: InputFrame): void;
  /** Acknowledges the newest frame held, without an input. */
  acknowledge(tick: number): void;
  requestState(): void;
  readonly switches: LabSwitches;
}

/**
 * The stay of a player in a room: its whole state from its Welcome on. It outlives lost
 * connections.
 */
export class Session {
  readonly ownId: number;
  readonly room: string;
  readonly tickRate: number;
  readonly arenaView: ArenaView;
  readonly roster = new Roster();
  readonly round = new RoundClock();
  readonly vitals = new Vitals();
  readonly flight: OwnFlight;
  readonly snapshots: SnapshotClock;
  readonly audits: HitAudits;
  readonly drawnHits: DrawnHits;
  /** The other ships as drawn in the newest render frame. */
  ships: ShipView[] = [];
  bolts: BoltView[] = [];
  killedBy: number | undefined;
  starvedFrames = 0;
  /** The tick at which the others are drawn in the newest render frame, in steps of 1/16. */
  othersTick = 0;

  private readonly epoch: number;
  private readonly map: Arena;
  private readonly replica: Replica;
  private readonly tracks: ShipTracks;
  private readonly boltTracks: BoltTracks;
  private readonly timeline: EventTimeline;
  private readonly shots: GameEvent[] = [];
  private chatSequence = 0;
  private announcementSequence = 0;
  private requestedStateAtMs = Number.NEGATIVE_INFINITY;
  private isConnected = true;
  private isHidden = false;
  private renderedAtMs = 0;
  private sentAtMs = 0;
  private sentHeldTick = 0;

  constructor(
    welcome: Welcome,
    private readonly listener: SessionListener,
    /** The state held before the room got a new epoch; its chat continues. */
    private readonly before?: Held,
  ) {
    const { arena, rules } = welcome;
    if (arena === undefined || rules === undefined)
      throw new RangeError("a Welcome lacks its arena");
    this.ownId = welcome.ship;
    this.room = welcome.room;
    this.epoch = welcome.epoch;
    this.tickRate = welcome.tickRate;
    const asteroids = { x: arena.asteroidX, y: arena.asteroidY, radius: arena.asteroidRadius };
    this.arenaView = arenaView(arena.side, asteroids);
    this.map = new Arena(arena.side, asteroids);
    const periodMs = 1000 / welcome.tickRate;
    this.replica = new Replica(arena.side);
    this.snapshots = new SnapshotClock(periodMs);
    this.tracks = new ShipTracks(periodMs, listener.switches);
    this.boltTracks = new BoltTracks(rules, this.map, this.ownId, periodMs);
    this.timeline = new EventTimeline(this.ownId);
    this.audits = new HitAudits(this.ownId, this.snapshots.periodMs);
    this.drawnHits = new DrawnHits(this.ownId, periodMs);
    this.flight = new OwnFlight(rules, this.map, welcome.tickRate, {
      send: (input) => {
        this.sentAtMs = this.renderedAtMs;
        this.sentHeldTick = input.acknowledgedTick;
        listener.send(input);
      },
      fired: (shot, nowMs) => this.fire(shot, nowMs),
      switches: listener.switches,
    });
  }

  /** Returns true if a Welcome belongs to the ship that this session flies. */
  isContinuedBy(welcome: Welcome): boolean {
    return welcome.resumed && welcome.epoch === this.epoch && welcome.ship === this.ownId;
  }

  /** Starts a connection. */
  connected(welcome: Welcome, rttMs: number, nowMs: number): void {
    this.isConnected = true;
    this.snapshots.restart();
    this.flight.start(welcome.tick, rttMs, nowMs);
  }

  /** Notes that the connection is lost: nothing is sent, and the ship rests. */
  disconnected(): void {
    this.isConnected = false;
  }

  /**
   * Notes that the page is hidden or shown. While it is hidden the ship rests and frames arrive
   * once a second. Clocks ignore those; a page that is shown again starts from the next frame.
   */
  setHidden(isHidden: boolean): void {
    this.isHidden = isHidden;
    if (!isHidden) this.snapshots.restart();
  }

  /** True if frames are overdue although the connection is open. */
  get isWaiting(): boolean {
    return this.isConnected && !this.isHidden && this.flight.clock.isWaiting;
  }

  /** The newest versions held, which a resume reports to the server. */
  get held(): Held {
    return {
      tick: this.replica.tick,
      rosterVersion: this.roster.version,
      chatSequence: this.chatSequence || (this.before?.chatSequence ?? 0),
      announcementSequence: this.announcementSequence || (this.before?.announcementSequence ?? 0),
    };
  }

  /** Processes a frame. Throws RangeError if it does not fit; the state held is invalid then. */
  receive(frame: ServerFrame, nowMs: number): void {
    if (frame.roster !== undefined) this.roster.apply(frame.roster);
    if (frame.standings !== undefined) this.roster.applyPage(frame.standings);
    // The first frame contains the chat from before the join.
    const beforeJoin = this.replica.tick === 0 && this.held.chatSequence === 0;
    for (const line of frame.chat) this.receiveLine(line, beforeJoin);
    for (const line of frame.announcements) this.receiveAnnouncement(line, beforeJoin);
    if (frame.tick === 0) return;
    this.receiveSnapshot(frame, nowMs);
    if (frame.round !== undefined) {
      const event = this.round.apply(frame.round);
      if (event !== undefined) this.timeline.addNow(event);
      this.flight.prediction.weaponsRest = this.round.isResult;
    }
  }

  /** Forgets the world: the next connection starts without a baseline. */
  forget(): void {
    this.replica.forget();
  }

  /** Advances everything to this render frame; adds events that start in it to `events`. */
  render(input: PilotInput, nowMs: number, dtMs: number, events: GameEvent[]): void {
    this.renderedAtMs = nowMs;
    this.snapshots.advance(nowMs);
    const { interpolation } = this.listener.switches;
    const { drawnTick, newestTick } = this.snapshots;
    // A tick that a view age can express, so that the server rewinds to exactly this picture.
    const othersTick = interpolation ? Math.round(drawnTick * 16) / 16 : newestTick;
    this.othersTick = othersTick;
    if (this.snapshots.isStarved) this.starvedFrames++;
    this.timeline.poll(othersTick, events);
    this.ships = this.tracks.draw(othersTick, dtMs);
    for (const ship of this.ships) ship.health = this.timeline.healthOf(ship.id);
    if (this.isConnected && !this.isHidden) {
      this.flight.fly(input, { nowMs, dtMs, heldTick: this.replica.tick, othersTick });
      this.keepAcknowledging(nowMs);
    } else {
      this.flight.rest(dtMs);
    }
    events.push(...this.shots.splice(0));
    const target = this.vitals.isVulnerable ? this.flight.ship : undefined;
    this.bolts = this.boltTracks.draw({ nowMs, ownTick: this.ownTick, othersTick, target }, events);
    this.drawnHits.see(this.bolts, this.ships, this.picture);
  }

  /** The drawn time of the own ship, in ticks; not whole. */
  get ownTick(): number {
    return this.flight.clock.tick + this.flight.clock.fraction;
  }

  private get picture(): Picture {
    return { othersTick: this.othersTick, newestTick: this.snapshots.newestTick };
  }

  /** Yields the pickups in view. */
  *pickups(): IterableIterator<PickupView> {
    for (const { id, x, y, kind } of this.replica.pickups.records()) {
      yield { id, x: x / UNITS_PER_U, y: y / UNITS_PER_U, kind: PICKUP_KINDS[kind] ?? "health" };
    }
  }

  /**
   * Yields the newest known true positions; for the own ship the one that the server last
   * confirmed.
   */
  *ghosts(nowMs: number): IterableIterator<GhostView> {
    yield* this.audits.ghosts(nowMs);
    for (const { id, x, y } of this.replica.ships.records()) {
      if (id === this.ownId) continue;
      yield { id, x: x / UNITS_PER_U, y: y / UNITS_PER_U, own: false, seen: false };
    }
    const { acknowledged, isAlive } = this.flight.prediction;
    if (!isAlive) return;
    const [x, y] = [(acknowledged[X] as number) / ONE, (acknowledged[Y] as number) / ONE];
    yield { id: this.ownId, x, y, own: true, seen: false };
  }

  private receiveSnapshot(frame: ServerFrame, nowMs: number): void {
    this.replica.apply(frame);
    this.snapshots.arrived(frame.tick, nowMs);
    this.measure(frame, nowMs);
    if (frame.vitals !== 0) this.vitals.apply(frame.vitals);
    const isDesync = this.flight.reconcile(frame.tick, frame.ownHash, frame.own);
    if (isDesync) this.requestState(nowMs);
    if (this.flight.prediction.isAlive) this.killedBy = undefined;
    for (const kill of frame.kills) if (kill.victim === this.ownId) this.killedBy = kill.killer;
    this.explainShots(frame, nowMs);
    this.timeline.observe(frame.tick, this.replica.events);
    this.timeline.observeKills(frame.tick, frame.kills);
    this.tracks.observe(frame.tick, this.replica.ships.records(), this.ownId);
    this.boltTracks.observe(frame.tick, this.replica.listedBolts, this.replica.bolts.records(), {
      nowMs,
      ownTick: this.ownTick,
      events: this.shots,
      includedInputTick: includedInputTick(frame.tick, frame.ownHash),
      drawnShip: (id) => this.ships.find((ship) => ship.id === id),
    });
  }

  private explainShots({ tick, audits, kills }: ServerFrame, nowMs: number): void {
    const who = (ship: number) => this.roster.who(ship);
    this.audits.observe(audits, who, nowMs);
    const { events, listedBolts: bolts, ships } = this.replica;
    const news = { tick, events, kills, audits, bolts, ships: ships.records() };
    if (this.drawnHits.observe(news, who)) this.audits.newest = this.drawnHits.newest;
  }

  private measure({ tick, sinceAge, inputMargin }: ServerFrame, nowMs: number): void {
    const ahead = this.ownTick - this.snapshots.arrivalTick(nowMs);
    this.snapshots.leadMs = this.isHidden ? 0 : ahead * this.snapshots.periodMs;
    const { clock, cadence, times } = this.flight;
    clock.recordFrame(tick, this.snapshots.arrivalTick(nowMs), nowMs);
    if (this.isHidden) return;
    if (sinceAge > 1) cadence.hurry();
    clock.feedback(tick, inputMargin / 16, nowMs);
    times.acknowledged(tick, nowMs);
  }

  /**
   * The server's sending depends on acknowledgements, also while the clock waits and no input is
   * due.
   */
  private keepAcknowledging(nowMs: number): void {
    const { tick } = this.replica;
    const everyMs = tick === this.sentHeldTick ? ACKNOWLEDGE_AGAIN_MS : ACKNOWLEDGE_MS;
    if (tick === 0 || nowMs - this.sentAtMs < everyMs) return;
    this.sentAtMs = nowMs;
    this.sentHeldTick = tick;
    this.listener.acknowledge(tick);
  }

  private receiveLine({ sequence, from, name, text }: ChatLine, beforeJoin: boolean): void {
    if (sequence <= this.chatSequence) return;
    this.chatSequence = sequence;
    const speaker = from === 0 ? undefined : from - 1;
    this.timeline.addNow({ kind: "chat", from: speaker, name, text, beforeJoin });
  }

  /** Shown in the chat, as a line of the server. */
  private receiveAnnouncement({ sequence, text }: Announcement, beforeJoin: boolean): void {
    if (sequence <= this.announcementSequence) return;
    this.announcementSequence = sequence;
    this.timeline.addNow({ kind: "chat", from: undefined, name: "", text, beforeJoin });
  }

  private fire(shot: OwnShot, nowMs: number): void {
    const { weapon, path, tick, viewAge } = shot;
    const { ship } = this.flight;
    switch (weapon.kind) {
      case "BEAM": {
        this.tracks.settle();
        const scene = { arena: this.map, ships: this.ships };
        const { beam, met } = beamFrom(this.ownId, ship, { weapon, tick, path }, scene);
        this.shots.push(beam);
        this.drawnHits.fired(shot, ship, met, this.picture);
        break;
      }
      case "BOLT": {
        this.drawnHits.fired(shot, ship, undefined, this.picture);
        this.boltTracks.predict({ weapon, tick, path, viewAge }, ship, nowMs);
        const angle = radiansOf(path.angle);
        const muzzle = this.flight.muzzle(weapon, angle);
        const shown = { weapon: weapon.name, shooter: this.ownId, ...muzzle, angle };
        this.shots.push({ kind: "shot", ...shown });
        break;
      }
    }
  }

  private requestState(nowMs: number): void {
    if (nowMs - this.requestedStateAtMs < STATE_REQUEST_MS) return;
    this.requestedStateAtMs = nowMs;
    this.listener.requestState();
  }
}

function arenaView(side: number, columns: AsteroidColumns): ArenaView {
  const asteroids = columns.x.map((x, i) => {
    return { x, y: columns.y[i] ?? 0, radius: columns.radius[i] ?? 0 };
  });
  return { side, asteroids };
}
