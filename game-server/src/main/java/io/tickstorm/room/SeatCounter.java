package io.tickstorm.room;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the people who hold or were promised a seat of a room, and ends the room when nobody is in it. Any thread,
 * except where a method says otherwise.
 */
final class SeatCounter {
    private static final int ENDED = Integer.MIN_VALUE / 2;

    private final int seats;
    private final AtomicInteger reserved = new AtomicInteger();

    private int emptyTicks;
    /** The last person of a private room has left it by choice, so nobody comes back. */
    private boolean abandoned;

    SeatCounter(int seats) {
        this.seats = seats;
    }

    /** Returns the number of people who hold or were promised a seat; 0 once the room has ended. */
    int people() {
        return Math.max(0, reserved.get());
    }

    /** Returns how full the room with this code is; null if it has ended. */
    @Nullable
    RoomOccupancy occupancy(String code) {
        int people = reserved.get();
        return people < 0 ? null : new RoomOccupancy(code, people, seats);
    }

    /** Returns true once the room has ended; this never changes back. */
    boolean hasEnded() {
        return reserved.get() < 0;
    }

    /** Promises a seat; returns false if people hold them all, or the room has ended. */
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

    /** Gives back a seat that was promised or held. */
    void release() {
        reserved.decrementAndGet();
    }

    /** Counts the people whose seats were restored. Before the first tick. */
    void restore(int people) {
        reserved.set(people);
    }

    /** Ends the room: nobody gets a seat any more. */
    void end() {
        reserved.set(ENDED);
    }

    /** Notes that a person has left by choice, which ends a private room that is empty then. Room thread. */
    void leftByChoice(boolean isPublic) {
        abandoned = !isPublic;
    }

    /**
     * Ends the room if nobody has been in it for long, or if its last person left it by choice; once a tick. Room
     * thread.
     *
     * @param emptyTicksMax the ticks for which a room without people is kept
     * @return true if the room has ended by this call
     */
    boolean endIfEmpty(int emptyTicksMax) {
        boolean isEmpty = reserved.get() == 0;
        emptyTicks = isEmpty ? emptyTicks + 1 : 0;
        abandoned &= isEmpty;
        return (abandoned || emptyTicks > emptyTicksMax) && reserved.compareAndSet(0, ENDED);
    }
}
