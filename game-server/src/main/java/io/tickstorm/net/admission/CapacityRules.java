package io.tickstorm.net.admission;

/**
 * The rules for a server that approaches its capacity. Stateless. Any thread.
 *
 * <p>There are two kinds of places: {@code --http-connections} for TCP connections that are not WebSockets, and {@code
 * --connections} for WebSockets and polling sessions.
 *
 * <p>When all places of the first kind are taken, a new connection evicts the first that exists of:
 * <ol>
 * <li>A TCP connection that has not sent the head of a request (TLS included).
 * <li>An idle connection, between two requests.
 * <li>A connection with a request in progress that is not a poll of a player. </ol>
 *
 * <p>For the second kind the order is:
 * <ol>
 * <li>A polling session that has not joined.
 * <li>A WebSocket that has not joined. </ol>
 *
 * <p>{@link EvictionQueue} chooses the member of each group. Players are never evicted: joined WebSockets and joined
 * polling sessions are not in a queue, and neither are the {@link #POLLS_PROTECTED_MAX} TCP connections that carried
 * the last polls of such a session. One in {@value #UNPROTECTED_PART} of the TCP places is never protected, so that
 * polling players cannot block new connections.
 *
 * <p>When more than half of the places are taken, the time that a holder may wait in a queue decreases, to a tenth when
 * all are taken. The number of private rooms per address decreases to one.
 */
public final class CapacityRules {
    /** The number of concurrent polls of a page. */
    public static final int POLLS_PROTECTED_MAX = 4;

    static final int UNPROTECTED_PART = 8;
    private static final int SHRUNK_TO_PERCENT = 10;
    private static final int PERCENT = 100;

    private CapacityRules() {}

    /**
     * Returns the time that a holder may wait, in ms.
     *
     * @param fullMs the time when at least half of the places are free
     */
    public static long waitMs(int fullMs, int used, int capacity) {
        return shrunk(fullMs, used, capacity);
    }

    private static long shrunk(int full, int used, int capacity) {
        int half = capacity / 2;
        if (used <= half) {
            return full;
        }
        long beyondHalf = Math.min(used, capacity) - half;
        return full - (long) full * (PERCENT - SHRUNK_TO_PERCENT) * beyondHalf / (PERCENT * (long) (capacity - half));
    }

    /** Returns the number of private rooms that one address may have: fewer as they become scarce, but at least one. */
    static int roomsOfAddress(int full, int open, int openMax) {
        return Math.max(1, (int) shrunk(full, open, openMax));
    }

    /** Returns the number of TCP connections that may be protected because they carry the polls of players. */
    public static int protectedMax(int capacity) {
        return capacity - Math.max(1, capacity / UNPROTECTED_PART);
    }
}
