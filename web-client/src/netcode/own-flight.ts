// The own ship from the input to the picture: which tick it is, the command of that tick, its
// immediate effect, the sent inputs, and the server's corrections.
import type { OwnState, Rules } from "../gen/tickstorm/v1/server_pb";
import type { InputFrame } from "../net/codec";
import type { Arena } from "../sim/arena";
import { type BoltPath, boltFrom, boltPath } from "../sim/bolts";
import { aimOf, NO_COMMAND } from "../sim/input-command";
import { BOOST_TICKS, X, Y } from "../sim/ship-movement";
import {
  type BeamWeapon,
  type BoltWeapon,
  TRIGGERS,
  WEAPONS,
  type Weapon,
} from "../sim/weapon-table";
import { cooldownField, SHIP_FIELDS, type WeaponRules, weaponRules } from "../sim/weapons";
import { InputClock } from "./clock";
import { CommandDraft } from "./command-draft";
import type { PilotInput } from "./game-view";
import { InputCadence } from "./input-cadence";
import type { LabSwitches } from "./lab-switches";
import { OwnShip } from "./own-ship";
import { Prediction } from "./prediction";
import { ResponseTimes } from "./response-times";

/**
 * The maximum number of ticks that begin at once. A page that slept through more skips them: their
 * inputs would be late.
 */
const BURST_TICKS_MAX = 4;

/** A shot of the own ship, in the render frame in which it was fired. */
export type OwnShot = OwnShotOf<BoltWeapon> | OwnShotOf<BeamWeapon>;

interface OwnShotOf<W extends Weapon> {
  weapon: W;
  tick: number;
  /** Its start and its step, in positions. */
  path: BoltPath;
  /**
   * The time by which the others are drawn behind its tick, in ticks as sent; 0 if none is sent.
   */
  viewAge: number;
}

/** Receives the actions of the own ship. */
export interface FlightListener {
  send(input: InputFrame): void;
  fired(shot: OwnShot, nowMs: number): void;
  readonly switches: LabSwitches;
}

/** Thrust within a packed command. */
const THRUST_BITS = 0xff0;

/**
 * Flies the own ship: turns inputs into commands, predicts them, sends them and shows their shots.
 */
export class OwnFlight {
  readonly clock: InputClock;
  readonly prediction: Prediction;
  readonly ship: OwnShip;
  /** Corrections since the start, by cause. */
  readonly corrections: Record<string, number> = {};
  readonly times = new ResponseTimes();
  readonly cadence: InputCadence;

  private readonly draft = new CommandDraft();
  private readonly next = new Int32Array(SHIP_FIELDS);
  private readonly weapons: readonly WeaponRules[];
  private shots: OwnShot[] = [];
  /** The time by which the others were drawn behind a shot of the tick in progress; 0 for none. */
  private viewAge = 0;

  constructor(
    rules: Rules,
    arena: Arena,
    tickRate: number,
    private readonly listener: FlightListener,
  ) {
    this.weapons = weaponRules(rules);
    this.cadence = new InputCadence(tickRate);
    this.clock = new InputClock(tickRate, listener.switches, (tick) => this.cadence.wasSent(tick));
    this.prediction = new Prediction(rules, arena, tickRate, this.cadence);
    this.ship = new OwnShip(tickRate);
  }

  /** Starts at a server tick, after a connection began. */
  start(serverTick: number, rttMs: number, nowMs: number): void {
    this.clock.start(serverTick, rttMs, nowMs);
    const { tick } = this.prediction;
    if (tick !== 0 && tick <= this.clock.tick) return;
    this.prediction.start(this.clock.tick);
    this.cadence.restart();
  }

  /** Sends the ticks that began and draws the one in progress. Call it once a render frame. */
  fly(input: PilotInput, moment: FlightMoment): void {
    const begun = this.clock.advance(moment.nowMs);
    const first = begun > BURST_TICKS_MAX ? this.clock.tick : this.clock.tick - begun + 1;
    for (let tick = first; tick <= this.clock.tick; tick++) this.begin(tick, input, moment);
    // Must follow the sent ticks: a click belongs to the tick in progress, because the ship is
    // drawn there.
    this.draft.read(input, moment.nowMs);
    const command = this.draft.command(input, moment.nowMs);
    const fired = this.prediction.peek(command, this.next);
    this.note(fired, command, this.clock.tick + 1, this.next, moment);
    this.draw(moment.dtMs);
    this.time(command, moment);
    for (const shot of this.shots) this.listener.fired(shot, moment.nowMs);
    this.shots = [];
  }

  /** Leaves the ship where it was, while there is no connection. */
  rest(dtMs: number): void {
    this.next.set(this.prediction.state);
    this.draw(dtMs);
  }

  /**
   * Compares the prediction with a frame. Returns true if the full own state has to be requested.
   */
  reconcile(tick: number, ownHash: number, own: OwnState | undefined): boolean {
    const { state } = this.prediction;
    const x = state[X] as number;
    const y = state[Y] as number;
    const { prediction } = this;
    const { cause, isDesync, isNewLife } = this.listener.switches.reconciliation
      ? prediction.reconcile(tick, ownHash, own)
      : prediction.compare(tick, ownHash, own);
    if (isNewLife) this.ship.snap();
    else this.ship.corrected(x, y, state[X] as number, state[Y] as number);
    if (cause !== undefined) this.corrections[cause] = (this.corrections[cause] ?? 0) + 1;
    return isDesync;
  }

  /** Returns the share of a weapon's reload that is done, up to 1. */
  readiness({ index, parts }: Weapon): number {
    const reload = this.weapons[index]?.reload ?? Number.POSITIVE_INFINITY;
    const cooldown = this.prediction.state[cooldownField(index)] as number;
    return 1 - Math.max(0, cooldown - this.clock.fraction * parts) / reload;
  }

  /** The number of ticks for which the boost lasts. */
  get boostTicks(): number {
    return this.prediction.state[BOOST_TICKS] as number;
  }

  private begin(tick: number, input: PilotInput, moment: FlightMoment): void {
    const command = this.draft.command(input, moment.nowMs);
    const fired = this.prediction.advance(tick, command);
    this.note(fired, command, tick, this.prediction.state, moment);
    const { inputsOnChange } = this.listener.switches;
    if (!inputsOnChange || fired !== 0 || this.cadence.isDue(tick, command)) {
      this.cadence.recordSent(tick, command);
      this.times.sent(tick, moment.nowMs);
      this.listener.send({
        tick,
        control: command,
        acknowledgedTick: moment.heldTick,
        viewAge16ths: 16 * (fired !== 0 ? this.viewAge : this.ageBetweenShots(command, moment)),
      });
    }
    this.draft.next();
    this.viewAge = 0;
  }

  /**
   * Notes the weapons that fire now and were not shown yet; they are shown after the ship is drawn.
   */
  private note(
    fired: number,
    command: number,
    tick: number,
    state: Int32Array,
    moment: FlightMoment,
  ): void {
    const aim = aimOf(command);
    const tickLeft = tick - this.clock.tick - this.clock.fraction;
    const fresh = command === NO_COMMAND ? 0 : this.draft.show(fired, aim, Math.max(0, tickLeft));
    for (const weapon of WEAPONS) {
      if ((fresh & weapon.button) === 0) continue;
      this.shots.push(this.shotOf(weapon, aim, tick, state, moment));
    }
  }

  private shotOf(
    weapon: Weapon,
    aim: number,
    tick: number,
    state: Int32Array,
    moment: FlightMoment,
  ): OwnShot {
    switch (weapon.kind) {
      case "BOLT": {
        // A bolt starts in the own time; a beam carries its tick and its moment within it.
        this.viewAge ||= this.ageNow(moment);
        const path = boltFrom(state, aim, weapon, this.weapons[weapon.index] as WeaponRules);
        return { weapon, tick, path, viewAge: this.viewAge };
      }
      case "BEAM": {
        this.viewAge = this.sentAge(tick - moment.othersTick);
        // The beam starts at the true position of the ship, so the ship is drawn there without the
        // rest of a correction.
        this.ship.snap();
        const path = boltPath(state[X] as number, state[Y] as number, aim, 0);
        return { weapon, tick, path, viewAge: this.viewAge };
      }
    }
  }

  /**
   * Returns the number of ticks by which the others are drawn behind the own ship in this frame.
   */
  private ageNow({ othersTick }: FlightMoment): number {
    return this.sentAge(this.clock.tick + this.clock.fraction - othersTick);
  }

  /**
   * The server accepts the age of a shot only if it follows from earlier ages. A trigger without a
   * shot, as in a reload, sends no age, because that would claim a shot.
   */
  private ageBetweenShots(command: number, moment: FlightMoment): number {
    return (command & TRIGGERS) === 0 ? this.ageNow(moment) : 0;
  }

  /** Returns a view age as it is sent, in whole 1/16 ticks. */
  private sentAge(ticks: number): number {
    return this.listener.switches.lagCompensation ? Math.max(0, Math.round(ticks * 16)) / 16 : 0;
  }

  private time(command: number, { nowMs, dtMs }: FlightMoment): void {
    const { prediction, clock, times } = this;
    if (!prediction.isAlive) return;
    const newest = clock.tick + 1;
    times.steered(command & THRUST_BITS, newest, nowMs);
    const drawn = this.listener.switches.prediction ? newest : prediction.acknowledgedTick;
    times.drawn(drawn, nowMs, dtMs);
  }

  private draw(dtMs: number): void {
    if (!this.listener.switches.prediction) {
      const { acknowledged } = this.prediction;
      this.ship.snap();
      this.ship.draw(acknowledged, acknowledged, 0, dtMs);
      return;
    }
    this.ship.draw(this.prediction.state, this.next, this.clock.fraction, dtMs);
  }

  /** Returns the muzzle of the drawn ship, in u. */
  muzzle({ muzzleU }: BoltWeapon, angle: number): { x: number; y: number } {
    const { x, y } = this.ship;
    return { x: x + muzzleU * Math.cos(angle), y: y + muzzleU * Math.sin(angle) };
  }
}

/** The render frame the flight is in. */
export interface FlightMoment {
  nowMs: number;
  dtMs: number;
  /** Newest frame held. */
  heldTick: number;
  /** The tick at which the others are drawn; not whole. */
  othersTick: number;
}
