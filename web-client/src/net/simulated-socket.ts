// Applies a LinkModel to both directions of a real socket. It can be changed while playing. Frames
// in flight stay in flight, in order, as on a network that becomes better or worse.

import { CLEAN, type Direction, LinkModel, type LinkProfile } from "./link-model";
import type { Socket, SocketEvents } from "./socket";
import { whenDelivered } from "./socket";

/** The clock, in ms, and the random numbers of a simulated link. */
export interface LinkSurroundings {
  nowMs(): number;
  /** Calls back once, not earlier. Returns a function that cancels the call. */
  after(delayMs: number, run: () => void): () => void;
  random(): number;
}

/** A function that opens a real socket. */
export type OpenSocket = (events: SocketEvents) => Socket;
type OpenIf = (events: SocketEvents) => Socket | undefined;

/** The frames in flight in one direction: first in, first out, with one timer for the first. */
class Lane {
  private readonly waiting: { atMs: number; deliver: () => void }[] = [];
  private cancelTimer: () => void = () => {};
  private readonly model: LinkModel;

  constructor(
    direction: Direction,
    profile: LinkProfile,
    private readonly surroundings: LinkSurroundings,
  ) {
    this.model = new LinkModel(direction, profile, () => surroundings.random());
  }

  set profile(profile: LinkProfile | undefined) {
    if (profile !== undefined) this.model.profile = profile;
  }

  carry(bytes: number, isSimulated: boolean, deliver: () => void): void {
    const nowMs = this.surroundings.nowMs();
    const behindMs = this.waiting.at(-1)?.atMs ?? nowMs;
    const atMs = isSimulated ? this.model.arrivalMs(bytes, nowMs) : behindMs;
    if (atMs <= nowMs && this.waiting.length === 0) {
      deliver();
      return;
    }
    this.waiting.push({ atMs: Math.max(atMs, behindMs), deliver });
    if (this.waiting.length === 1) this.arm();
  }

  /** Delivers everything in flight at once. */
  flush(): void {
    this.cancelTimer();
    for (const { deliver } of this.waiting.splice(0)) deliver();
  }

  /** Drops everything in flight. */
  clear(): void {
    this.cancelTimer();
    this.waiting.length = 0;
  }

  private arm(): void {
    const first = this.waiting[0];
    if (first === undefined) return;
    const delayMs = Math.max(0, first.atMs - this.surroundings.nowMs());
    this.cancelTimer = this.surroundings.after(delayMs, () => this.deliverDue());
  }

  private deliverDue(): void {
    const nowMs = this.surroundings.nowMs();
    for (let first = this.waiting[0]; first && first.atMs <= nowMs; first = this.waiting[0]) {
      this.waiting.shift();
      first.deliver();
    }
    this.arm();
  }
}

/**
 * Delays the frames of the sockets opened through it by a link model; one link serves all sockets
 * of a page.
 */
export class SimulatedLink {
  private current: LinkProfile | undefined;
  private lanes: Lane[] = [];

  constructor(private readonly surroundings: LinkSurroundings) {}

  /** The profile of the link; undefined means the real network. Frames in flight stay in flight. */
  get profile(): LinkProfile | undefined {
    return this.current;
  }

  set profile(profile: LinkProfile | undefined) {
    this.current = profile;
    for (const lane of this.lanes) lane.profile = profile;
  }

  /**
   * Opens a socket whose frames are delayed by this link. The handshake is delayed in both
   * directions.
   */
  open(openSocket: OpenSocket, events: SocketEvents): Socket {
    return this.openIf(openSocket, events) as Socket;
  }

  /** Does the same as `open`, but returns undefined if the real socket is not wanted. */
  openIf(openSocket: OpenIf, events: SocketEvents): Socket | undefined {
    const up = this.lane("up");
    const down = this.lane("down");
    const carryUp = (bytes: number, run: () => void) => up.carry(bytes, this.isOn, run);
    let isOpen = true;
    const carryDown = (bytes: number, run: () => void) => {
      down.carry(bytes, this.isOn, () => isOpen && run());
    };
    const forget = () => {
      this.lanes = this.lanes.filter((lane) => lane !== up && lane !== down);
    };
    const socket = openSocket({
      opened: (transport) => carryUp(0, () => carryDown(0, () => events.opened(transport))),
      received: (bytes) => carryDown(bytes.length, () => events.received(bytes)),
      closed: (code) => {
        carryDown(0, () => {
          forget();
          events.closed(code);
        });
      },
    });
    if (socket === undefined) return undefined;
    this.lanes.push(up, down);
    return {
      send: (bytes) => carryUp(bytes.length, () => socket.send(bytes)),
      close: (code) => {
        isOpen = false;
        forget();
        // A farewell sent just before must not be lost.
        up.flush();
        down.clear();
        socket.close(code);
      },
      backlogBytes: () => socket.backlogBytes?.() ?? 0,
      whenDelivered: (run) => carryUp(0, () => whenDelivered(socket, run)),
    };
  }

  private get isOn(): boolean {
    return this.current !== undefined;
  }

  private lane(direction: Direction): Lane {
    return new Lane(direction, this.current ?? CLEAN, this.surroundings);
  }
}
