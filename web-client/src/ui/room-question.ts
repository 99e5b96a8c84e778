// Asks the server for a room before the person joins it: `GET /rooms/CODE?state`; see PROTOCOL.md.
import { ROOM_CODE_LENGTH } from "../gen/constants";

/** `none`: it can be created. `impossible`: no room can have this code. */
export type RoomState =
  | { kind: "open" | "full"; people: number; seats: number }
  | { kind: "none" | "impossible" }
  /** The server gave no valid answer. The person may still try to join. */
  | { kind: "unknown" };

const UNKNOWN: RoomState = { kind: "unknown" };
const ANSWER_LIMIT_MS = 5000;

/**
 * Returns the state of the room with this code; unknown without a valid answer in 5 s. Never
 * rejects.
 */
export async function askRoom(code: string): Promise<RoomState> {
  if (code.length !== ROOM_CODE_LENGTH) return { kind: "impossible" };
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_LIMIT_MS);
  try {
    const path = `rooms/${encodeURIComponent(code)}?state`;
    const address = new URL(path, window.location.href);
    const answer = await fetch(address, { cache: "no-store", signal: abort.signal });
    return answer.ok ? roomStateOf(await answer.json()) : UNKNOWN;
  } catch {
    return UNKNOWN;
  } finally {
    clearTimeout(timer);
  }
}

/** Reads only the documented fields of an answer. */
export function roomStateOf(answer: unknown): RoomState {
  const { state, people, seats } = (answer ?? {}) as Record<string, unknown>;
  if (state === "none" || state === "impossible") return { kind: state };
  if (state !== "open" && state !== "full") return UNKNOWN;
  return typeof people === "number" && typeof seats === "number"
    ? { kind: state, people, seats }
    : UNKNOWN;
}
