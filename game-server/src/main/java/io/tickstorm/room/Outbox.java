package io.tickstorm.room;

/**
 * A room's end of one connection: at most one frame waits in it. The room's thread calls it; what it hands over is
 * written by another thread after the tick.
 */
public interface Outbox {
    /** Returns true if the frame before has left for the kernel, so that a new one may be encoded. */
    boolean isIdle();

    /**
     * Copies a frame and marks it for the next flush. Only when {@link #isIdle()}.
     *
     * @return bytes it is on the wire, which is what a {@link SendWindow} counts
     */
    int offer(byte[] frame, int length);

    /** Returns the least time from one frame to the next, in ns; 0: one each tick. It never changes. */
    default long frameIntervalNs() {
        return 0;
    }

    /** Tells the client why and closes; further calls do nothing. Any thread. */
    void close(CloseReason reason);

    /**
     * Sends the client to the server with this WebSocket address and closes with {@link CloseReason#MOVED}. A transport
     * that cannot name an address only closes. Any thread.
     */
    default void move(String address) {
        close(CloseReason.MOVED);
    }
}
