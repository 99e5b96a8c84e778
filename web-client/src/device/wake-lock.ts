// Keeps the screen on during a game: the system may not count a thumb that holds a stick as
// activity.
import type { GameView } from "../netcode/game-view";

/** The part of the browser that WakeLock uses. */
export interface LockSource {
  /** Undefined in old browsers, and over plain http. */
  wakeLock?: { request(type: "screen"): Promise<Lock> } | undefined;
}

interface Lock {
  release(): Promise<void>;
  addEventListener(type: "release", released: () => void): void;
}

/** The part of a document that reports its visibility. */
type Page = Pick<Document, "hidden" | "addEventListener">;

/** Keeps the screen on while requested and the page is visible. */
export class WakeLock {
  private lock: Lock | undefined;
  private isWanted = false;
  private isAsking = false;

  constructor(
    private readonly source: LockSource,
    private readonly page: Page,
  ) {
    // The browser itself releases the lock of a hidden page.
    page.addEventListener("visibilitychange", () => void this.settle());
  }

  /**
   * Requests the lock while a game is on, and releases it otherwise. Call it once a render frame.
   */
  update({ phase }: GameView): void {
    const isWanted = phase === "playing" || phase === "reconnecting";
    if (isWanted === this.isWanted) return;
    this.isWanted = isWanted;
    void this.settle();
  }

  /** Requests or releases the lock as needed. A refusal is final until something changes. */
  private async settle(): Promise<void> {
    if (this.isAsking) return;
    const isNeeded = this.isWanted && !this.page.hidden;
    if (isNeeded === (this.lock !== undefined)) return;
    this.isAsking = true;
    try {
      if (isNeeded) await this.request();
      else await this.giveBack();
    } catch {
      // Refused, for example at low battery: the screen turns off as usual.
      return;
    } finally {
      this.isAsking = false;
    }
    if (this.source.wakeLock) void this.settle();
  }

  private async request(): Promise<void> {
    const lock = await this.source.wakeLock?.request("screen");
    this.lock = lock;
    lock?.addEventListener("release", () => {
      if (this.lock === lock) this.lock = undefined;
    });
  }

  private async giveBack(): Promise<void> {
    const { lock } = this;
    this.lock = undefined;
    await lock?.release();
  }
}
