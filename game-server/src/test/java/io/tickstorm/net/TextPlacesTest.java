package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class TextPlacesTest {
    private static final Defence.Share SHARE = Defence.STANDARD.share();

    @Test
    void oneAddressLeavesHalfToOthers() {
        TextPlaces places = new TextPlaces(SHARE.withTextConnections(8));
        Asker eve = AddressLimitsTest.asker("198.51.100.1");
        Runnable first = Objects.requireNonNull(places.take(eve, 0));
        for (int i = 1; i < 4; i++) {
            assertNotNull(places.take(eve, 0));
        }
        assertNull(places.take(eve, 0));
        assertEquals("this address has half of the places for text already", places.refusal(eve));
        Asker ada = AddressLimitsTest.asker("203.0.113.7");
        assertNull(places.refusal(ada), "she may come");
        first.run();
        assertNull(places.refusal(eve), "so may he, when he has given one back");
    }

    @Test
    void aPlaceThatIsNotThereIsHeldByNobody() {
        TextPlaces places = new TextPlaces(SHARE.withTextConnections(2));
        Asker ada = AddressLimitsTest.asker("203.0.113.7");
        Runnable leave = Objects.requireNonNull(places.take(AddressLimitsTest.asker("198.51.100.1"), 0));
        assertNotNull(places.take(AddressLimitsTest.asker("198.51.100.2"), 0));
        assertNull(places.take(ada, 0));
        assertEquals("all 2 places for text are taken: see --text-connections", places.refusal(ada));
        leave.run();
        assertNotNull(places.take(ada, 0), "her first one, for the vain attempt does not count");
    }

    @Test
    void anOnlyPlaceIsForAnybody() {
        assertNotNull(new TextPlaces(SHARE.withTextConnections(1)).take(AddressLimitsTest.asker("198.51.100.1"), 0));
    }
}
