// Predicts the own ship at once and corrects it later. A ring stores the input and the resulting
// state of each tick; every frame allows a comparison of the same tick of both sides. If they are
// equal, that history is done. If not, the server's state is adopted and the inputs that it does
// not include are replayed.
//
//   ring    | … | T: input, state | T+1 | … | newest |        next: the tick in progress, per frame
//                  ^ frame of tick T: hash, and sometimes the state in full
import { INPUT_REPEAT_MS, LATE_SHOT_MS } from "../gen/constants";
import { CorrectionCause, type OwnState } from "../gen/tickstorm/v1/server_pb";
import type { Arena } from "../sim/arena";
import { moveXOf, moveYOf, NO_COMMAND } from "../sim/input-command";
import {
  BOOST_TICKS,
  type MovementRules,
  movementHash,
  stepShip,
  VELOCITY_X,
  VELOCITY_Y,
  X,
  Y,
} from "../sim/ship-movement";
import { WEAPONS, weaponAt } from "../sim/weapon-table";
import {
  cooldownField,
  fillCooldowns,
  type ReceivedRules,
  SHIP_FIELDS,
  stepWeapons,
  type WeaponRules,
  weaponRules,
} from "../sim/weapons";
import type { InputCadence } from "./input-cadence";

const RING = 256;
/** The bit position in ServerFrame.own_hash. */
const INPUT_AGE_SHIFT = 17;
const INPUT_AGE_MAX = 15;

/**
 * Returns the tick of the newest input that the server had received at a frame; 0 if it is older
 * than 14 ticks.
 */
export function includedInputTick(tick: number, ownHash: number): number {
  const age = (ownHash >> INPUT_AGE_SHIFT) & INPUT_AGE_MAX;
  return ownHash === 0 || age === INPUT_AGE_MAX ? 0 : tick - age;
}

/** The effect of a frame on the prediction. */
export interface Reconciliation {
  /** The reason why the drawn ship may jump; undefined if everything is as predicted. */
  cause: string | undefined;
  /** Predicted and true state differ, and the server gave no cause. */
  isDesync: boolean;
  /** The ship is elsewhere for a visible reason, so it does not glide there. */
  isNewLife: boolean;
}

/** The result of a frame that confirmed the prediction. */
export const AS_PREDICTED: Reconciliation = {
  cause: undefined,
  isDesync: false,
  isNewLife: false,
};

/** Predicts the own ship from its commands, and corrects it by the frames. */
export class Prediction {
  /** The state after the newest tick; positions, see ship-movement.ts. */
  readonly state = new Int32Array(SHIP_FIELDS);
  /** The newest state confirmed by the server, and its tick. */
  readonly acknowledged = new Int32Array(SHIP_FIELDS);
  acknowledgedTick = 0;
  isAlive = false;
  /** While dead: the tick of the respawn; 0 if not known. */
  respawnTick = 0;
  /** The number of ticks whose prediction was compared with the state of the server. */
  comparedTicks = 0;
  /** Weapons do not fire between rounds. */
  weaponsRest = false;

  /** True once a state was adopted: from then on a difference is a correction. */
  private isSynced = false;
  private readonly repeatTicks: number;
  private readonly lateTicks: number;
  private readonly weapons: readonly WeaponRules[];
  /** The newest shot of each weapon that the newest frame did not include; 0 for none. */
  private readonly shotTicks = WEAPONS.map(() => 0);
  private newest = 0;
  /** Nothing is stored up to this tick. */
  private oldest = 0;
  private readonly commands = new Int32Array(RING);
  private readonly states = Array.from({ length: RING }, () => new Int32Array(SHIP_FIELDS));

  constructor(
    private readonly rules: MovementRules & ReceivedRules,
    private readonly arena: Arena,
    tickRate: number,
    private readonly cadence: InputCadence,
  ) {
    this.weapons = weaponRules(rules);
    this.lateTicks = Math.max(1, Math.floor((LATE_SHOT_MS * tickRate) / 1000));
    this.repeatTicks = Math.max(1, Math.floor((INPUT_REPEAT_MS * tickRate) / 1000));
  }

  /** The newest tick predicted. */
  get tick(): number {
    return this.newest;
  }

  /** Begins to predict after `tick`. The state comes with the first frame that carries it. */
  start(tick: number): void {
    this.newest = tick;
    this.oldest = tick;
  }

  /**
   * Predicts up to `tick` under its command. Returns the buttons of the weapons that fired in it.
   * Skipped ticks repeat the previous command, as the server does. A tick that is not after the
   * newest changes nothing and returns 0.
   */
  advance(tick: number, command: number): number {
    if (tick <= this.newest) return 0;
    if (tick - this.newest >= RING) this.start(tick - 1);
    while (this.newest < tick - 1) this.record(this.newest + 1, this.repeated(this.newest + 1));
    return this.record(tick, command);
  }

  /**
   * Fills `into` with the end of the tick in progress under a command. Returns the buttons that
   * would fire.
   */
  peek(command: number, into: Int32Array): number {
    into.set(this.state);
    return this.step(into, command);
  }

  /** Returns the predicted state of a tick, or undefined if it is not stored. */
  stateAt(tick: number): Int32Array | undefined {
    return this.isKept(tick) ? this.states[tick % RING] : undefined;
  }

  /**
   * Compares the prediction with a frame: its tick, ServerFrame.own_hash and, if present, the full
   * state.
   */
  reconcile(tick: number, ownHash: number, own: OwnState | undefined): Reconciliation {
    const predicted = this.stateAt(tick);
    if (own !== undefined) {
      this.rememberShots(includedInputTick(tick, ownHash), tick);
      return this.adopt(tick, own, predicted);
    }
    if (ownHash === 0 || predicted === undefined || !this.isAlive) return AS_PREDICTED;
    this.comparedTicks++;
    if (((movementHash(predicted) ^ ownHash) & 0xffff) !== 0) return this.explain(tick, ownHash);
    this.oldest = Math.max(this.oldest, tick - 1);
    this.acknowledge(tick, predicted);
    return AS_PREDICTED;
  }

  /** Does the same as `reconcile`, but keeps the prediction until a life ends or begins. */
  compare(tick: number, ownHash: number, own: OwnState | undefined): Reconciliation {
    if (own === undefined) return { ...this.reconcile(tick, ownHash, own), cause: undefined };
    if (!this.isSynced || own.alive !== this.isAlive) return this.reconcile(tick, ownHash, own);
    fill(this.acknowledged, own);
    this.acknowledgedTick = tick;
    return AS_PREDICTED;
  }

  /**
   * Returns the cause of a difference: a sent command was missing when the frame was made, or a
   * desync.
   */
  private explain(tick: number, ownHash: number): Reconciliation {
    const isMissed = this.cadence.hasSent(includedInputTick(tick, ownHash), tick);
    return { cause: isMissed ? "missed_input" : "desync", isDesync: !isMissed, isNewLife: false };
  }

  private acknowledge(tick: number, state: Int32Array): void {
    this.acknowledged.set(state);
    this.acknowledgedTick = tick;
  }

  private adopt(tick: number, own: OwnState, predicted: Int32Array | undefined): Reconciliation {
    const wasAlive = this.isAlive;
    const hashBefore = predicted === undefined ? undefined : movementHash(predicted);
    this.isAlive = own.alive;
    this.respawnTick = own.respawnTick;
    fill(this.state, own);
    this.acknowledge(tick, this.state);
    if (own.alive && wasAlive) this.reloadFor(tick);
    const isNewLife = own.alive !== wasAlive;
    if (hashBefore !== undefined && own.alive && wasAlive) this.comparedTicks++;
    const differs = hashBefore !== undefined && hashBefore !== movementHash(this.state);
    this.replayFrom(tick);
    const isCorrection = this.isSynced && (differs || isNewLife);
    this.isSynced = true;
    return { cause: isCorrection ? causeName(own) : undefined, isDesync: false, isNewLife };
  }

  /** Finds the shots that were predicted after one tick and up to another, including late ones. */
  private rememberShots(after: number, until: number): void {
    this.shotTicks.fill(0);
    for (let tick = Math.max(after, until - this.lateTicks) + 1; tick <= until; tick++) {
      const state = this.stateAt(tick);
      if (state === undefined) continue;
      this.weapons.forEach(({ reload }, index) => {
        if ((state[cooldownField(index)] as number) >= reload) this.shotTicks[index] = tick;
      });
    }
  }

  /**
   * Shots that the server had not received are fired as of their tick: weapons have been reloading
   * since.
   */
  private reloadFor(tick: number): void {
    this.weapons.forEach(({ reload }, index) => {
      const shotTick = this.shotTicks[index] as number;
      if (shotTick === 0) return;
      const left = reload - (tick - shotTick) * weaponAt(index).parts;
      const field = cooldownField(index);
      this.state[field] = Math.max(this.state[field] as number, left);
    });
  }

  /** Applies the inputs that the server had not received at `tick`; `state` is that of `tick`. */
  private replayFrom(tick: number): void {
    const newest = Math.max(this.newest, tick);
    const kept = this.oldest;
    this.keep(tick, this.isKept(tick) ? this.commandAt(tick) : NO_COMMAND);
    for (let next = tick + 1; next <= newest; next++) {
      const command = next > kept && next <= this.newest ? this.commandAt(next) : NO_COMMAND;
      this.step(this.state, command);
      this.keep(next, command);
    }
    this.oldest = tick - 1;
    this.newest = newest;
  }

  private record(tick: number, command: number): number {
    const fired = this.step(this.state, command);
    this.keep(tick, command);
    this.newest = tick;
    this.oldest = Math.max(this.oldest, tick - RING);
    return fired;
  }

  /**
   * Steps in the order of the server's World.step: the ship moves, then its weapons fire from its
   * new position.
   */
  private step(state: Int32Array, command: number): number {
    if (!this.isAlive) return 0;
    stepShip(state, moveXOf(command), moveYOf(command), this.rules, this.arena);
    return this.weaponsRest ? 0 : stepWeapons(state, command, this.weapons);
  }

  private repeated(tick: number): number {
    return tick - this.cadence.newestTick > this.repeatTicks ? NO_COMMAND : this.cadence.held;
  }

  private isKept(tick: number): boolean {
    return tick > this.oldest && tick <= this.newest;
  }

  private commandAt(tick: number): number {
    return this.commands[tick % RING] as number;
  }

  private keep(tick: number, command: number): void {
    this.commands[tick % RING] = command;
    this.states[tick % RING]?.set(this.state);
  }
}

function fill(state: Int32Array, own: OwnState): void {
  state[X] = own.x;
  state[Y] = own.y;
  state[VELOCITY_X] = own.velocityX;
  state[VELOCITY_Y] = own.velocityY;
  state[BOOST_TICKS] = own.boostTicks;
  fillCooldowns(state, own);
}

function causeName(own: OwnState): string {
  return (CorrectionCause[own.cause] ?? "unspecified").toLowerCase();
}
