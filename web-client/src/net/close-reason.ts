// The meaning of a closed connection: whether to reconnect, and a sentence for the player.

import { ErrorCode, type Error as ErrorFrame } from "../gen/tickstorm/v1/server_pb";
import { CLOSE_CODE } from "./close-code";

/** The consequence of a closed connection, decided from its close code and its last error. */
export type CloseReason =
  /**
   * Reconnect after this many milliseconds, with the same ship if there is a ticket. `because` is
   * the server's sentence and `error` the same for programs; both are undefined if the connection
   * was lost without a reason.
   */
  | { kind: "retry"; afterMs: number; because?: string; error?: ServerError }
  /**
   * Reconnect at the server with this address, which is not checked. If that is not possible, do
   * as for `retry`.
   */
  | {
      kind: "moved";
      address: string;
      room: string;
      afterMs: number;
      because: string;
      error: ServerError;
    }
  /** The ticket is invalid; join as a new player. */
  | { kind: "resume-refused" }
  /** Do not reconnect until the player asks for it. */
  | { kind: "final"; sentence: string; code: string; message: string };

/** An Error frame, for callers that have their own words for it. */
export interface ServerError {
  /** The name of the ErrorCode. */
  code: string;
  /** The server's words, unchanged. */
  message: string;
}

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  [ErrorCode.UNKNOWN_ROOM]: "There is no room with this code.",
  [ErrorCode.ROOM_FULL]: "This room is full. Try again in a moment, or choose another one.",
  [ErrorCode.SERVER_FULL]: "The server is full. Try again in a moment.",
  [ErrorCode.BAD_NAME]: "This name cannot be used: 1 to 16 visible characters, please.",
  [ErrorCode.SUPERSEDED]: "You went on playing in another window.",
  [ErrorCode.IDLE]: "You were away for a while, so your seat was given back.",
  [ErrorCode.FLOOD]: "The server closed the connection: too many messages.",
};

/** These report only that one message was dropped; the connection goes on. */
const NOTICES: ReadonlySet<ErrorCode> = new Set([ErrorCode.BAD_CHAT]);

const PROTOCOL_FAULTS: ReadonlySet<number> = new Set([
  CLOSE_CODE.PROTOCOL_ERROR,
  CLOSE_CODE.UNSUPPORTED_DATA,
  CLOSE_CODE.INVALID_DATA,
  CLOSE_CODE.POLICY_VIOLATION,
  CLOSE_CODE.MESSAGE_TOO_BIG,
]);

/**
 * Returns the consequence of a connection that closed with `code`. `last` is its newest Error
 * frame, or undefined without one.
 */
export function closeReason(code: number, last: ErrorFrame | undefined): CloseReason {
  if (last !== undefined && !NOTICES.has(last.code)) return reasonOfError(last);
  if (code === CLOSE_CODE.NORMAL) return final("The server ended the game.");
  if (PROTOCOL_FAULTS.has(code)) {
    return final(`The server refused this page (${code}). Reload it.`);
  }
  return { kind: "retry", afterMs: 0 };
}

/**
 * Returns the name of an error in the protocol, such as BAD_CHAT, or `ERROR_` with the number of an
 * unknown one.
 */
export function errorName(code: ErrorCode): string {
  return ErrorCode[code] ?? `ERROR_${code}`;
}

function reasonOfError(error: ErrorFrame): CloseReason {
  if (error.code === ErrorCode.RESUME_REFUSED) return { kind: "resume-refused" };
  const afterMs = error.retryAfterMs;
  if (error.code === ErrorCode.SILENT) return { kind: "retry", afterMs };
  const reported = { code: errorName(error.code), message: error.message };
  const because = asSentence(error.message);
  if (error.code === ErrorCode.MOVED) {
    const { address, room } = error;
    return { kind: "moved", address, room, afterMs, because, error: reported };
  }
  if (afterMs > 0 || error.code === ErrorCode.SHUTTING_DOWN) {
    return { kind: "retry", afterMs, because, error: reported };
  }
  const sentence = SENTENCES[error.code] ?? `The server closed the connection: ${error.message}.`;
  return final(sentence, errorName(error.code), error.message);
}

function final(sentence: string, code = "", message = ""): CloseReason {
  return { kind: "final", sentence, code, message };
}

/** The server's words begin with a small letter and end without a full stop. */
function asSentence(words: string): string {
  return words === "" ? "" : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
