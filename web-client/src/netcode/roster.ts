// Names, colours and scores, which are sent reliably and apart from the snapshots.
import type { RosterEntry, RosterUpdate, Standings } from "../gen/tickstorm/v1/server_pb";
import type { Named, RankingView, RosterLine } from "./game-view";

/** The names and figures of the ships in the room, by id. */
export class Roster {
  /** All players of a small room. Of a large room those seen so far, at most one for each seat. */
  readonly lines = new Map<number, RosterLine>();
  /** The version of the newest update held. */
  version = 0;
  leader: number | undefined;
  /** The places in a large room; undefined in a small one. */
  ranking: RankingView | undefined;

  /** Applies an update; with `reset` it replaces all lines. */
  apply(update: RosterUpdate): void {
    if (update.reset) this.lines.clear();
    for (const entry of update.entries) this.applyEntry(entry);
    this.leader = update.leader === 0 ? undefined : update.leader - 1;
    this.version = update.version;
    const { top, place, players } = update;
    const before = this.ranking ?? { top: [], ownPlace: 0, players: 0, page: undefined };
    if (players !== 0) this.ranking = { ...before, ownPlace: place, players };
    if (top.length > 0) this.ranking = { ...(this.ranking ?? before), top };
  }

  /** Stores a page of the standings, which the page of the browser requested. */
  applyPage({ firstPlace, players, entries }: Standings): void {
    const page = { firstPlace, lines: entries.map((entry) => lineOf(entry, entry)) };
    if (this.ranking !== undefined) this.ranking = { ...this.ranking, players, page };
  }

  /**
   * Returns a copy of the pilot of a ship, which stays valid when the pilot leaves, or undefined if
   * unknown.
   */
  who(ship: number): Named {
    const line = this.lines.get(ship);
    return line && { name: line.name, bot: line.bot };
  }

  private applyEntry(entry: RosterEntry): void {
    if (entry.left) {
      this.lines.delete(entry.id);
      return;
    }
    // An entry without a name updates the numbers of a known pilot.
    const person = entry.name === "" ? this.lines.get(entry.id) : entry;
    this.lines.set(entry.id, lineOf(entry, person));
  }
}

function lineOf(entry: RosterEntry, person: RosterEntry | RosterLine | undefined): RosterLine {
  const { id, away, score, kills, deaths } = entry;
  const { name, colour, bot } = person ?? { name: "", colour: 0, bot: false };
  return { id, name, colour, bot, away, score, kills, deaths };
}
