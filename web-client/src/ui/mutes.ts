/** Whom the person does not want to read. Ids are given out again, so the name belongs to it. */
export class Mutes {
  /** Grows with every change: what shows mutes redraws when it moved. */
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
