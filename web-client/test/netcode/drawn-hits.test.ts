import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { beforeEach, describe, expect, it } from "vitest";
import {
  HitAuditSchema,
  KillSchema,
  MissCause,
  Weapon,
} from "../../src/gen/tickstorm/v1/server_pb";
import { WEAPON, type WeaponName } from "../../src/gen/weapons";
import { EVENT_BEAM, EVENT_HIT, type EventRecord, PROTECTED } from "../../src/net/segments";
import { DrawnHits } from "../../src/netcode/drawn-hits";
import { shipAtRest } from "../../src/netcode/empty-view";
import type { OwnShot } from "../../src/netcode/own-flight";
import type { FrameNews } from "../../src/netcode/server-word";
import { ONE } from "../../src/sim/fixed";
import { shotWords } from "../../src/words/shot-words";

const OWN = 3;
const ADA = 5;
const BOB = 6;
const NOBODY = 4095;
/** The tick of the shot, drawn with the others at 91.5. */
const SHOT = 100;
const VIEW_AGE = 8.5;
const PICTURE = { othersTick: SHOT - VIEW_AGE, newestTick: 94 };
/** The tick at which all results are known. */
const SETTLED = 125;
const ORIGIN = { x: 500, y: 400 };
const names = new Map([
  [ADA, "Ada"],
  [BOB, "Bob"],
]);
const who = (ship: number) => ({ name: names.get(ship) ?? "nobody", bot: false });

type News = Partial<FrameNews> & { tick: number };
type Audit = MessageInitShape<typeof HitAuditSchema>;

const event = (kind: number, object: number, change: Partial<EventRecord> = {}): EventRecord => ({
  kind,
  age: 0,
  subject: OWN,
  object,
  x: ORIGIN.x * 8,
  y: ORIGIN.y * 8,
  a: 0,
  b: 0,
  ...change,
});
const beam = (struck: number, change: Partial<EventRecord> = {}) =>
  event(EVENT_BEAM, struck, change);
const hit = (ship: number, { damage, index }: { damage: number; index: number }) =>
  event(EVENT_HIT, ship, { a: damage | (index << 8) });
const kill = (victim: number, age = 0) => create(KillSchema, { killer: BOB, victim, age });
const ship = (id: number, flags = 0) => ({ id, x: 800, y: 800, aim: 0, flags });
const miss = (change: Audit) =>
  create(HitAuditSchema, { shooter: OWN, victim: NOBODY, ...change } as Audit);
const listed = (x = ORIGIN.x) => ({
  id: 1,
  owner: OWN,
  age: 0,
  angle: 0,
  x: x * 8,
  y: ORIGIN.y * 8,
  weapon: WEAPON.BLASTER,
});

describe("an own shot that was drawn as a hit", () => {
  let hits: DrawnHits;
  beforeEach(() => {
    hits = new DrawnHits(OWN, 1000 / 30);
  });

  function explain(...frames: News[]): string {
    const nothing = { events: [], kills: [], audits: [], bolts: [], ships: [ship(ADA)] };
    for (const news of [...frames, { tick: SETTLED }]) {
      hits.observe({ ...nothing, ...news }, who);
    }
    return shotWords(hits.newest);
  }

  function shotOf(name: WeaponName): OwnShot {
    const [x, y] = [ORIGIN.x * ONE, ORIGIN.y * ONE];
    const path = { x, y, angle: 0, stepX: 0, stepY: 0 };
    return { weapon: WEAPON[name], tick: SHOT, viewAge: VIEW_AGE, path } as OwnShot;
  }

  function rail(picture = PICTURE): void {
    hits.fired(shotOf("RAIL"), ORIGIN, ADA, picture);
  }

  /** A bolt that is drawn to fly over Ada between two render frames. */
  function bolt(picture = PICTURE): void {
    hits.fired(shotOf("BLASTER"), ORIGIN, undefined, picture);
    const view = (x: number) => ({
      id: 1,
      x,
      y: 400,
      angle: 0,
      owner: OWN,
      own: true,
      spawnTick: SHOT,
      weapon: "BLASTER" as const,
    });
    const ada = shipAtRest(ADA, 600, 410);
    hits.see([view(560)], [ada], picture);
    hits.see([view(600)], [ada], picture);
    hits.see([view(640)], [ada], picture);
  }

  describe("by a rail", () => {
    it("has no explanation if it counted", () => {
      rail();
      expect(explain({ tick: SHOT, events: [beam(ADA), hit(ADA, WEAPON.RAIL)] })).toBe("");
    });

    it("has no explanation if it was fired late and counted", () => {
      rail();
      expect(explain({ tick: SHOT + 6, events: [beam(ADA), hit(ADA, WEAPON.RAIL)] })).toBe("");
    });

    it("was fired at a player who had reached cover", () => {
      rail();
      const audits = [miss({ victim: ADA, weapon: Weapon.RAIL, missed: MissCause.COVER })];
      expect(explain({ tick: SHOT, events: [beam(NOBODY)], audits })).toBe(
        "Your rail at Ada missed: Ada had been behind an asteroid for 250 ms",
      );
    });

    it("was fired at a player who was already destroyed", () => {
      rail();
      const death = { tick: SHOT, events: [beam(NOBODY)], kills: [kill(ADA, 2)], ships: [] };
      expect(explain(death)).toBe("Your rail at Ada missed: Ada was destroyed before");
    });

    it("was fired at a protected player", () => {
      rail();
      expect(explain({ tick: SHOT, events: [beam(ADA)], ships: [ship(ADA, PROTECTED)] })).toBe(
        "Your rail at Ada missed: Ada had just appeared and was protected",
      );
    });

    it("arrived too late to be fired", () => {
      rail();
      expect(explain()).toBe("Your rail at Ada missed: your input came too late to be fired");
    });

    it("was not fired by a ship that was destroyed", () => {
      rail();
      expect(explain({ tick: SHOT, kills: [kill(OWN, 1)] })).toBe(
        "Your rail at Ada missed: your ship was destroyed before it could be fired",
      );
    });

    it("started at another place than drawn", () => {
      rail();
      expect(explain({ tick: SHOT, events: [beam(NOBODY, { x: (ORIGIN.x + 30) * 8 })] })).toBe(
        "Your rail at Ada missed: your ship was 30 u from where you saw it, " +
          "because an input came late",
      );
    });

    it("was aimed in a picture that continued without a frame", () => {
      rail({ ...PICTURE, newestTick: 88 });
      expect(explain({ tick: SHOT, events: [beam(NOBODY)] })).toBe(
        "Your rail at Ada missed: " +
          "Ada was drawn beyond the newest received frame (the network stalled)",
      );
    });

    it.each([
      [4, "the server looks back 500 ms at most, and your picture was 283 ms old"],
      [2, "Ada was drawn beyond the newest received frame (the network stalled)"],
      [1, "your picture was 283 ms old, but the server used one 150 ms old"],
      [8, "your picture was 283 ms old, but the server used one 150 ms old"],
    ])("was tested in another picture: clamps %i", (clamps, cause) => {
      rail();
      const ages = { claimedAge16ths: VIEW_AGE * 16 + 32, usedAge16ths: 72 + 32, clamps };
      const audits = [miss({ weapon: Weapon.RAIL, missed: MissCause.CLAMPED, ...ages })];
      expect(explain({ tick: SHOT + 2, events: [beam(NOBODY)], audits })).toBe(
        `Your rail at Ada missed: ${cause}`,
      );
    });

    it("hit another ship first", () => {
      rail();
      expect(explain({ tick: SHOT, events: [beam(BOB), hit(BOB, WEAPON.RAIL)] })).toBe(
        "Your rail at Ada missed: it met Bob first",
      );
    });

    it("passed by, without a rule against it", () => {
      rail();
      expect(explain({ tick: SHOT, events: [beam(NOBODY)] })).toBe(
        "Your rail at Ada missed: on the server it passed beside Ada",
      );
    });

    it("may have hit out of sight, which has no explanation", () => {
      rail();
      hits.observe(
        { tick: SHOT, events: [beam(NOBODY)], kills: [], audits: [], bolts: [], ships: [] },
        who,
      );
      hits.observe({ tick: SETTLED, events: [], kills: [], audits: [], bolts: [], ships: [] }, who);
      expect(hits.newest).toBeUndefined();
    });
  });

  describe("by a bolt", () => {
    it("has no explanation if it counted, also before it was drawn to hit", () => {
      const fired = { tick: SHOT, bolts: [listed()], events: [hit(ADA, WEAPON.BLASTER)] };
      hits.observe({ kills: [], audits: [], ships: [ship(ADA)], ...fired }, who);
      bolt();
      expect(explain()).toBe("");
    });

    it("is not confused with a hit by a rail", () => {
      bolt();
      const fired = { tick: SHOT, bolts: [listed()], events: [hit(ADA, WEAPON.RAIL)] };
      expect(explain(fired)).toBe("Your bolt at Ada missed: on the server it passed beside Ada");
    });

    it("was fired at a player who had reached cover", () => {
      bolt();
      const audits = [miss({ victim: ADA, weapon: Weapon.BLASTER, missed: MissCause.COVER })];
      expect(explain({ tick: SHOT, bolts: [listed()], audits })).toBe(
        "Your bolt at Ada missed: Ada had been behind an asteroid for 250 ms",
      );
    });

    it("was fired at a player who was already destroyed", () => {
      bolt();
      expect(explain({ tick: SHOT, bolts: [listed()], kills: [kill(ADA, 3)] })).toBe(
        "Your bolt at Ada missed: Ada was destroyed before",
      );
    });

    it("was fired at a protected player", () => {
      bolt();
      expect(explain({ tick: SHOT, bolts: [listed()], ships: [ship(ADA, PROTECTED)] })).toBe(
        "Your bolt at Ada missed: Ada had just appeared and was protected",
      );
    });

    it("arrived too late to be fired", () => {
      bolt();
      expect(explain()).toBe("Your bolt at Ada missed: your input came too late to be fired");
    });

    it("was aimed shortly after the picture had continued without a frame", () => {
      hits.see([], [], { othersTick: PICTURE.othersTick - 3, newestTick: 88 });
      bolt();
      expect(explain({ tick: SHOT, bolts: [listed()] })).toBe(
        "Your bolt at Ada missed: " +
          "Ada was drawn beyond the newest received frame (the network stalled)",
      );
    });

    it("passed by if the picture had continued without a frame long before", () => {
      hits.see([], [], { othersTick: PICTURE.othersTick - 12, newestTick: 78 });
      bolt();
      expect(explain({ tick: SHOT, bolts: [listed()] })).toBe(
        "Your bolt at Ada missed: on the server it passed beside Ada",
      );
    });

    it("started at another place than drawn", () => {
      bolt();
      expect(explain({ tick: SHOT, bolts: [listed(ORIGIN.x + 12)] })).toBe(
        "Your bolt at Ada missed: your ship was 12 u from where you saw it, " +
          "because an input came late",
      );
    });

    it("is explained once, regardless of how long it is drawn over a ship", () => {
      bolt();
      explain({ tick: SHOT, bolts: [listed()] });
      expect(hits.misses).toHaveLength(1);
    });
  });

  it("is one of at most sixteen stored shots", () => {
    for (let i = 0; i < 20; i++) rail();
    explain();
    expect(hits.misses).toHaveLength(16);
  });
});
