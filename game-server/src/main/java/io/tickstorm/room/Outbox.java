package io.tickstorm.room;

/**
 * A room's access to one connection, in which at most one frame waits. Called by the room's thread; another thread
 * writes the frame after the tick.
 */
public interface Outbox {
    /** Returns true if the previous frame has been passed to the kernel, so that a new one may be encoded. */
    boolean isIdle();

    /**
     * Copies a frame and marks it for the next flush. Call only when {@link #isIdle()}.
     *
     * @return its bytes on the wire, for the {@link SendWindow}
     */
    int offer(byte[] frame, int length);

    /** Returns the shortest time between two frames, in ns; 0: one each tick. It never changes. */
    default long frameIntervalNs() {
        return 0;
    }

    /** Sends the reason to the client and closes; further calls do nothing. Any thread. */
    void close(CloseReason reason);

    /**
     * Sends the client to the server with this WebSocket address, which has the room with this code, and closes with
     * {@link CloseReason#MOVED}. A transport that cannot name an address only closes. Any thread.
     */
    default void move(String address, String room) {
        close(CloseReason.MOVED);
    }
}
