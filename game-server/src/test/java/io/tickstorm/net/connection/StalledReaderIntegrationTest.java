package io.tickstorm.net.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.proto.v1.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests peers that stop reading but acknowledge every frame, so that the server keeps sending frames. */
class StalledReaderIntegrationTest {
    private static final int STALLED = 40;
    private static final int RECEIVE_BYTES = 2048;
    /** The frames of one second of 60 ticks, for each peer. */
    private static final long SKIPPED_MIN = 60L * STALLED;
    /** Limit of a wait; a longer one is a hang. */
    private static final int TICKS_MAX = 60 * 60;

    private static final long BYTES_MAX = 256 * 1024;

    private final TestServer server =
            new TestServer(STALLED + 1, new NetSettings.Limits(STALLED + 1, 2048, 256, 512, 1, 5, 10_000, 500, 4096));
    private final List<TestClient> stalled = new ArrayList<>();

    @AfterEach
    void stop() {
        stalled.forEach(TestClient::close);
        server.close();
    }

    @Test
    void useLittleMemoryOfTheServerAndOthersLoseNoFrame() {
        TestClient witness = server.connect().join("Ada");
        int held = witness.next().getTick();
        long before = ProcessMemory.bytes();
        for (int i = 0; i < STALLED; i++) {
            stalled.add(TestClient.open(server.server.port(), RECEIVE_BYTES).join("Eve"));
        }
        int ticks = 0;
        while (server.metrics.framesSkippedUnsent.get() < SKIPPED_MIN && ticks++ < TICKS_MAX) {
            ServerFrame frame = witness.next();
            assertEquals(
                    held, frame.getTick() - frame.getSinceAge(), "the witness's frames match the server's view of it");
            held = frame.getTick();
            witness.acknowledge(held);
            for (TestClient client : stalled) {
                client.acknowledge(held);
            }
        }
        assertTrue(
                server.metrics.framesSkippedUnsent.get() >= SKIPPED_MIN,
                "their buffers have been full for a long time");
        long each = (ProcessMemory.bytes() - before) / STALLED;
        assertTrue(each <= BYTES_MAX, each + " bytes each");
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.println("heap and direct memory of a peer that does not read: " + each + " bytes");
        }
        witness.close();
    }
}
