import { create } from "@bufbuild/protobuf";
import { beforeEach, describe, expect, it } from "vitest";
import {
  KillSchema,
  RosterUpdateSchema,
  StandingsSchema,
  Weapon,
} from "../../src/gen/tickstorm/v1/server_pb";
import { EVENT_BEAM, EVENT_HIT, EVENT_KILL, EVENT_SPAWN } from "../../src/net/segments";
import { EventTimeline } from "../../src/netcode/event-timeline";
import type { GameEvent } from "../../src/netcode/game-view";
import { Roster } from "../../src/netcode/roster";

const OWN = 3;
const event = (kind: number, subject: number, object: number, change = {}) => ({
  kind,
  age: 0,
  subject,
  object,
  x: 800,
  y: 1600,
  a: 12,
  b: 0,
  ...change,
});

describe("the event timeline", () => {
  let timeline: EventTimeline;
  beforeEach(() => {
    timeline = new EventTimeline(OWN);
  });

  function due(tick: number): GameEvent[] {
    const events: GameEvent[] = [];
    timeline.poll(tick, events);
    return events;
  }

  it("shows events of others at their drawn time, once", () => {
    timeline.observe(100, [event(EVENT_HIT, 1, 2, { age: 1, b: 40 })]);
    expect(due(98.9)).toEqual([]);
    expect(timeline.healthOf(2)).toBe(1);
    const hit = { kind: "hit", weapon: "BLASTER", attacker: 1, victim: 2, damage: 12 };
    expect(due(99)).toEqual([{ ...hit, x: 100, y: 200 }]);
    expect(timeline.healthOf(2)).toBeCloseTo(0.4);
    expect(due(200)).toEqual([]);
  });

  it("shows events of the own ship at once", () => {
    timeline.observe(100, [event(EVENT_HIT, 1, OWN), event(EVENT_KILL, 1, OWN)]);
    expect(due(1).map(({ kind }) => kind)).toEqual(["hit", "explosion"]);
  });

  it("shows a beam once if it is in several cells or in two frames", () => {
    const beam = event(EVENT_BEAM, 1, 4095, { a: 1024, b: 300 });
    timeline.observe(100, [beam, { ...beam }]);
    timeline.observe(101, [{ ...beam, age: 1 }]);
    expect(due(102)).toMatchObject([{ kind: "beam", angle: Math.PI / 2, length: 300 }]);
  });

  it("omits the own beam, which was shown at the click", () => {
    timeline.observe(100, [event(EVENT_BEAM, OWN, 2)]);
    expect(due(102)).toEqual([]);
  });

  it("restores the full health of a ship that appears", () => {
    timeline.observe(100, [event(EVENT_HIT, 1, 2, { b: 7 })]);
    timeline.observe(160, [event(EVENT_SPAWN, 2, 0)]);
    due(160);
    expect(timeline.healthOf(2)).toBe(1);
  });

  it("does not repeat missed events, except kills", () => {
    timeline.observe(100, [event(EVENT_HIT, 1, 2)]);
    const kill = { age: 0, killer: 1, victim: 2, weapon: Weapon.RAIL, crown: true };
    timeline.observeKills(100, [create(KillSchema, kill)]);
    expect(due(300)).toEqual([{ kind: "kill", killer: 1, victim: 2, weapon: "RAIL", crown: true }]);
  });
});

describe("the roster", () => {
  const update = (fields: Parameters<typeof create<typeof RosterUpdateSchema>>[1]) =>
    create(RosterUpdateSchema, fields);

  it("keeps names while numbers change, and removes players who left", () => {
    const roster = new Roster();
    const bot = { id: 4, name: "Vega", colour: 6, bot: true };
    roster.apply(
      update({ version: 1, reset: true, entries: [{ id: 3, name: "Ada", colour: 2 }, bot] }),
    );
    roster.apply(
      update({ version: 2, entries: [{ id: 4, score: 5, kills: 4, deaths: 1 }], leader: 5 }),
    );
    expect(roster.lines.get(4)).toEqual({ ...bot, away: false, score: 5, kills: 4, deaths: 1 });
    expect(roster.leader).toBe(4);
    expect([3, 4, 5].map((ship) => roster.who(ship))).toEqual([
      { name: "Ada", bot: false },
      { name: "Vega", bot: true },
      undefined,
    ]);
    expect(roster.version).toBe(2);
    roster.apply(update({ version: 3, entries: [{ id: 4, left: true }] }));
    expect([...roster.lines.keys()]).toEqual([3]);
    expect(roster.leader).toBeUndefined();
    roster.apply(update({ version: 9, reset: true }));
    expect(roster.lines.size).toBe(0);
  });

  it("has the places of a large room, and a page that was requested", () => {
    const roster = new Roster();
    roster.apply(update({ version: 1, reset: true, entries: [{ id: 3, name: "Ada" }] }));
    expect(roster.ranking).toBeUndefined();
    roster.apply(update({ version: 2, top: [9, 3], place: 2, players: 3138 }));
    roster.apply(update({ version: 3, entries: [{ id: 3, score: 5 }] }));
    const ranking = { top: [9, 3], ownPlace: 2, players: 3138, page: undefined };
    expect(roster.ranking).toEqual(ranking);
    const entries = [{ id: 40, name: "Bob", score: 1 }];
    roster.applyPage(create(StandingsSchema, { firstPlace: 11, players: 3137, entries }));
    const line = { id: 40, name: "Bob", colour: 0, bot: false, away: false, score: 1 };
    const page = { firstPlace: 11, lines: [{ ...line, kills: 0, deaths: 0 }] };
    expect(roster.ranking).toEqual({ ...ranking, players: 3137, page });
  });
});
