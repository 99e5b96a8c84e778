/** Own health and shield, as ServerFrame.vitals packs them. */
export class Vitals {
  health = 0;
  shield = 0;
  isAlive = false;
  isProtected = false;

  /** Unpacks ServerFrame.vitals. */
  apply(packed: number): void {
    this.health = packed & 127;
    this.shield = (packed >>> 7) & 127;
    this.isAlive = (packed & (1 << 14)) !== 0;
    this.isProtected = (packed & (1 << 15)) !== 0;
  }

  /** True if a bolt can hurt the own ship. */
  get isVulnerable(): boolean {
    return this.isAlive && !this.isProtected;
  }
}
