// Reports of the server about each hit: the true position of the victim, and its position in the
// shooter's picture.

import { type HitAudit, MissCause } from "../gen/tickstorm/v1/server_pb";
import type { GhostView, Named, ShotNews } from "./game-view";
import { UNITS_PER_U } from "./record-units";

/** The time for which the position in the shooter's picture is shown. */
const GHOST_MS = 1500;

/** A function that returns the pilot of a ship, or undefined if unknown. */
export type WhoFlies = (ship: number) => Named;

/** Turns the hit audits of frames into news for the player. */
export class HitAudits {
  /**
   * The newest hit in a shooter's picture by or at the own ship, or the newest drawn hit that
   * missed; undefined if there is none yet.
   */
  newest: ShotNews | undefined;
  /** The shot that destroyed the own ship; undefined if it was evaluated live. */
  death: ShotNews | undefined;
  private ghost: GhostView | undefined;
  private ghostUntilMs = 0;

  constructor(
    private readonly ownId: number,
    private readonly periodMs: number,
  ) {}

  /** Processes the audits of a frame, newest first as the server sends them. */
  observe(audits: readonly HitAudit[], who: WhoFlies, nowMs: number): void {
    for (const audit of [...audits].reverse()) {
      // Drawn hits that missed are explained by drawn-hits.ts, which knows more about them.
      if (audit.missed !== MissCause.UNSPECIFIED) continue;
      if (audit.kill && audit.victim === this.ownId) this.death = undefined;
      if (audit.usedAge16ths === 0) continue;
      this.newest = this.newsOf(audit, who);
      if (audit.kill && audit.victim === this.ownId) this.death = this.newest;
      const x = (audit.x + audit.seenDx) / UNITS_PER_U;
      const y = (audit.y + audit.seenDy) / UNITS_PER_U;
      this.ghost = { id: audit.victim, x, y, own: audit.victim === this.ownId, seen: true };
      this.ghostUntilMs = nowMs + GHOST_MS;
    }
  }

  /**
   * Returns the position of the newest victim in its shooter's picture, for 1.5 s; empty
   * afterwards.
   */
  ghosts(nowMs: number): GhostView[] {
    return this.ghost !== undefined && nowMs < this.ghostUntilMs ? [this.ghost] : [];
  }

  private newsOf(audit: HitAudit, who: WhoFlies): ShotNews {
    const atOwn = audit.victim === this.ownId;
    const apartU = Math.hypot(audit.seenDx, audit.seenDy) / UNITS_PER_U;
    const agoMs = (audit.usedAge16ths / 16) * this.periodMs;
    const other = who(atOwn ? audit.shooter : audit.victim);
    return { kind: "hit", other, atOwn, apartU, agoMs, isCut: audit.clamps !== 0 };
  }
}
