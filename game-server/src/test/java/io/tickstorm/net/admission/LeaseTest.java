package io.tickstorm.net.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseTest {
    @Test
    void releasesThePlaceOnlyAtItsFirstClose() {
        AtomicInteger released = new AtomicInteger();
        Lease lease = Lease.of(released::incrementAndGet);
        assertEquals(0, released.get());
        lease.close();
        lease.close();
        assertEquals(1, released.get());
    }
}
