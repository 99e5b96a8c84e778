// Each switch of the network lab shows the fault that its technique hides.
import { describe, expect, it } from "vitest";
import { TicketShelf } from "../../src/net/resume-ticket";
import { Game } from "../../src/netcode/game";
import type { GameView, PilotInput } from "../../src/netcode/game-view";
import { type LabSwitches, normalPlay } from "../../src/netcode/lab-switches";
import { FakeRoom, OTHER_ID } from "../support/fake-room";
import { seededRandom, VirtualTime } from "../support/virtual-time";
import { RAIL } from "../support/weapons";

const ONE_WAY_MS = 60;
const FRAME_MS = 1000 / 60;

/** A game of ten seconds on a steady link with one switch off, and an optional longer part. */
function fly(turned: Partial<LabSwitches>) {
  const time = new VirtualTime();
  const room = new FakeRoom(time, { delayMs: () => ONE_WAY_MS });
  const surroundings = {
    openSocket: (events: Parameters<FakeRoom["open"]>[0]) => room.open(events),
    nowMs: () => time.nowMs,
    after: (ms: number, run: () => void) => time.after(ms, run),
    random: seededRandom(1),
  };
  const storage = { getItem: () => null, setItem() {}, removeItem() {} };
  const switches = { ...normalPlay(), ...turned };
  const game = new Game(surroundings, new TicketShelf(storage, () => time.nowMs), switches);
  const input: PilotInput = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };
  let view: GameView = game.frame(input);
  const pass = (ms: number) => {
    for (const endMs = time.nowMs + ms; time.nowMs < endMs; ) {
      time.pass(FRAME_MS);
      view = game.frame(input);
    }
    return view;
  };
  room.other = (tick) => ({ id: OTHER_ID, x: 9000 + 8 * tick, y: 9000, aim: 0, flags: 0 });
  game.play("Ada", "", false);
  pass(10_000);
  return { room, input, pass };
}

const framesToObey = (turned: Partial<LabSwitches>) => {
  const { input, pass } = fly(turned);
  input.moveX = 1;
  let frames = 1;
  while (pass(FRAME_MS).own.velocityX <= 0) frames++;
  return frames;
};

describe("the switches of the network lab", () => {
  it("prediction: the own ship reacts in the frame of the input, or a round trip later", () => {
    expect(framesToObey({})).toBeLessThanOrEqual(2);
    expect(framesToObey({ prediction: false }) * FRAME_MS).toBeGreaterThan(2 * ONE_WAY_MS);
  });

  it("interpolation: the others are drawn in the past, or as in the newest frame", () => {
    const late = fly({}).pass(FRAME_MS).ships[0]?.x ?? 0;
    const newest = fly({ interpolation: false }).pass(FRAME_MS).ships[0]?.x ?? 0;
    expect(newest).toBeGreaterThan(late);
  });

  it("input lead: inputs are in time, or half of them or more too late", () => {
    const late = (turned: Partial<LabSwitches>) => {
      const { margins } = fly(turned).room;
      const settled = margins.slice(-100);
      return settled.filter((margin) => margin < 0).length;
    };
    expect(late({})).toBe(0);
    expect(late({ inputLead: false })).toBeGreaterThan(10);
  });

  it("lag compensation: a shot has a view age, or has none", () => {
    for (const lagCompensation of [true, false]) {
      const { room, input, pass } = fly({ lagCompensation });
      input.buttons = RAIL;
      pass(200);
      expect(room.viewAges).toHaveLength(lagCompensation ? 1 : 0);
    }
  });

  it("ghosts: none, or the newest known places including the own one", () => {
    expect(fly({}).pass(FRAME_MS).ghosts).toEqual([]);
    const { ghosts } = fly({ ghosts: true }).pass(FRAME_MS);
    expect(ghosts.map(({ own }) => own)).toEqual([false, true]);
  });
});
