package io.tickstorm.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of the allocation: a new room goes to the server with the fewest rooms that is not draining, and rooms
 * of draining servers are moved, one after the other. Pure functions, used by the cluster and by the simulation alike.
 */
public final class LeastLoaded {
    /**
     * Rooms that may be on their way at a time. Several would wait for each other at the coordinator, while their
     * players wait for a snapshot.
     */
    public static final int MOVES_MAX = 2;

    /** Rooms that begin to move at a time, so that the players of different rooms do not reconnect at once. */
    private static final int MOVES_A_TURN = 1;

    private LeastLoaded() {}

    /**
     * Returns the server for a new room; null if there is none. If all are draining, any of them will do.
     *
     * @param rooms number of rooms by server
     */
    public static @Nullable String choose(Map<String, Integer> rooms, Set<String> draining) {
        Comparator<String> drainingLast = Comparator.comparing(draining::contains);
        return rooms.keySet().stream()
                .min(drainingLast.thenComparing(rooms::get).thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /**
     * Returns the rooms to move away now; none if no server could receive them.
     *
     * @param rooms codes by server
     * @param moving codes that are on their way already
     */
    public static List<String> toMove(Map<String, List<String>> rooms, Set<String> draining, Set<String> moving) {
        List<String> chosen = new ArrayList<>();
        if (draining.containsAll(rooms.keySet())) {
            return chosen;
        }
        int left = Math.min(MOVES_A_TURN, MOVES_MAX - moving.size());
        for (String node : rooms.keySet().stream().sorted().toList()) {
            if (!draining.contains(node)) {
                continue;
            }
            for (String code : rooms.getOrDefault(node, List.of())) {
                if (left > 0 && !moving.contains(code)) {
                    chosen.add(code);
                    left--;
                }
            }
        }
        return chosen;
    }
}
