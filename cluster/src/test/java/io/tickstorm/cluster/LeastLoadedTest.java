package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeastLoadedTest {
    @Test
    void aNewRoomGoesToTheServerWithTheFewestRooms() {
        assertEquals("b", LeastLoaded.choose(Map.of("a", 3, "b", 1, "c", 2), Set.of()));
        assertEquals("a", LeastLoaded.choose(Map.of("a", 1, "b", 1), Set.of()));
        assertNull(LeastLoaded.choose(Map.of(), Set.of()));
    }

    @Test
    void aDrainingServerGetsARoomOnlyIfAllAreDraining() {
        assertEquals("a", LeastLoaded.choose(Map.of("a", 9, "b", 0), Set.of("b")));
        assertEquals("b", LeastLoaded.choose(Map.of("a", 9, "b", 0), Set.of("a", "b")));
    }

    @Test
    void onlyRoomsOfDrainingServersMoveAndAFewAtATime() {
        Map<String, List<String>> rooms = Map.of("a", List.of("A1", "A2", "A3", "A4", "A5", "A6"), "b", List.of("B1"));
        assertEquals(List.of(), LeastLoaded.toMove(rooms, Set.of(), Set.of()));
        assertEquals(List.of("A1"), LeastLoaded.toMove(rooms, Set.of("a"), Set.of()));
        assertEquals(List.of("A2"), LeastLoaded.toMove(rooms, Set.of("a"), Set.of("A1")));
        assertEquals(List.of(), LeastLoaded.toMove(rooms, Set.of("a"), Set.of("A1", "X")));
        assertEquals(List.of(), LeastLoaded.toMove(rooms, Set.of("a", "b"), Set.of()));
    }

    @Test
    void anyOrderOfOpeningsKeepsTheServersWithinOneRoom() {
        Random random = new Random(7);
        for (int servers = 2; servers <= 50; servers += 12) {
            Map<String, Integer> rooms = new HashMap<>();
            for (int i = 0; i < servers; i++) {
                rooms.put("server-" + i, 0);
            }
            for (int i = random.nextInt(500); i >= 0; i--) {
                rooms.merge(String.valueOf(LeastLoaded.choose(rooms, Set.of())), 1, Integer::sum);
            }
            int most = rooms.values().stream().mapToInt(count -> count).max().orElseThrow();
            int fewest = rooms.values().stream().mapToInt(count -> count).min().orElseThrow();
            assertTrue(most - fewest <= 1, most + " and " + fewest);
        }
    }
}
