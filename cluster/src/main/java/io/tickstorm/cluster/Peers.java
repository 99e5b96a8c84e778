package io.tickstorm.cluster;

import io.tickstorm.cluster.v1.NodeReport;
import io.tickstorm.cluster.v1.Room;
import io.tickstorm.fleet.RoomPlace;
import io.tickstorm.room.RoomListing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The newest reports of the other servers. Node actor only; {@link #known} is an immutable copy for all threads. */
final class Peers {
    /** A room whose server is gone is expected to come back within this time. */
    private static final long EXPECTED_NS = 20_000_000_000L;

    /** A server that is silent for longer may be cut off, although the cluster has not noticed it yet. */
    private static final long SILENT_NS = 1_500_000_000L;

    private final Map<String, NodeReport> reports = new TreeMap<>();
    private final Map<String, Long> reportedNs = new HashMap<>();
    private final Set<String> unreachable = new HashSet<>();
    private final Map<String, Long> expectedUntilNs = new HashMap<>();

    /**
     * The knowledge of the other servers for any thread. Immutable.
     *
     * @param places rooms of reachable servers by code
     * @param expected codes of rooms that are on their way between two servers
     * @param draining cluster addresses of the servers that move their rooms away
     * @param urls WebSocket addresses of reachable servers
     */
    record Known(
            Map<String, RoomPlace> places,
            Set<String> expected,
            Set<String> draining,
            List<String> urls,
            Map<String, NodeReport> reports,
            Set<String> unreachable) {
        static final Known NOTHING = new Known(Map.of(), Set.of(), Set.of(), List.of(), Map.of(), Set.of());
    }

    /**
     * Stores the newest report of a server.
     *
     * @return true if it is the first one, or if the server has other rooms than before or begins to drain; otherwise
     *     only the numbers of people may differ, which the next beat publishes
     */
    boolean reported(NodeReport report, long nowNs) {
        reportedNs.put(report.getNode(), nowNs);
        NodeReport before = reports.put(report.getNode(), report);
        return before == null
                || before.getDraining() != report.getDraining()
                || !hasSameRooms(before.getRoomsList(), report.getRoomsList());
    }

    private static boolean hasSameRooms(List<Room> before, List<Room> now) {
        boolean isSame = before.size() == now.size();
        for (int i = 0; isSame && i < now.size(); i++) {
            Room room = before.get(i);
            isSame = room.getCode().equals(now.get(i).getCode())
                    && room.getEpoch() == now.get(i).getEpoch();
        }
        return isSame;
    }

    /** Returns the number of members whose reports have stopped for over 1.5 s, without those that drain. */
    int silent(long nowNs, Predicate<String> isMember) {
        int count = 0;
        for (Map.Entry<String, NodeReport> report : reports.entrySet()) {
            long sinceNs = nowNs - reportedNs.getOrDefault(report.getKey(), nowNs);
            count += sinceNs > SILENT_NS
                            && isMember.test(report.getKey())
                            && !report.getValue().getDraining()
                    ? 1
                    : 0;
        }
        return count;
    }

    /** Notes whether a server can be reached. */
    void reachable(String node, boolean isReachable) {
        if (isReachable) {
            unreachable.remove(node);
        } else {
            unreachable.add(node);
        }
    }

    /** Forgets a server; its rooms are expected on another one. */
    void remove(String node, long nowNs) {
        unreachable.remove(node);
        reportedNs.remove(node);
        NodeReport report = reports.remove(node);
        if (report != null) {
            report.getRoomsList().forEach(room -> expect(room.getCode(), nowNs));
        }
    }

    /** Notes that a room is on its way between two servers. */
    void expect(String code, long nowNs) {
        expectedUntilNs.put(code, nowNs + EXPECTED_NS);
    }

    /** Returns a copy of what is known. */
    Known known(long nowNs) {
        expectedUntilNs.values().removeIf(untilNs -> nowNs - untilNs > 0);
        Map<String, RoomPlace> places = new HashMap<>();
        Set<String> expected = new HashSet<>(expectedUntilNs.keySet());
        Set<String> draining = new HashSet<>();
        List<String> urls = new ArrayList<>();
        reports.forEach((node, report) -> {
            boolean isReachable = !unreachable.contains(node);
            if (report.getDraining()) {
                draining.add(node);
            }
            if (isReachable) {
                urls.add(report.getUrl());
            }
            for (Room room : report.getRoomsList()) {
                if (isReachable) {
                    places.put(room.getCode(), new RoomPlace(listing(room), report.getUrl()));
                } else {
                    expected.add(room.getCode());
                }
            }
        });
        expected.removeAll(places.keySet());
        return new Known(places, expected, draining, urls, Map.copyOf(reports), Set.copyOf(unreachable));
    }

    static RoomListing listing(Room room) {
        return new RoomListing(room.getCode(), room.getEpoch(), room.getIsPublic(), room.getPeople(), room.getSeats());
    }

    static Room message(RoomListing room) {
        return Room.newBuilder()
                .setCode(room.code())
                .setEpoch(room.epoch())
                .setIsPublic(room.isPublic())
                .setPeople(room.people())
                .setSeats(room.seats())
                .build();
    }
}
