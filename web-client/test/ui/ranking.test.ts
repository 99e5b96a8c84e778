import { expect, test } from "vitest";
import type { RosterLine } from "../../src/netcode/game-view";
import { type Placed, placed, playersOf, ranked, withOwn } from "../../src/ui/places";
import { topLines } from "../../src/ui/ranking";

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

function placesOf(lines: Map<number, RosterLine>): Placed[] {
  return placed({ roster: lines, ranking: undefined, ownId: 0 });
}

test("a player below the first ten sees the own rank in the last line", () => {
  const lines = placesOf(
    roster(...Array.from({ length: 14 }, (_, i) => [20 - i, 0] as [number, number])),
  );
  const shown = topLines(lines, 12);
  expect(shown).toHaveLength(10);
  expect(shown[9]).toMatchObject({ rank: 13, line: { id: 12 } });
  expect(topLines(lines, 4)[9]).toMatchObject({ rank: 10, line: { id: 9 } });
});

test("a player who is not in the roster yet sees the first ten", () => {
  expect(topLines(placesOf(roster([1, 0], [2, 0])), 99).map(({ rank }) => rank)).toEqual([1, 2]);
});

test("in a large room the places come from the server, not from the lines seen so far", () => {
  const lines = roster([90, 0], [3, 0], [5, 0], [1, 0]);
  const ranking = { top: [2, 1, 77], ownPlace: 812, players: 3138, page: undefined };
  const view = { roster: lines, ranking, ownId: 3 };
  expect(placed(view).map(({ rank, line }) => [rank, line.id])).toEqual([
    [1, 2],
    [2, 1],
    [812, 3],
  ]);
  expect(playersOf(view)).toBe(3138);
});

test("the own line is added to a page once", () => {
  const lines = roster([9, 0], [3, 0]);
  const ranking = { top: [0], ownPlace: 2, players: 80, page: undefined };
  const view = { roster: lines, ranking, ownId: 1 };
  const page = placed(view);
  expect(page).toHaveLength(2);
  expect(withOwn(page, view)).toEqual(page);
});
