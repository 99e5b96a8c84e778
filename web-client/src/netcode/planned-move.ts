// A running game that its server hands to another one is not a lost connection. While that takes
// only a moment, the picture of the game stays and nothing alarms the person.
import type { ConnectionState } from "../net/connection";

/** The time for which a move stays quiet, in ms; after it the connection counts as lost. */
const QUIET_MS = 2000;
/** The time after which a move is shown like overdue frames, in ms. */
const WAITING_MS = 500;

/** Follows the states of a connection for planned moves of a running game. */
export class PlannedMove {
  private sinceMs: number | undefined;
  private wasJoined = false;

  /**
   * Notes a new state of the connection. `isFleet`: other servers may continue the room, so one
   * that ends hands it over.
   */
  observe(state: ConnectionState, isFleet: boolean, nowMs: number): void {
    const { wasJoined } = this;
    this.wasJoined = state.phase === "joined";
    if (wasJoined) this.sinceMs = isPlanned(state, isFleet) ? nowMs : undefined;
    if (this.wasJoined) this.sinceMs = undefined;
  }

  /** Returns true from the announcement of a move on, until it is done or takes too long. */
  isUnderWay(nowMs: number): boolean {
    return this.sinceMs !== undefined && nowMs - this.sinceMs < QUIET_MS;
  }

  /** Returns true if the current move takes long enough to be shown. */
  isOverdue(nowMs: number): boolean {
    return this.sinceMs !== undefined && nowMs - this.sinceMs >= WAITING_MS;
  }
}

function isPlanned(state: ConnectionState, isFleet: boolean): boolean {
  if (state.phase === "connecting") return state.movedTo !== undefined;
  return isFleet && state.phase === "waiting" && state.error?.code === "SHUTTING_DOWN";
}
