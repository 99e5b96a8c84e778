import type { RosterLine } from "../netcode/game-view";

/** People named in one line; more are counted. */
const NAMES_MAX = 2;
const LOOK_MS = 500;

/** The people who came and went since the last look. */
export interface Comings {
  joined: RosterLine[];
  left: RosterLine[];
}

/**
 * Compares rosters twice a second. It leaves out bots, because they come and go with people, and
 * everybody who was there before the person.
 */
export class Presence {
  private roster: ReadonlyMap<number, RosterLine> | undefined;
  private people = new Map<number, RosterLine>();
  private dueMs = 0;

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

/** The lines of one map that are not in the other. A seat with another name is another person. */
function beyond(map: Map<number, RosterLine>, other: Map<number, RosterLine>): RosterLine[] {
  return [...map.values()].filter(({ id, name }) => other.get(id)?.name !== name);
}

/** Returns the people of a line who are named, and the number of the others. */
export function named(lines: readonly RosterLine[]): { shown: RosterLine[]; more: number } {
  const shown = lines.length <= NAMES_MAX ? [...lines] : lines.slice(0, 1);
  return { shown, more: lines.length - shown.length };
}
