import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import {
  type HitAudit,
  HitAuditSchema,
  MissCause,
  Weapon,
} from "../../src/gen/tickstorm/v1/server_pb";
import { HitAudits } from "../../src/netcode/hit-audits";
import { shotWords } from "../../src/words/shot-words";

const OWN = 3;
const OTHER = 5;
const who = (ship: number) => ({ name: ship === OTHER ? "Ada" : "nobody", bot: false });

function rail(change: MessageInitShape<typeof HitAuditSchema>): HitAudit {
  const places = { x: 800, y: 1600, seenDx: -48, seenDy: 64 };
  const ages = { claimedAge16ths: 72, usedAge16ths: 72 };
  const hit = { shooter: OTHER, victim: OWN, weapon: Weapon.RAIL, kill: true };
  return create(HitAuditSchema, { ...places, ...ages, ...hit, ...change } as typeof change);
}

describe("the audit of a hit", () => {
  it("reports the distance of the victim from its drawn place, and the age", () => {
    const audits = new HitAudits(OWN, 1000 / 30);
    audits.observe([rail({})], who, 0);
    expect(shotWords(audits.death)).toBe("You were 10 u from where Ada saw you, 150 ms ago");
    audits.observe([rail({ shooter: OWN, victim: OTHER, clamps: 4 })], who, 0);
    expect(shotWords(audits.newest)).toBe(
      "You saw Ada 10 u from its place, 150 ms ago (claim cut)",
    );
  });

  it("shows the place in the shooter's picture for a second and a half", () => {
    const audits = new HitAudits(OWN, 1000 / 30);
    audits.observe([rail({ kill: false })], who, 1000);
    expect(audits.death).toBeUndefined();
    expect(audits.ghosts(2499)).toEqual([{ id: OWN, x: 94, y: 208, own: true, seen: true }]);
    expect(audits.ghosts(2500)).toEqual([]);
  });

  it("also reports a bolt that hit in the shooter's picture", () => {
    const audits = new HitAudits(OWN, 1000 / 30);
    audits.observe([rail({ weapon: Weapon.BLASTER })], who, 0);
    expect(shotWords(audits.death)).toBe("You were 10 u from where Ada saw you, 150 ms ago");
  });

  it("does not report a miss", () => {
    const audits = new HitAudits(OWN, 1000 / 30);
    audits.observe([rail({ shooter: OWN, missed: MissCause.COVER, kill: false })], who, 0);
    expect(audits.newest).toBeUndefined();
    expect(audits.ghosts(0)).toEqual([]);
  });

  it("does not report a death by a shot that was tested live", () => {
    const audits = new HitAudits(OWN, 1000 / 30);
    audits.observe([rail({})], who, 0);
    audits.observe([rail({ usedAge16ths: 0 })], who, 0);
    expect(audits.death).toBeUndefined();
  });
});
