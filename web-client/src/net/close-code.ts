// The close codes of RFC 6455, section 7.4.1, that this library sends or distinguishes.

/** The names of the close codes. */
export const CLOSE_CODE = {
  /** The purpose of the connection is fulfilled. */
  NORMAL: 1000,
  PROTOCOL_ERROR: 1002,
  UNSUPPORTED_DATA: 1003,
  /** The connection was lost without a Close frame; never sent. */
  LOST: 1006,
  /** A frame could not be decoded. */
  INVALID_DATA: 1007,
  POLICY_VIOLATION: 1008,
  MESSAGE_TOO_BIG: 1009,
} as const;
