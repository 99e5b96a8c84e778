package io.tickstorm.load.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.link.LinkProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks over real sockets which bytes arrive, and the least time they take. No figure depends on this machine. */
@Timeout(60)
class LinkProxyIntegrationTest {
    private static final int BYTES = 200_000;
    private static final LinkProfile STEADY = new LinkProfile("steady", 30, 0);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
    }

    @Test
    void bytesArriveUnchangedInOrderAndThenTheEndInBothDirections() throws Exception {
        int port = proxy(STEADY, echo(), 65_536);
        List<Future<byte[]>> answers = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
            byte[] sent = bytes(seed);
            answers.add(threads.submit(() -> exchange(port, sent)));
        }
        for (int seed = 0; seed < 8; seed++) {
            assertArrayEquals(bytes(seed), answers.get(seed).get(), "connection " + seed);
        }
    }

    @Test
    void aSmallQueueMakesTheSenderWaitAndLosesNothing() throws Exception {
        int port = proxy(new LinkProfile("near", 1, 0), echo(), 1_024);
        assertArrayEquals(bytes(5), exchange(port, bytes(5)));
    }

    @Test
    void aRoundTripTakesAtLeastTwiceTheLatency() throws Exception {
        int port = proxy(STEADY, echo(), 65_536);
        try (Socket client = connect(port)) {
            for (int i = 0; i < 3; i++) {
                long sentNs = System.nanoTime();
                client.getOutputStream().write(i);
                assertEquals(i, client.getInputStream().read());
                long tookMs = (System.nanoTime() - sentNs) / 1_000_000;
                assertTrue(tookMs >= 60, "a link cannot be faster than its latency: " + tookMs + " ms");
            }
        }
    }

    @Test
    void aClientOfAMissingServerIsClosedAndTheProxyContinues() throws Exception {
        int unused;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = gone.getLocalPort();
        }
        int port = proxy(STEADY, unused, 65_536);
        for (int i = 0; i < 2; i++) {
            try (Socket client = connect(port)) {
                assertEquals(-1, readOrEnd(client));
            }
        }
    }

    /** Opens a port that echoes all bytes and the end of the stream. */
    private int echo() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(server);
        threads.execute(untilClosed(() -> {
            while (!server.isClosed()) {
                Socket peer = server.accept();
                threads.execute(untilClosed(() -> {
                    try (peer) {
                        peer.getInputStream().transferTo(peer.getOutputStream());
                    }
                }));
            }
        }));
        return server.getLocalPort();
    }

    private int proxy(LinkProfile profile, int to, int queueBytes) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        LinkProxy proxy = new LinkProxy(new LinkProxy.Settings(
                new InetSocketAddress(here, 0), new InetSocketAddress(here, to), profile, 1, queueBytes));
        open.add(proxy);
        int port = proxy.port();
        threads.execute(untilClosed(() -> proxy.run(line -> {})));
        return port;
    }

    /** Returns work that ends once its sockets are closed. */
    private static Runnable untilClosed(SocketWork work) {
        return () -> {
            try {
                work.run();
            } catch (IOException closed) {
                // The test is over, or the peer has disconnected.
            }
        };
    }

    private interface SocketWork {
        void run() throws IOException;
    }

    private byte[] exchange(int port, byte[] sent) throws Exception {
        try (Socket client = connect(port)) {
            Future<?> sending = threads.submit(() -> {
                client.getOutputStream().write(sent);
                client.shutdownOutput();
                return null;
            });
            byte[] got = client.getInputStream().readAllBytes();
            sending.get();
            return got;
        }
    }

    private static int readOrEnd(Socket client) {
        try {
            return client.getInputStream().read();
        } catch (IOException reset) {
            return -1;
        }
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[BYTES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
