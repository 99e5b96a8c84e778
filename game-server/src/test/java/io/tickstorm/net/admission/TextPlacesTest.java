package io.tickstorm.net.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.settings.Defence;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextPlacesTest {
    private static final Defence.Share SHARE = Defence.STANDARD.share();

    @Test
    void oneAddressLeavesHalfToOthers() {
        TextPlaces places = places(8);
        Asker eve = AddressLimitsTest.asker("198.51.100.1");
        TextPlaces.TextPlace first = Objects.requireNonNull(take(places, eve));
        for (int i = 1; i < 4; i++) {
            assertNotNull(take(places, eve));
        }
        assertNull(take(places, eve));
        assertEquals("this address has half of the places for text already", places.refusal(eve));
        Asker ada = AddressLimitsTest.asker("203.0.113.7");
        assertNull(places.refusal(ada), "she may come");
        first.leave();
        assertNull(places.refusal(eve), "so may he, when he has given one back");
    }

    @Test
    void aPlaceThatIsNotThereIsHeldByNobody() {
        TextPlaces places = places(2);
        Asker ada = AddressLimitsTest.asker("203.0.113.7");
        TextPlaces.TextPlace one = Objects.requireNonNull(take(places, AddressLimitsTest.asker("198.51.100.1")));
        TextPlaces.TextPlace two = Objects.requireNonNull(take(places, AddressLimitsTest.asker("198.51.100.2")));
        assertTrue(one.join() && two.join());
        assertNull(take(places, ada));
        assertEquals("all 2 places for text are taken: see --text-connections", places.refusal(ada));
        one.leave();
        assertNotNull(take(places, ada), "her first one, for the vain attempt does not count");
    }

    @Test
    void anOnlyPlaceIsForAnybody() {
        assertNotNull(take(places(1), AddressLimitsTest.asker("198.51.100.1")));
    }

    @Test
    void aConnectionThatHasNotJoinedGivesWayAndOneThatHasDoesNot() {
        TextPlaces places = places(2);
        AtomicInteger evicted = new AtomicInteger();
        TextPlaces.TextPlace joined = Objects.requireNonNull(
                places.take(AddressLimitsTest.asker("198.51.100.1"), 0, () -> evicted.addAndGet(1)));
        assertTrue(joined.join());
        TextPlaces.TextPlace silent = Objects.requireNonNull(
                places.take(AddressLimitsTest.asker("198.51.100.2"), 0, () -> evicted.addAndGet(16)));
        assertNotNull(take(places, AddressLimitsTest.asker("198.51.100.3")));
        assertEquals(16, evicted.get());
        assertFalse(silent.join(), "it has no place any more");
    }

    private static TextPlaces places(int max) {
        return new TextPlaces(SHARE.withTextConnections(max), 10_000, new ServerMetrics());
    }

    private static TextPlaces.@Nullable TextPlace take(TextPlaces places, Asker asker) {
        return places.take(asker, 0, () -> {});
    }
}
