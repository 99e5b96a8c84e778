/** The people whose chat is hidden. Ids are given out again, so a mute consists of id and name. */
export class Mutes {
  /** Grows with every change, so that views of the mutes know when to redraw. */
  version = 0;
  all = false;
  private readonly muted = new Set<string>();

  has(id: number, name: string): boolean {
    return this.muted.has(key(id, name));
  }

  hides(from: number | undefined, name: string): boolean {
    // The server's own lines are never hidden: they say what happens to the room.
    if (from === undefined) return false;
    return this.all || this.has(from, name);
  }

  toggle(id: number, name: string): void {
    const who = key(id, name);
    if (!this.muted.delete(who)) this.muted.add(who);
    this.version++;
  }

  muteAll(all: boolean): void {
    this.all = all;
    this.version++;
  }
}

function key(id: number, name: string): string {
  return `${id} ${name}`;
}
