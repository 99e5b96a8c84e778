// An outage of the network of one client, and the continuation of its game.
import type { ServerFrame } from "../src/gen/tickstorm/v1/server_pb";
import type { GameView } from "../src/netcode/game-view";
import type { VirtualTime } from "../test/support/virtual-time";
import type { Counts } from "./figures";

export class Outage {
  private endMs = 0;
  private lastedMs = 0;
  private ship = 0;
  private reconnects = 0;
  private isAwaited = false;
  private sinceAge = 0;
  private isSameShip = false;

  constructor(
    private readonly counts: Counts,
    private readonly time: VirtualTime,
  ) {}

  get isOn(): boolean {
    return this.time.nowMs < this.endMs;
  }

  begin(view: GameView, lastsMs: number): void {
    this.endMs = this.time.nowMs + lastsMs;
    this.lastedMs = lastsMs;
    this.ship = view.ownId;
    this.reconnects = view.net.reconnects;
    this.isAwaited = true;
  }

  /** Processes a frame that the server sends. */
  frameSent({ welcome, sinceAge }: ServerFrame): void {
    if (welcome === undefined) return;
    this.sinceAge = sinceAge;
    this.isSameShip = welcome.resumed && welcome.ship === this.ship;
  }

  /** Processes a render frame. */
  see(view: GameView): void {
    const goesOn = view.phase === "playing" && view.net.reconnects > this.reconnects;
    if (!this.isAwaited || !goesOn) return;
    this.isAwaited = false;
    this.counts.resumes.push({
      outageMs: this.lastedMs,
      afterMs: this.time.nowMs - this.endMs,
      isSameShip: this.isSameShip && view.ownId === this.ship,
      sinceAge: this.sinceAge,
    });
  }
}
