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

class TextAdmissionTest {
    private static final Defence.ConnectionLimits CONNECTIONS = Defence.STANDARD.connections();

    @Test
    void oneAddressGetsAtMostHalfOfThePlaces() {
        TextAdmission admission = admission(8);
        RequestSource eve = AddressLimitsTest.source("198.51.100.1");
        SessionAdmission.SessionLease first = Objects.requireNonNull(reserve(admission, eve));
        for (int i = 1; i < 4; i++) {
            assertNotNull(reserve(admission, eve));
        }
        assertNull(reserve(admission, eve));
        assertEquals("this address already has half of the places for text", admission.refusal(eve));
        RequestSource ada = AddressLimitsTest.source("203.0.113.7");
        assertNull(admission.refusal(ada), "another address gets a place");
        first.close();
        assertNull(admission.refusal(eve), "the first address gets one again after releasing one");
    }

    @Test
    void aRefusedPlaceIsNotCounted() {
        TextAdmission admission = admission(2);
        RequestSource ada = AddressLimitsTest.source("203.0.113.7");
        SessionAdmission.SessionLease one =
                Objects.requireNonNull(reserve(admission, AddressLimitsTest.source("198.51.100.1")));
        SessionAdmission.SessionLease two =
                Objects.requireNonNull(reserve(admission, AddressLimitsTest.source("198.51.100.2")));
        assertTrue(one.join() && two.join());
        assertNull(reserve(admission, ada));
        assertEquals("all 2 places for text are taken: see --text-connections", admission.refusal(ada));
        one.close();
        assertNotNull(reserve(admission, ada), "her first one, because the refused attempt does not count");
    }

    @Test
    void anyAddressMayUseTheOnlyPlace() {
        assertNotNull(reserve(admission(1), AddressLimitsTest.source("198.51.100.1")));
    }

    @Test
    void onlyConnectionsThatHaveNotJoinedAreEvicted() {
        TextAdmission admission = admission(2);
        AtomicInteger evicted = new AtomicInteger();
        SessionAdmission.SessionLease joined = Objects.requireNonNull(
                admission.reserve(AddressLimitsTest.source("198.51.100.1"), 0, () -> evicted.addAndGet(1)));
        assertTrue(joined.join());
        SessionAdmission.SessionLease silent = Objects.requireNonNull(
                admission.reserve(AddressLimitsTest.source("198.51.100.2"), 0, () -> evicted.addAndGet(16)));
        assertNotNull(reserve(admission, AddressLimitsTest.source("198.51.100.3")));
        assertEquals(16, evicted.get());
        assertFalse(silent.join(), "it has no place any more");
    }

    private static TextAdmission admission(int max) {
        return new TextAdmission(CONNECTIONS.withTextConnections(max), 10_000, new ServerMetrics());
    }

    private static SessionAdmission.@Nullable SessionLease reserve(TextAdmission admission, RequestSource source) {
        return admission.reserve(source, 0, () -> {});
    }
}
