package io.tickstorm.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The rooms of lost servers that no server has reported yet. They are asked to continue again and again, because the
 * first message may still go to the server that was lost. Node actor only.
 */
final class LostRooms {
    private static final long GIVE_UP_NS = 20_000_000_000L;

    private final Map<String, Long> untilNs = new HashMap<>();

    /** Adds the rooms of a lost server. */
    void add(Collection<String> codes, long nowNs) {
        codes.forEach(code -> untilNs.put(code, nowNs + GIVE_UP_NS));
    }

    /**
     * Returns the rooms to continue now; after 20 s a room is given up.
     *
     * @param isBack true for a room that a server has
     */
    List<String> waiting(Predicate<String> isBack, long nowNs) {
        untilNs.entrySet().removeIf(room -> nowNs - room.getValue() > 0 || isBack.test(room.getKey()));
        return List.copyOf(untilNs.keySet());
    }
}
