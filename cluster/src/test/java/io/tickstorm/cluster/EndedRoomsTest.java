package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The release of the codes of ended rooms. Times are passed in. */
class EndedRoomsTest {
    private static final long SECOND = 1_000_000_000L;

    private final EndedRooms ended = new EndedRooms();

    @Test
    void aCodeIsReleasedAMinuteAfterItsRoomHasEnded() {
        Set<String> allocated = Set.of("BBBB", "CCCC");
        assertEquals(List.of(), ended.toRelease(allocated, allocated, Set.of(), 0));
        assertEquals(List.of(), ended.toRelease(allocated, Set.of("CCCC"), Set.of(), 10 * SECOND));
        assertEquals(List.of(), ended.toRelease(allocated, Set.of("CCCC"), Set.of(), 69 * SECOND));
        assertEquals(List.of("BBBB"), ended.toRelease(allocated, Set.of("CCCC"), Set.of(), 70 * SECOND));
        assertEquals(List.of(), ended.toRelease(allocated, Set.of("CCCC"), Set.of("BBBB"), 71 * SECOND));
        assertTrue(ended.isReleased("BBBB"));
        assertFalse(ended.isReleased("BBBB"), "the next request gets a new place");
        assertFalse(ended.isReleased("CCCC"));
    }

    @Test
    void aRoomThatComesBackKeepsItsPlace() {
        Set<String> allocated = Set.of("BBBB");
        ended.toRelease(allocated, Set.of(), Set.of(), 0);
        ended.toRelease(allocated, allocated, Set.of(), 59 * SECOND);
        assertEquals(List.of(), ended.toRelease(allocated, Set.of(), Set.of(), 61 * SECOND));
    }

    @Test
    void onlySomeAreReleasedAtATime() {
        Set<String> allocated = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            allocated.add("C" + i);
        }
        ended.toRelease(allocated, Set.of(), Set.of(), 0);
        List<String> first = ended.toRelease(allocated, Set.of(), Set.of(), 60 * SECOND);
        assertEquals(16, first.size());
        assertEquals(
                0,
                ended.toRelease(allocated, Set.of(), new HashSet<>(first), 60 * SECOND)
                        .size());
    }
}
