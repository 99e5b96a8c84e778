// The places of the players, whether the page knows all of them or, in a large room, only a part.
import type { GameView, RosterLine } from "../netcode/game-view";

/** A player with the place among all players, from 1 on. */
export interface Placed {
  rank: number;
  line: RosterLine;
}

/** The parts of a view that contain the places. */
export type PlacesView = Pick<GameView, "roster" | "ranking" | "ownId">;

/**
 * Returns the lines of the roster in order: most points first, then fewer deaths, then the older
 * seat, so that equal lines do not swap.
 */
export function ranked(roster: ReadonlyMap<number, RosterLine>): RosterLine[] {
  return [...roster.values()].sort(
    (a, b) => b.score - a.score || a.deaths - b.deaths || a.id - b.id,
  );
}

/**
 * Returns the players with their places, best first: all of a small room; the ten best and the own
 * of a large one.
 */
export function placed({ roster, ranking, ownId }: PlacesView): Placed[] {
  if (ranking === undefined) return ranked(roster).map((line, i) => ({ rank: i + 1, line }));
  const lines: Placed[] = [];
  ranking.top.forEach((id, i) => {
    const line = roster.get(id);
    if (line !== undefined) lines.push({ rank: i + 1, line });
  });
  return withOwn(lines, { roster, ranking, ownId });
}

/** Returns the lines with the own one of a large room, which is appended if they lack it. */
export function withOwn(lines: Placed[], { roster, ranking, ownId }: PlacesView): Placed[] {
  const own = roster.get(ownId);
  const isListed = lines.some(({ line }) => line.id === ownId);
  if (ranking === undefined || own === undefined || ranking.ownPlace === 0 || isListed) {
    return lines;
  }
  return [...lines, { rank: ranking.ownPlace, line: own }];
}

/** Returns the number of players in the room. */
export function playersOf({ roster, ranking }: PlacesView): number {
  return ranking?.players ?? roster.size;
}
