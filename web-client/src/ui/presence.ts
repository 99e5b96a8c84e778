import type { RosterLine } from "../netcode/game-view";

/** The maximum number of people named in one line; the rest are counted. */
const NAMES_MAX = 2;
const LOOK_MS = 500;

/** The people who joined and left since the last comparison. */
export interface Comings {
  joined: RosterLine[];
  left: RosterLine[];
}

/**
 * Compares rosters twice a second. Ignores bots, because they join and leave with people, and
 * everybody who was there before the person.
 */
export class Presence {
  private roster: ReadonlyMap<number, RosterLine> | undefined;
  private people = new Map<number, RosterLine>();
  private dueMs = 0;

  /**
   * Returns the people who came and went since the last comparison; none before the next one is
   * due.
   */
  look(roster: ReadonlyMap<number, RosterLine>, ownId: number, nowMs: number): Comings {
    const none = { joined: [], left: [] };
    if (nowMs < this.dueMs || roster.size === 0) return none;
    this.dueMs = nowMs + LOOK_MS;
    const before = this.people;
    this.people = new Map();
    for (const line of roster.values()) {
      if (!line.bot && line.id !== ownId) this.people.set(line.id, line);
    }
    const isNewGame = roster !== this.roster;
    this.roster = roster;
    if (isNewGame) return none;
    return { joined: beyond(this.people, before), left: beyond(before, this.people) };
  }
}

/**
 * Returns the lines of one map that are not in the other. A seat with another name is another
 * person.
 */
function beyond(map: Map<number, RosterLine>, other: Map<number, RosterLine>): RosterLine[] {
  return [...map.values()].filter(({ id, name }) => other.get(id)?.name !== name);
}

/** Returns the people of a line who are named, and the number of the others. */
export function named(lines: readonly RosterLine[]): { shown: RosterLine[]; more: number } {
  const shown = lines.length <= NAMES_MAX ? [...lines] : lines.slice(0, 1);
  return { shown, more: lines.length - shown.length };
}
