package io.tickstorm.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.metrics.ServerMetrics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsHandshakesTest {
    private final ServerMetrics metrics = new ServerMetrics();
    private final TlsHandshakes handshakes = new TlsHandshakes(metrics);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        gate.countDown();
        handshakes.close();
    }

    @Test
    void addressesTakeTurns() {
        closeGate();
        for (int i = 0; i < 100; i++) {
            offer("198.51.100.1", "eve", false);
        }
        offer("203.0.113.7", "ada", false);
        gate.countDown();
        awaitDone(101);
        assertTrue(done.indexOf("ada") <= 1, "ada waits for one step of eve at most, not for all");
    }

    @Test
    void begunHandshakesGoFirst() {
        closeGate();
        for (int i = 0; i < 100; i++) {
            offer("198.51.100.1", "eve", false);
        }
        handshakes.goOn(new Step(false, () -> done.add("ada")));
        gate.countDown();
        awaitDone(101);
        assertEquals("ada", done.get(0));
    }

    @Test
    void networksOfOneIpv6CustomerShareATurn() {
        closeGate();
        for (int i = 0; i < 100; i++) {
            offer("2001:db8:7:" + i + "::1", "eve", false);
        }
        offer("2001:db8:8::1", "ada", false);
        gate.countDown();
        awaitDone(101);
        assertTrue(done.indexOf("ada") <= 1, done.toString());
    }

    @Test
    void stepsOfClosedConnectionsAreDropped() {
        closeGate();
        for (int i = 0; i < 50; i++) {
            offer("198.51.100.1", "eve", true);
        }
        offer("198.51.100.1", "last", false);
        gate.countDown();
        awaitDone(1);
        assertEquals(List.of("last"), done);
        assertEquals(50, metrics.count("handshake_abandoned"));
    }

    @Test
    void waitingHandshakesAreLimitedPerAddressAndInTotal() {
        closeGate();
        for (int i = 0; i < TlsHandshakes.WAITING_OF_ADDRESS_MAX; i++) {
            offer("198.51.100.1", "eve", false);
        }
        assertThrows(RejectedExecutionException.class, () -> offer("198.51.100.1", "eve", false));
        int others = TlsHandshakes.WAITING_MAX - TlsHandshakes.WAITING_OF_ADDRESS_MAX;
        for (int i = 0; i < others; i++) {
            offer("10.0." + (i >> 8) + "." + (i & 255), "other", true);
        }
        assertEquals(TlsHandshakes.WAITING_MAX, handshakes.waiting());
        offer("203.0.113.7", "ada", false);
        assertTrue(handshakes.waiting() < TlsHandshakes.WAITING_MAX, "completed ones have freed their places");
        assertEquals(1, metrics.count("handshake_queue_full"));
    }

    @Test
    void aNewcomerDisplacesTheNewestOfTheAddressThatHasMost() {
        closeGate();
        for (int i = 0; i < TlsHandshakes.WAITING_MAX; i++) {
            offer("10.0.0." + i % 50, "crowd", false);
        }
        offer("203.0.113.7", "ada", false);
        assertEquals(TlsHandshakes.WAITING_MAX, handshakes.waiting());
        gate.countDown();
        awaitDone(TlsHandshakes.WAITING_MAX);
        assertTrue(done.indexOf("ada") <= 51, "her turn comes after one of each other address");
    }

    /** Keeps the thread busy until the gate opens. */
    private void closeGate() {
        CountDownLatch busy = new CountDownLatch(1);
        handshakes.begin(address("192.0.2.1"), new Step(false, () -> {
            busy.countDown();
            await(gate);
        }));
        await(busy);
    }

    private void offer(String address, String name, boolean isOver) {
        handshakes.begin(address(address), new Step(isOver, () -> done.add(name)));
    }

    private void awaitDone(int count) {
        Await.until(count + " handshakes", () -> done.size() >= count);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private record Step(boolean isOver, Runnable work) implements TlsHandshakes.Step {
        @Override
        public void run() {
            work.run();
        }

        @Override
        public void drop() {}
    }
}
