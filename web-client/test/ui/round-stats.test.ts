import { describe, expect, it, vi } from "vitest";
import type { WeaponName } from "../../src/gen/weapons";
import { emptyView } from "../../src/netcode/empty-view";
import type { GameEvent, RosterLine } from "../../src/netcode/game-view";
import { keepBest, readBest } from "../../src/ui/best-rounds";
import { accuracyShare, RoundStats } from "../../src/ui/round-stats";
import { shareLink } from "../../src/ui/share-link";

const OWN = 1;

function line(id: number, name: string, score = 0, bot = false): RosterLine {
  return { id, name, colour: 0, bot, away: false, score, kills: score, deaths: 2 };
}

const shot = (shooter = OWN): GameEvent => ({
  kind: "shot",
  weapon: "BLASTER",
  shooter,
  x: 0,
  y: 0,
  angle: 0,
});
const beam = (shooter = OWN): GameEvent => ({
  kind: "beam",
  weapon: "RAIL",
  shooter,
  tick: 0,
  x: 0,
  y: 0,
  angle: 0,
  length: 9,
});
const hit = (attacker: number, victim: number, weapon: WeaponName = "BLASTER"): GameEvent => ({
  kind: "hit",
  weapon,
  attacker,
  victim,
  damage: 12,
  x: 0,
  y: 0,
});
const kill = (killer: number, victim: number): GameEvent => ({
  kind: "kill",
  killer,
  victim,
  weapon: "BLASTER",
  crown: false,
});

function game() {
  const stats = new RoundStats();
  const view = Object.assign(emptyView(), { phase: "playing", room: "BCDF", ownId: OWN });
  view.round = { number: 4, phase: "playing", endsInMs: 0, winner: undefined };
  view.roster = new Map(
    [line(1, "Ada", 5), line(2, "Bob", 9), line(3, "Mira", 1, true)].map((each) => [each.id, each]),
  );
  const see = (...events: GameEvent[]) => {
    view.events = events;
    stats.update(view);
  };
  return { stats, view, see, summary: () => stats.summary(view) };
}

describe("the figures of a round", () => {
  it("are those of the own player", () => {
    const { see, summary } = game();
    see(shot(), shot(), shot(), beam(), shot(2), beam(3));
    see(hit(1, 2), hit(1, 3), hit(1, 3), hit(1, 2, "RAIL"), hit(1, 2), hit(3, 1), hit(2, 3));
    expect(summary()).toMatchObject({
      place: 2,
      of: 3,
      score: 5,
      kills: 5,
      deaths: 2,
      shots: { BLASTER: 3, RAIL: 1 },
      hits: { BLASTER: 4, RAIL: 1 },
      hitMost: { id: 2, name: "Bob", hits: 3, bot: false },
      hitMostBy: { id: 3, name: "Mira", hits: 1, bot: true },
    });
  });

  it("contain the best streak, which a death ends", () => {
    const { see, summary } = game();
    see(kill(1, 2), kill(1, 3), kill(2, 3));
    see(kill(2, 1), kill(1, 2));
    expect(summary().bestStreak).toBe(2);
    see(kill(1, 1));
    expect(summary().bestStreak).toBe(2);
  });

  it("start again with the next round and in another room", () => {
    const { see, view, summary } = game();
    see(shot(), kill(1, 2), hit(1, 2));
    view.round = { ...view.round, number: 5 };
    see();
    expect(summary()).toMatchObject({ bestStreak: 0, hitMost: undefined });
    see(shot());
    view.room = "GHJK";
    see(beam());
    expect(summary().shots).toMatchObject({ BLASTER: 0, RAIL: 1 });
  });

  it("keep the name of a player who left", () => {
    const { see, view, summary } = game();
    see(hit(1, 2));
    view.roster = new Map([[1, line(1, "Ada")]]);
    expect(summary().hitMost).toMatchObject({ name: "Bob", hits: 1 });
  });

  it("have no place for a player who is not in the roster", () => {
    const { view, summary } = game();
    view.roster = new Map();
    expect(summary()).toMatchObject({ place: 0, of: 0, score: 0 });
  });

  it("have no accuracy without a shot, and at most 100 %", () => {
    expect(accuracyShare(0, 0)).toBeUndefined();
    expect(accuracyShare(1, 3)).toBeCloseTo(1 / 3);
    expect(accuracyShare(4, 3)).toBe(1);
  });
});

describe("the best on this device", () => {
  const shelf = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
  };

  it("grows figure by figure, and is reported as new once", () => {
    const kept = shelf();
    expect(keepBest(kept, { score: 5, kills: 4, streak: 2 }).isNew).toBe(true);
    expect(keepBest(kept, { score: 5, kills: 4, streak: 2 }).isNew).toBe(false);
    const { best, isNew } = keepBest(kept, { score: 3, kills: 9, streak: 1 });
    expect(best).toEqual({ score: 5, kills: 9, streak: 2 });
    expect(isNew).toBe(false);
    expect(readBest(kept)).toEqual(best);
  });

  it("is empty if the stored text is invalid", () => {
    for (const text of ["", "{", "null", "7", '{"score":-3,"kills":"9","streak":1e99}']) {
      const kept = { getItem: () => text };
      expect(readBest(kept)).toEqual({ score: 0, kills: 0, streak: 0 });
    }
  });
});

describe("sharing", () => {
  it("uses the dialog of the system, copies without one, and accepts a refusal", async () => {
    const share = vi.fn(async () => {});
    const writeText = vi.fn(async () => {});
    vi.stubGlobal("navigator", { share, clipboard: { writeText } });
    expect(await shareLink("http://x/?room=BCDF")).toBe("shared");
    expect(share).toHaveBeenCalledWith({
      title: "Tickstorm",
      text: "Play Tickstorm with me",
      url: "http://x/?room=BCDF",
    });
    share.mockRejectedValueOnce(new DOMException("closed", "AbortError"));
    expect(await shareLink("http://x/")).toBe("nothing");
    share.mockRejectedValueOnce(new DOMException("no", "NotAllowedError"));
    expect(await shareLink("http://x/")).toBe("copied");
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    expect(await shareLink("http://y/")).toBe("copied");
    expect(writeText).toHaveBeenLastCalledWith("http://y/");
    vi.unstubAllGlobals();
  });
});
