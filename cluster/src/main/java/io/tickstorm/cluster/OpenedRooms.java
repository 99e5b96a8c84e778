package io.tickstorm.cluster;

import io.tickstorm.room.RoomQuota;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The private rooms that clients of this server have opened on any server of the fleet. Each counts for the address of
 * its creator until no server reports it. Any thread.
 */
final class OpenedRooms {
    /** The most private rooms of a fleet, by decision 42. */
    static final int OPEN_MAX = 4_000;

    /** The time after which the reports of the servers show a new room, or a room that moves. */
    static final long REPORTED_NS = 20_000_000_000L;

    private final Map<String, Opened> byCode = new HashMap<>();

    private record Opened(RoomQuota.Place place, long atNs) {}

    /**
     * Counts a room for the address of its creator.
     *
     * @param exists true for a room that a server has, or that is on its way
     * @return false if the address is at its limit
     */
    synchronized boolean reserve(String code, RoomQuota quota, Predicate<String> exists, long nowNs) {
        releaseEnded(exists, nowNs);
        RoomQuota.Place place = quota.reserve(byCode.size(), OPEN_MAX);
        if (place == null) {
            return false;
        }
        Opened before = byCode.put(code, new Opened(place, nowNs));
        if (before != null) {
            before.place.close();
        }
        return true;
    }

    /** Stops counting a room that could not be opened. */
    synchronized void release(String code) {
        Opened opened = byCode.remove(code);
        if (opened != null) {
            opened.place.close();
        }
    }

    private void releaseEnded(Predicate<String> exists, long nowNs) {
        for (Iterator<Map.Entry<String, Opened>> i = byCode.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<String, Opened> room = i.next();
            if (nowNs - room.getValue().atNs > REPORTED_NS && !exists.test(room.getKey())) {
                room.getValue().place.close();
                i.remove();
            }
        }
    }
}
