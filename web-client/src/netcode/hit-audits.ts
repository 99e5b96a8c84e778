// What the server tells of each hit: where the victim was, and where the shooter's picture had it.
import { type HitAudit, MissCause } from "../gen/tickstorm/v1/server_pb";
import type { GhostView } from "./game-view";

/** The place in the shooter's picture is shown for so long. */
const GHOST_MS = 1500;
const UNITS_PER_U = 8;

export type NameOf = (ship: number) => string;

export class HitAudits {
  /**
   * The newest hit in a shooter's picture by or at the own ship, or the newest drawn hit that
   * missed, in words; empty: none yet.
   */
  words = "";
  /** The shot that destroyed the own ship; empty: it was judged live. */
  deathWords = "";
  private ghost: GhostView | undefined;
  private ghostUntilMs = 0;

  constructor(
    private readonly ownId: number,
    private readonly periodMs: number,
  ) {}

  /** Takes in the audits of a frame: newest first, as the server tells them. */
  observe(audits: readonly HitAudit[], nameOf: NameOf, nowMs: number): void {
    for (const audit of [...audits].reverse()) {
      // Drawn hits that missed are explained with what else is known of them: drawn-hits.ts.
      if (audit.missed !== MissCause.UNSPECIFIED) continue;
      if (audit.kill && audit.victim === this.ownId) this.deathWords = "";
      if (audit.usedAge16ths === 0) continue;
      this.words = this.wordsOf(audit, nameOf);
      if (audit.kill && audit.victim === this.ownId) this.deathWords = this.words;
      const x = (audit.x + audit.seenDx) / UNITS_PER_U;
      const y = (audit.y + audit.seenDy) / UNITS_PER_U;
      this.ghost = { id: audit.victim, x, y, own: audit.victim === this.ownId, seen: true };
      this.ghostUntilMs = nowMs + GHOST_MS;
    }
  }

  /** Where the newest victim was in its shooter's picture, for a while. */
  ghosts(nowMs: number): GhostView[] {
    return this.ghost !== undefined && nowMs < this.ghostUntilMs ? [this.ghost] : [];
  }

  private wordsOf(audit: HitAudit, nameOf: NameOf): string {
    const apart = (Math.hypot(audit.seenDx, audit.seenDy) / UNITS_PER_U).toFixed(0);
    const agoMs = ((audit.usedAge16ths / 16) * this.periodMs).toFixed(0);
    const isCut = audit.clamps === 0 ? "" : " (claim cut)";
    return audit.victim === this.ownId
      ? `You were ${apart} u from where ${nameOf(audit.shooter)} saw you, ${agoMs} ms ago${isCut}`
      : `You saw ${nameOf(audit.victim)} ${apart} u from its place, ${agoMs} ms ago${isCut}`;
  }
}
