package io.tickstorm.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The codes of rooms that have ended. Pekko's coordinator remembers where each code went; a code that no server has
 * reported for a minute is released, so that the coordinator forgets it. Coordinator's thread only.
 */
final class EndedRooms {
    private static final long RELEASE_NS = 60_000_000_000L;
    /** Codes that are released at a time. */
    private static final int RELEASES_MAX = 16;

    private final Map<String, Long> missingSinceNs = new HashMap<>();
    private final Set<String> released = new HashSet<>();

    /**
     * Returns the codes to release now.
     *
     * @param allocated codes that the coordinator remembers
     * @param alive codes of rooms that a server has, or that are on their way
     * @param moving codes that are released or moved already
     */
    List<String> toRelease(Set<String> allocated, Set<String> alive, Set<String> moving, long nowNs) {
        released.removeIf(code -> !allocated.contains(code) && !moving.contains(code));
        missingSinceNs.keySet().retainAll(allocated);
        missingSinceNs.keySet().removeAll(alive);
        List<String> due = new ArrayList<>();
        for (String code : allocated) {
            if (alive.contains(code)) {
                continue;
            }
            long sinceNs = missingSinceNs.computeIfAbsent(code, key -> nowNs);
            boolean isDue = nowNs - sinceNs >= RELEASE_NS && !moving.contains(code);
            if (isDue && due.size() + moving.size() < RELEASES_MAX) {
                due.add(code);
            }
        }
        released.addAll(due);
        return due;
    }

    /** Returns true once for a code that was released. */
    boolean isReleased(String code) {
        return released.remove(code);
    }
}
