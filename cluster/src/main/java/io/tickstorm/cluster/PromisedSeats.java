package io.tickstorm.cluster;

import io.tickstorm.room.RoomListing;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The seats in rooms of other servers that this server has promised to strangers lately. Reports are old by up to a
 * quarter of a second; without the promises all strangers of that time would be sent to one free seat. Any thread.
 */
public final class PromisedSeats {
    /** After this time a report of the room's server counts the person, or the person did not go there. */
    private static final long VALID_NS = 500_000_000L;

    private final Map<String, Promise> byCode = new HashMap<>();

    private record Promise(int seats, long untilNs) {}

    /** Notes that a stranger was sent to this room. */
    public synchronized void add(String code, long nowNs) {
        Promise before = byCode.get(code);
        int seats = before == null || nowNs - before.untilNs > 0 ? 0 : before.seats;
        byCode.put(code, new Promise(seats + 1, nowNs + VALID_NS));
    }

    /** Returns the codes of the rooms with promised seats. */
    public synchronized Set<String> codes(long nowNs) {
        byCode.values().removeIf(promise -> nowNs - promise.untilNs > 0);
        return Set.copyOf(byCode.keySet());
    }

    /** Returns the listing of a room that counts the promised seats as taken. */
    public synchronized RoomListing counted(RoomListing room, long nowNs) {
        Promise promise = byCode.get(room.code());
        if (promise == null || nowNs - promise.untilNs > 0) {
            return room;
        }
        return new RoomListing(room.code(), room.epoch(), room.isPublic(), room.people() + promise.seats, room.seats());
    }
}
