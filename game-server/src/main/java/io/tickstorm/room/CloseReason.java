package io.tickstorm.room;

import io.tickstorm.proto.v1.ErrorCode;
import java.util.Locale;

/**
 * The reasons why a connection ends. Each has its WebSocket close code, an error code and a sentence for the client,
 * and the time after which the client may come back. Any thread.
 */
public enum CloseReason {
    LEFT(1000, ErrorCode.ERROR_CODE_UNSPECIFIED, 0, "you left"),
    SUPERSEDED(1000, ErrorCode.ERROR_CODE_SUPERSEDED, 0, "a newer connection of yours uses this ship"),
    IDLE(1001, ErrorCode.ERROR_CODE_IDLE, 0, "the controls did not change for a long time"),
    SILENT(1001, ErrorCode.ERROR_CODE_SILENT, 100, "no message was received from this connection for too long"),
    PROTOCOL_VIOLATION(1002, ErrorCode.ERROR_CODE_PROTOCOL_VIOLATION, 0, "a frame broke RFC 6455"),
    BAD_POLL(1002, ErrorCode.ERROR_CODE_PROTOCOL_VIOLATION, 0, "a poll broke the rules of its session"),
    TEXT_FRAME(1003, ErrorCode.ERROR_CODE_TEXT_FRAME, 0, "tickstorm.v1 accepts binary messages only"),
    BINARY_FRAME(1003, ErrorCode.ERROR_CODE_BINARY_FRAME, 0, "tickstorm.v1.json accepts text messages only"),
    INVALID_UTF8(1007, ErrorCode.ERROR_CODE_TEXT_FRAME, 0, "a text frame is not UTF-8"),
    MALFORMED_FRAME(1007, ErrorCode.ERROR_CODE_MALFORMED_FRAME, 0, "the message is not a valid ClientFrame"),
    MALFORMED_TEXT(1007, ErrorCode.ERROR_CODE_MALFORMED_FRAME, 0, "the message is not a valid ClientFrame in JSON"),
    NOT_JOINED(1008, ErrorCode.ERROR_CODE_NOT_JOINED, 0, "the first message must be a Join within the time limit"),
    ALREADY_JOINED(1008, ErrorCode.ERROR_CODE_ALREADY_JOINED, 0, "a connection joins once"),
    BAD_NAME(1008, ErrorCode.ERROR_CODE_BAD_NAME, 0, "a name has 1 to 16 visible characters"),
    UNKNOWN_ROOM(1008, ErrorCode.ERROR_CODE_UNKNOWN_ROOM, 0, "there is no room with this code"),
    RESUME_REFUSED(1008, ErrorCode.ERROR_CODE_RESUME_REFUSED, 100, "the seat of this token is free; join again"),
    BAD_CHAT(1008, ErrorCode.ERROR_CODE_BAD_CHAT, 0, "a chat line has 1 to 140 visible characters"),
    ROOM_FULL(1008, ErrorCode.ERROR_CODE_ROOM_FULL, 0, "every seat of this room is in use"),
    SERVER_FULL(1008, ErrorCode.ERROR_CODE_SERVER_FULL, 5_000, "the server has its maximum number of players"),
    TOO_MANY_ROOMS(
            1008,
            ErrorCode.ERROR_CODE_SERVER_FULL,
            5_000,
            "this address has created its maximum number of private rooms"),
    INPUT_OUT_OF_RANGE(1008, ErrorCode.ERROR_CODE_INPUT_OUT_OF_RANGE, 0, "an input is outside the documented ranges"),
    FLOOD(1008, ErrorCode.ERROR_CODE_FLOOD, 5_000, "too many messages"),
    JOIN_FLOOD(1008, ErrorCode.ERROR_CODE_FLOOD, 5_000, "too many joins from this address"),
    FRAME_TOO_BIG(1009, ErrorCode.ERROR_CODE_FRAME_TOO_BIG, 0, "a message exceeds the size limit"),
    ROOM_FAILED(
            1011, ErrorCode.ERROR_CODE_ROOM_FAILED, 1_000, "a server fault ended this match; a new one starts here"),
    PLAYER_FAILED(1011, ErrorCode.ERROR_CODE_ROOM_FAILED, 1_000, "a server fault ended this connection; join again"),
    MATCH_RENEWED(
            1012,
            ErrorCode.ERROR_CODE_SHUTTING_DOWN,
            100,
            "this match reached its maximum length; a new one starts here"),
    TEXT_FAILED(
            1011, ErrorCode.ERROR_CODE_ROOM_FAILED, 1_000, "a server fault: this frame cannot be converted to text"),
    SHUTTING_DOWN(1012, ErrorCode.ERROR_CODE_SHUTTING_DOWN, 1_000, "the server restarts"),
    MOVED(1012, ErrorCode.ERROR_CODE_MOVED, 100, "another server has this room"),
    MOVING(1012, ErrorCode.ERROR_CODE_SHUTTING_DOWN, 250, "this room is moving to another server");

    private final int code;
    private final ErrorCode errorCode;
    private final int retryAfterMs;
    private final String sentence;

    CloseReason(int code, ErrorCode errorCode, int retryAfterMs, String sentence) {
        this.code = code;
        this.errorCode = errorCode;
        this.retryAfterMs = retryAfterMs;
        this.sentence = sentence;
    }

    /** Returns the close code of RFC 6455, section 7.4. */
    public int code() {
        return code;
    }

    /** Returns the error code that the client receives; UNSPECIFIED if the end is not an error. */
    public ErrorCode errorCode() {
        return errorCode;
    }

    /** Returns the time after which the client should come back, in ms; 0 if it should not come back automatically. */
    public int retryAfterMs() {
        return retryAfterMs;
    }

    /**
     * Returns the sentence for the player, which is also the reason in the close frame. It has at most 123 bytes of
     * ASCII.
     */
    public String sentence() {
        return sentence;
    }

    /** Returns the name in metrics and logs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
