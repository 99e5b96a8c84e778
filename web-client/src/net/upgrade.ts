// Upgrades from polling to a WebSocket while playing, without a gap: polling continues until the
// WebSocket has received its Welcome.
//
//   off --start()--> waiting --time--> probing --opens--> draining --all taken--> joining --> off
//                       ^                 |                                          |
//                       +---- refused ----+                     lost: the connection starts anew
//
// Draining lasts until every request sent over polling has been received and answered, so nothing
// is lost or sent twice. From the Join on, frames that still arrive over polling are ignored,
// because the Join has reported the state held.
import { CLOSE_CODE } from "./close-code";
import { type Socket, type SocketEvents, whenDelivered } from "./socket";

const FIRST_PROBE_MS = 1000;
const LONGEST_PROBE_MS = 60_000;
const JOIN_MS = 3000;

/** The connection that an upgrade serves. */
export interface UpgradeHost {
  openUpgrade(events: SocketEvents): Socket | undefined;
  after(delayMs: number, run: () => void): () => void;
  /** Returns true while a request sent over the polling has no answer. */
  isAnswerOwed(): boolean;
  /** Sends the Join with the ticket and the state held over the WebSocket. */
  joinOver(socket: Socket): void;
  /** The WebSocket received its first frame: it replaces polling from here on. */
  upgraded(socket: Socket, first: Uint8Array): void;
  /** The Join got no answer. Polling cannot continue, because its newest frames were ignored. */
  upgradeFailed(code: number): void;
  /** Receives the events of the WebSocket after `upgraded`. */
  readonly upgradedEvents: SocketEvents;
}

type State = "off" | "waiting" | "probing" | "draining" | "joining" | "done";

/**
 * Replaces a polling socket by a WebSocket while playing, without a gap. Runs on the thread of the
 * page.
 */
export class Upgrade {
  private state: State = "off";
  private probes = 0;
  private isDelivered = false;
  private polling: Socket | undefined;
  private candidate: Socket | undefined;
  private cancelTimer: () => void = () => {};

  constructor(private readonly host: UpgradeHost) {}

  /** True while only inputs may be sent over polling. */
  get isHoldingBack(): boolean {
    return this.state === "draining" || this.state === "joining";
  }

  /** True while frames that still arrive over polling have to be ignored. */
  get isJoining(): boolean {
    return this.state === "joining";
  }

  /** Begins to probe for a WebSocket, after a game has begun over this polling socket. */
  start(polling: Socket): void {
    this.stop();
    this.polling = polling;
    this.probes = 0;
    this.wait();
  }

  /** Stops probing and closes a WebSocket that has not been taken over. */
  stop(): void {
    this.cancelTimer();
    const { candidate } = this;
    this.candidate = undefined;
    this.state = "off";
    candidate?.close(CLOSE_CODE.NORMAL);
  }

  /** Sends the Join if all answers have arrived. Call it after each frame of the polling. */
  advance(): void {
    if (this.state !== "draining" || !this.isDelivered || this.host.isAnswerOwed()) return;
    this.state = "joining";
    this.cancelTimer = this.host.after(JOIN_MS, () => this.fail(CLOSE_CODE.LOST));
    this.host.joinOver(this.candidate as Socket);
  }

  private wait(): void {
    this.state = "waiting";
    const delayMs = Math.min(LONGEST_PROBE_MS, FIRST_PROBE_MS * 2 ** this.probes++);
    this.cancelTimer = this.host.after(delayMs, () => this.probe());
  }

  private probe(): void {
    this.state = "probing";
    let isDone = false;
    const candidate = this.host.openUpgrade({
      opened: () => this.drain(),
      received: (bytes) => {
        if (isDone) {
          this.host.upgradedEvents.received(bytes);
          return;
        }
        isDone = true;
        this.finish(bytes);
      },
      closed: (code) => {
        if (isDone) this.host.upgradedEvents.closed(code);
        else this.refused(code);
      },
    });
    if (candidate === undefined) this.state = "off";
    this.candidate = candidate;
  }

  private drain(): void {
    this.state = "draining";
    this.isDelivered = false;
    const { candidate } = this;
    whenDelivered(this.polling as Socket, () => {
      if (this.candidate !== candidate) return;
      this.isDelivered = true;
      this.advance();
    });
  }

  private refused(code: number): void {
    if (this.state === "joining") {
      this.fail(code);
      return;
    }
    this.candidate = undefined;
    this.wait();
  }

  private fail(code: number): void {
    this.stop();
    this.host.upgradeFailed(code);
  }

  private finish(first: Uint8Array): void {
    this.cancelTimer();
    const { candidate } = this;
    this.candidate = undefined;
    this.state = "done";
    this.host.upgraded(candidate as Socket, first);
  }
}
