package io.tickstorm.net.admission;

/**
 * The rules for a server that fills up, in one place. Stateless.
 *
 * <p>There are two kinds of places: {@code --http-connections} for TCP connections that are not WebSockets, and {@code
 * --connections} for WebSockets and polling sessions.
 *
 * <p>When all places of the first kind are taken, a newcomer gets the place of one of these. The first kind that exists
 * gives way:
 *
 * <ol>
 *   <li>A TCP connection that has not sent the head of a request (TLS included).
 *   <li>An idle one, between two requests.
 *   <li>One with a request under way that is not a poll of a player.
 * </ol>
 *
 * <p>For the second kind the order is:
 *
 * <ol>
 *   <li>A polling session that has not joined.
 *   <li>A WebSocket that has not joined.
 * </ol>
 *
 * <p>{@link EvictionQueue} chooses the member of each group. A player, over either transport, never gives way. A joined
 * WebSocket and a joined polling session are in no queue, nor are the {@link #POLLS_PROTECTED_MAX} TCP connections that
 * last brought polls of such a session. One in {@value #UNPROTECTED_PART} of the TCP places is never protected, so that
 * players who poll cannot keep newcomers out.
 *
 * <p>From half of the places on, the time that a holder may wait in a queue shrinks, to a tenth when all are taken. So
 * do the private rooms that one address may have open, to one.
 */
public final class CapacityRules {
    /** The polls that a page has under way. */
    public static final int POLLS_PROTECTED_MAX = 4;

    static final int UNPROTECTED_PART = 8;
    private static final int SHRUNK_TO_PERCENT = 10;
    private static final int PERCENT = 100;

    private CapacityRules() {}

    /**
     * Returns how long a holder may wait, in ms.
     *
     * @param fullMs with half of the places free or more
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

    /** Returns how many private rooms one address may have: fewer as they become scarce, but one. */
    static int roomsOfAddress(int full, int open, int openMax) {
        return Math.max(1, (int) shrunk(full, open, openMax));
    }

    /** Returns how many TCP connections may be protected because they bring the polls of players. */
    public static int protectedMax(int capacity) {
        return capacity - Math.max(1, capacity / UNPROTECTED_PART);
    }
}
