package io.tickstorm.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.load.server.ServerFigures;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The floor and the crowd against each other: that every byte is counted, not how fast. */
@Timeout(60)
class FloorIntegrationTest {
    private static final int PLAYERS = 12;

    @Test
    void everyPlayerGetsFramesOfTheRecordedSizesAndIsRead() throws IOException {
        try (FloorLoop floor = new FloorLoop(0, new FrameSizes(new int[] {90, 110, 130}))) {
            new Thread(floor, "floor").start();
            URI url = URI.create("ws://127.0.0.1:" + floor.port() + "/ws");
            long ourselves = ProcessHandle.current().pid();
            ServerFigures before = ServerFigures.read(url);
            Crowd crowd = new Crowd(new CrowdPlan(url, PLAYERS, 0, 1, 1, 1, ourselves), true);
            CrowdCount count = crowd.play();
            assertEquals(PLAYERS, count.joined());
            assertEquals(0, count.lost());
            assertTrue(count.frames() > PLAYERS, "frames: " + count.frames());
            assertTrue(count.inputs() > PLAYERS, "inputs: " + count.inputs());
            assertEquals(110, count.bytesPerFrame(), 5);
            assertEquals(count.bytesPerFrame(), crowd.sizes().mean(), 1e-9);
            assertTrue(count.serverCpuNs() > 0, "a whole second of this test's own CPU time");
            assertTrue(ServerFigures.read(url).tickS(before, 0.5) > 0, "it tells its times as the server does");
        }
    }
}
