// Names, colours and scores, which are sent reliably and apart from the snapshots.
import type { RosterEntry, RosterUpdate } from "../gen/tickstorm/v1/server_pb";
import type { Named, RosterLine } from "./game-view";

/** The names and figures of the ships in the room, by id. */
export class Roster {
  readonly lines = new Map<number, RosterLine>();
  /** The version of the newest update held. */
  version = 0;
  leader: number | undefined;

  /** Applies an update; with `reset` it replaces all lines. */
  apply(update: RosterUpdate): void {
    if (update.reset) this.lines.clear();
    for (const entry of update.entries) this.applyEntry(entry);
    this.leader = update.leader === 0 ? undefined : update.leader - 1;
    this.version = update.version;
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
    const known = this.lines.get(entry.id);
    // An entry without a name updates the numbers of a known pilot.
    const person = entry.name === "" ? known : entry;
    const { id, away, score, kills, deaths } = entry;
    const { name, colour, bot } = person ?? { name: "", colour: 0, bot: false };
    this.lines.set(id, { id, name, colour, bot, away, score, kills, deaths });
  }
}
