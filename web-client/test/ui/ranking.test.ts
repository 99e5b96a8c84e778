import { expect, test } from "vitest";
import type { RosterLine } from "../../src/netcode/game-view";
import { ranked, topLines } from "../../src/ui/ranking";

function roster(...scores: [score: number, deaths: number][]): Map<number, RosterLine> {
  return new Map(
    scores.map(([score, deaths], id) => [
      id,
      { id, name: `P${id}`, colour: 0, bot: false, away: false, score, kills: 0, deaths },
    ]),
  );
}

test("the most points lead, then the fewest deaths, then the older seat", () => {
  const lines = ranked(roster([3, 5], [7, 9], [3, 2], [3, 2]));
  expect(lines.map((line) => line.id)).toEqual([1, 2, 3, 0]);
});

test("a player below the first ten sees the own rank in the last line", () => {
  const lines = ranked(
    roster(...Array.from({ length: 14 }, (_, i) => [20 - i, 0] as [number, number])),
  );
  const shown = topLines(lines, 12);
  expect(shown).toHaveLength(10);
  expect(shown[9]).toMatchObject({ rank: 13, line: { id: 12 } });
  expect(topLines(lines, 4)[9]).toMatchObject({ rank: 10, line: { id: 9 } });
});

test("a player who is not in the roster yet sees the first ten", () => {
  expect(topLines(ranked(roster([1, 0], [2, 0])), 99).map(({ rank }) => rank)).toEqual([1, 2]);
});
