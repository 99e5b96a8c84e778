import { beforeEach, describe, expect, it } from "vitest";
import { emptyView } from "../../src/netcode/empty-view";
import type { GameEvent, RosterLine, ShipView } from "../../src/netcode/game-view";
import { Sightings } from "../../src/ui/edge-arrows";
import { HINTS, type Hint, HintProgress, hintWords } from "../../src/ui/first-hints";
import { named, Presence } from "../../src/ui/presence";

function person(id: number, name: string, bot = false): RosterLine {
  return { id, name, colour: 0, bot, away: false, score: 0, kills: 0, deaths: 0 };
}

function ship(id: number, x: number, y: number): ShipView {
  return { ...emptyView().own, id, x, y };
}

describe("the arrows at the edge", () => {
  const view = Object.assign(emptyView(), { room: "BCDF", ownId: 1 });
  let sightings: Sightings;
  beforeEach(() => {
    sightings = new Sightings();
    view.own.x = 1000;
    view.own.y = 1000;
    view.ships = [ship(2, 2000, 1000), ship(3, 1000, 1900)];
    view.roster = new Map([2, 3].map((id) => [id, person(id, `Pilot ${id}`)]));
    view.events = [];
    sightings.update(view, 0);
  });

  it("point at the nearest ship", () => {
    expect(sightings.nearest(view, 0, 0.5)).toEqual({ id: 3, dx: 0, dy: 450, isRemembered: false });
  });

  it("point for some seconds at the last place of a ship, and then no more", () => {
    view.ships = [];
    sightings.update(view, 3000);
    expect(sightings.nearest(view, 3000, 1)).toMatchObject({ id: 3, isRemembered: true });
    sightings.update(view, 6001);
    expect(sightings.nearest(view, 6001, 1)).toBeUndefined();
  });

  it("never point at ships that the page did not receive", () => {
    expect(sightings.of(4, view, 0, 1)).toBeUndefined();
    expect(sightings.of(view.ownId, view, 0, 1)).toBeUndefined();
  });

  it("forget destroyed ships, ships that left, and the previous room", () => {
    view.ships = [];
    view.events = [{ kind: "kill", killer: 1, victim: 3, weapon: "RAIL", crown: false }];
    sightings.update(view, 100);
    expect(sightings.nearest(view, 100, 1)?.id).toBe(2);
    view.events = [];
    view.roster = new Map();
    sightings.update(view, 200);
    expect(sightings.nearest(view, 200, 1)).toBeUndefined();
    view.ships = [ship(2, 2000, 1000)];
    view.roster = new Map([[2, person(2, "Pilot 2")]]);
    sightings.update(view, 300);
    view.ships = [];
    sightings.update(Object.assign(view, { room: "GHJK" }), 400);
    expect(sightings.nearest(view, 400, 1)).toBeUndefined();
    view.room = "BCDF";
  });
});

describe("the hints of the first life", () => {
  function shelf() {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
  }
  const see = (events: GameEvent[] = [], own = {}) => {
    const view = Object.assign(emptyView(), { ownId: 1, events });
    Object.assign(view.own, { alive: true }, own);
    return view;
  };
  const shot: GameEvent = { kind: "shot", weapon: "BLASTER", shooter: 1, x: 0, y: 0, angle: 0 };
  const beam: GameEvent = {
    kind: "beam",
    weapon: "RAIL",
    shooter: 1,
    tick: 0,
    x: 0,
    y: 0,
    angle: 0,
    length: 9,
  };
  const pickup: GameEvent = { kind: "pickup", taker: 1, what: "boost", x: 0, y: 0 };

  const without = (...followed: Hint[]) => HINTS.filter((hint) => !followed.includes(hint));

  it("disappear one by one, each when it has been followed", () => {
    const progress = new HintProgress(shelf());
    expect(progress.open).toEqual(HINTS);
    progress.update(see([beam]));
    expect(progress.open).toEqual(without("rail"));
    progress.update(see([pickup]));
    expect(progress.open).toEqual(without("rail", "pickups"));
    progress.update(see([], { thrusting: true }));
    progress.update(see([shot]));
    expect(progress.open).toEqual(without("rail", "pickups"));
    progress.update(see([], { aim: 1 }));
    expect(progress.open).toEqual(without("fly", "rail", "pickups"));
  });

  it("are not followed by actions of others", () => {
    const progress = new HintProgress(shelf());
    progress.update(
      see([{ ...beam, shooter: 2 } as GameEvent, { ...pickup, taker: 2 } as GameEvent]),
    );
    expect(progress.open).toEqual(HINTS);
  });

  it("do not return after a reload, for any stored text", () => {
    const kept = shelf();
    new HintProgress(kept).update(see([beam]));
    expect(new HintProgress(kept).open).toEqual(without("rail"));
    kept.setItem("tickstorm.hints", "{broken rail");
    expect(new HintProgress(kept).open).toEqual(without("rail"));
  });

  it("name thumbs on a touch screen and the chosen keys elsewhere", () => {
    expect(hintWords("fly", true)).toContain("thumb");
    expect(hintWords("rail", true)).toContain("Tap");
    expect(hintWords("fly", false)).toContain("W A S D");
    expect(hintWords("rail", false)).toContain("Space");
  });
});

describe("joins and leaves", () => {
  const roster = new Map<number, RosterLine>();
  let presence: Presence;
  let nowMs = 0;
  const look = (next = roster) => {
    nowMs += 500;
    const { joined, left } = presence.look(next, 1, nowMs);
    return [joined.map(({ name }) => name), left.map(({ name }) => name)];
  };
  beforeEach(() => {
    presence = new Presence();
    roster.clear();
    for (const line of [person(1, "Ada"), person(2, "Bob"), person(3, "Mira", true)]) {
      roster.set(line.id, line);
    }
    look();
  });

  it("are shown for people, not for bots, the own player or earlier players", () => {
    expect(look()).toEqual([[], []]);
    roster.set(4, person(4, "Eve"));
    roster.set(5, person(5, "Rigel", true));
    roster.delete(3);
    expect(look()).toEqual([["Eve"], []]);
    roster.delete(2);
    expect(look()).toEqual([[], ["Bob"]]);
  });

  it("treat another name on the same seat as another player", () => {
    roster.set(2, person(2, "Eve"));
    expect(look()).toEqual([["Eve"], ["Bob"]]);
  });

  it("start again with another game", () => {
    expect(look(new Map([[7, person(7, "Zoe")]]))).toEqual([[], []]);
  });

  it("are computed twice a second, for any number of calls", () => {
    roster.set(4, person(4, "Eve"));
    expect(presence.look(roster, 1, nowMs + 100).joined).toEqual([]);
    expect(look()).toEqual([["Eve"], []]);
  });

  it("name a few players and count the others", () => {
    const crowd = Array.from({ length: 40 }, (_, i) => person(i + 10, `P${i}`));
    expect(named(crowd)).toEqual({ shown: [crowd[0]], more: 39 });
    expect(named(crowd.slice(0, 2))).toEqual({ shown: crowd.slice(0, 2), more: 0 });
  });
});
