package io.tickstorm.room;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the held and reserved seats of a room, and ends the room when it is empty. Any thread, except where a method
 * says otherwise.
 */
final class SeatCounter {
    private static final int ENDED = Integer.MIN_VALUE / 2;

    private final int seats;
    private final AtomicInteger reserved = new AtomicInteger();

    private int emptyTicks;
    /** True if the last player of a private room has left it by choice and will not come back. */
    private boolean abandoned;

    SeatCounter(int seats) {
        this.seats = seats;
    }

    /** Returns the number of players with a held or reserved seat; 0 once the room has ended. */
    int people() {
        return Math.max(0, reserved.get());
    }

    /** Returns true once the room has ended; this is final. */
    boolean hasEnded() {
        return reserved.get() < 0;
    }

    /** Reserves a seat; returns false if all seats are taken by players, or the room has ended. */
    boolean reserve() {
        int before = reserved.get();
        while (before >= 0 && before < seats) {
            if (reserved.compareAndSet(before, before + 1)) {
                return true;
            }
            before = reserved.get();
        }
        return false;
    }

    /** Releases a reserved or held seat. */
    void release() {
        reserved.decrementAndGet();
    }

    /** Counts the players whose seats were restored. Call before the first tick. */
    void restore(int people) {
        reserved.set(people);
    }

    /** Ends the room: later reservations fail. */
    void end() {
        reserved.set(ENDED);
    }

    /** Records that a player has left by choice, which ends a private room that is now empty. Room thread only. */
    void leftByChoice(boolean isPublic) {
        abandoned = !isPublic;
    }

    /**
     * Ends the room if it has been empty for too long, or if its last player left it by choice; call once a tick. Room
     * thread only.
     *
     * @param emptyTicksMax the ticks for which an empty room stays open
     * @return true if this call ended the room
     */
    boolean endIfEmpty(int emptyTicksMax) {
        boolean isEmpty = reserved.get() == 0;
        emptyTicks = isEmpty ? emptyTicks + 1 : 0;
        abandoned &= isEmpty;
        return (abandoned || emptyTicks > emptyTicksMax) && reserved.compareAndSet(0, ENDED);
    }
}
