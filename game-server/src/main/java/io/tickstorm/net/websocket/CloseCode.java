package io.tickstorm.net.websocket;

/** Close codes of RFC 6455, section 7.4, that this package uses. */
public final class CloseCode {
    public static final int NORMAL = 1000;
    public static final int PROTOCOL_ERROR = 1002;
    /** Stands for a Close frame without a code; never sent. */
    public static final int NONE = 1005;

    public static final int INVALID_PAYLOAD = 1007;
    public static final int TOO_BIG = 1009;

    private CloseCode() {}

    /** Returns true if a peer may send this code: 1004-1006 and 1015 are reserved, 1016-2999 unassigned. */
    static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1014 && (code < 1004 || code > 1006)) || (code >= 3000 && code <= 4999);
    }
}
