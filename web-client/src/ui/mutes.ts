/** The people whose chat is hidden. Ids are reused, so a mute consists of id and name. */
export class Mutes {
  /** Grows with every change, so that views of the mutes know when to redraw. */
  version = 0;
  all = false;
  private readonly muted = new Set<string>();

  /** Returns true if this person is muted. */
  has(id: number, name: string): boolean {
    return this.muted.has(key(id, name));
  }

  /** Returns true if a chat line of this sender is hidden; undefined is the server. */
  hides(from: number | undefined, name: string): boolean {
    // The server's own lines are never hidden: they announce what happens to the room.
    if (from === undefined) return false;
    return this.all || this.has(from, name);
  }

  /** Mutes a player, or ends their mute. */
  toggle(id: number, name: string): void {
    const who = key(id, name);
    if (!this.muted.delete(who)) this.muted.add(who);
    this.version++;
  }

  /** Hides the chat of all people, or ends that; single mutes stay. */
  muteAll(all: boolean): void {
    this.all = all;
    this.version++;
  }
}

function key(id: number, name: string): string {
  return `${id} ${name}`;
}
