import { create } from "@bufbuild/protobuf";
import { beforeEach, describe, expect, it } from "vitest";
import {
  CorrectionCause,
  type OwnState,
  OwnStateSchema,
} from "../../src/gen/tickstorm/v1/server_pb";
import { InputCadence } from "../../src/netcode/input-cadence";
import { OwnShip } from "../../src/netcode/own-ship";
import { AS_PREDICTED, Prediction } from "../../src/netcode/prediction";
import { Arena } from "../../src/sim/arena";
import { packCommand } from "../../src/sim/input-command";
import { movementHash, stepShip, VELOCITY_X, VELOCITY_Y, X, Y } from "../../src/sim/ship-movement";
import { SHIP_FIELDS } from "../../src/sim/weapons";
import { ASTEROIDS, RULES, SIDE_U } from "../support/fake-room";
import { seededRandom } from "../support/virtual-time";
import { FIRE } from "../support/weapons";

const arena = new Arena(SIDE_U, ASTEROIDS);
const random = seededRandom(11);
const thrust = () => Math.floor(random() * 15) - 7;

function ownState(state: Int32Array, cause: CorrectionCause, alive = true): OwnState {
  const field = (index: number) => state[index] ?? 0;
  return create(OwnStateSchema, {
    x: field(X),
    y: field(Y),
    alive,
    cause,
    velocityX: field(VELOCITY_X),
    velocityY: field(VELOCITY_Y),
  });
}

describe("prediction", () => {
  let prediction: Prediction;
  let sent: InputCadence;
  /** The state that the server simulates: the same inputs, later. */
  let truth: Int32Array;
  let moves: Map<number, [number, number]>;

  beforeEach(() => {
    sent = new InputCadence(30);
    prediction = new Prediction(RULES, arena, 30, sent);
    truth = new Int32Array(SHIP_FIELDS);
    truth[X] = 1000 * 256;
    truth[Y] = 1200 * 256;
    moves = new Map();
    prediction.start(100);
    prediction.reconcile(100, 0, ownState(truth, CorrectionCause.SYNC));
  });

  function fly(from: number, to: number): void {
    for (let tick = from; tick <= to; tick++) {
      const move: [number, number] = [thrust(), thrust()];
      moves.set(tick, move);
      const command = packCommand(...move, 1, 0);
      prediction.advance(tick, command);
      sent.recordSent(tick, command);
    }
  }

  function serve(tick: number): number {
    const [moveX, moveY] = moves.get(tick) ?? [0, 0];
    stepShip(truth, moveX, moveY, RULES, arena);
    return (movementHash(truth) & 0xffff) | (1 << 16);
  }

  it("treats a difference as a miss until the server has the command, then as a fault", () => {
    fly(101, 110);
    moves.clear();
    const wrong = serve(101) ^ 1;
    const includedUntil = (tick: number) => wrong | ((105 - tick) << 17);
    const missed = { cause: "missed_input", isDesync: false, isNewLife: false };
    expect(prediction.reconcile(105, includedUntil(104), undefined)).toEqual(missed);
    expect(prediction.reconcile(105, includedUntil(90), undefined)).toEqual(missed);
    const fault = { cause: "desync", isDesync: true, isNewLife: false };
    expect(prediction.reconcile(105, includedUntil(105), undefined)).toEqual(fault);
  });

  it("agrees with the server as long as it sees the same inputs", () => {
    fly(101, 300);
    for (let tick = 101; tick <= 300; tick++) {
      expect(prediction.reconcile(tick, serve(tick), undefined)).toBe(AS_PREDICTED);
    }
    expect([...prediction.state].slice(0, 5)).toEqual([...truth].slice(0, 5));
  });

  it("applies a push and replays the inputs that the server does not have", () => {
    fly(101, 110);
    for (let tick = 101; tick <= 104; tick++) serve(tick);
    truth[VELOCITY_X] = (truth[VELOCITY_X] ?? 0) + 200_000;
    const result = prediction.reconcile(104, 1, ownState(truth, CorrectionCause.IMPULSE));
    expect(result).toEqual({ cause: "impulse", isDesync: false, isNewLife: false });
    for (let tick = 105; tick <= 110; tick++) {
      expect(prediction.reconcile(tick, serve(tick), undefined)).toBe(AS_PREDICTED);
    }
    expect(movementHash(prediction.state)).toBe(movementHash(truth));
  });

  it("does not count a correction when the sent state equals the prediction", () => {
    fly(101, 105);
    serve(101);
    const result = prediction.reconcile(101, 1, ownState(truth, CorrectionCause.MISSED_INPUT));
    expect(result.cause).toBeUndefined();
  });

  it("reports a difference without a cause as a desync", () => {
    fly(101, 105);
    truth[X] = (truth[X] ?? 0) + 1;
    const result = prediction.reconcile(101, serve(101), undefined);
    expect(result).toEqual({ cause: "desync", isDesync: true, isNewLife: false });
  });

  it("repeats the last movement for ticks that were never sent, as the server does", () => {
    fly(101, 101);
    prediction.advance(120, packCommand(0, 0, 0, 0));
    serve(101);
    const last = moves.get(101) ?? [0, 0];
    for (let tick = 102; tick <= 108; tick++) moves.set(tick, last);
    for (let tick = 102; tick <= 120; tick++) {
      expect(prediction.reconcile(tick, serve(tick), undefined)).toBe(AS_PREDICTED);
    }
  });

  it("rests while dead, and starts a new life at the place of the server", () => {
    fly(101, 103);
    serve(101);
    const died = prediction.reconcile(101, 0, ownState(truth, CorrectionCause.DEATH, false));
    expect(died).toEqual({ cause: "death", isDesync: false, isNewLife: true });
    const x = prediction.state[X];
    fly(104, 110);
    expect(prediction.state[X]).toBe(x);
    expect(prediction.advance(111, packCommand(0, 0, 0, FIRE))).toBe(0);
    truth[X] = 2000 * 256;
    const respawned = prediction.reconcile(110, 1, ownState(truth, CorrectionCause.RESPAWN));
    expect(respawned.isNewLife).toBe(true);
    expect(prediction.isAlive).toBe(true);
  });

  it("computes later states without side effects", () => {
    fly(101, 103);
    const before = [...prediction.state];
    const next = new Int32Array(SHIP_FIELDS);
    expect(prediction.peek(packCommand(7, 0, 0, FIRE), next)).toBe(FIRE);
    expect([...prediction.state]).toEqual(before);
    expect(next[VELOCITY_X]).toBeGreaterThan(before[VELOCITY_X] ?? 0);
  });

  it("deletes the history beyond its ring", () => {
    fly(101, 101 + 300);
    expect(prediction.stateAt(140)).toBeUndefined();
    expect(prediction.stateAt(146)).toBeDefined();
  });
});

describe("the drawn own ship", () => {
  const at = (x: number) => Int32Array.of(x * 256, 0, 0, 0, 0);

  it("moves by the elapsed part of the tick", () => {
    const ship = new OwnShip(30);
    ship.draw(at(10), at(20), 0.25, 16);
    expect(ship.x).toBeCloseTo(12.5);
  });

  it("smooths a correction in about 60 ms", () => {
    const ship = new OwnShip(30);
    ship.corrected(10 * 256, 0, 40 * 256, 0);
    ship.draw(at(40), at(40), 0, 0);
    expect(ship.x).toBeCloseTo(10);
    ship.draw(at(40), at(40), 0, 60);
    expect(ship.x).toBeCloseTo(40 - 30 / Math.E, 5);
  });

  it("jumps to its place when that is more than three hulls away", () => {
    const ship = new OwnShip(30);
    ship.corrected(0, 0, 109 * 256, 0);
    ship.draw(at(109), at(109), 0, 0);
    expect(ship.x).toBe(109);
  });
});
