package io.tickstorm.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.server.ServerFigures;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks with the floor and its players that every byte is counted. Does not check speed. */
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
            LoadPlan plan = LoadPlan.steady(url, PLAYERS, 0, 1, new LoadPlan.Times(0, 1, 1));
            IntArrayList sizes = new IntArrayList();
            PlayCount count = FloorPlayers.play(plan, ourselves, sizes);
            assertEquals(PLAYERS, count.joined());
            assertEquals(0, count.lost());
            assertTrue(count.frames() > PLAYERS, "frames: " + count.frames());
            assertTrue(count.inputs() > PLAYERS, "inputs: " + count.inputs());
            assertEquals(110, count.bytesPerFrame(), 5);
            assertEquals(count.bytesPerFrame(), new FrameSizes(sizes.toIntArray()).mean(), 1e-9);
            assertTrue(count.acknowledgeP50Us() > 0, "frames report the inputs that they include");
            assertTrue(count.overdueShare() < 0.5, "overdue: " + count.overdueShare());
            assertTrue(count.serverCpuNs() > 0, "a whole second of this test's own CPU time");
            assertTrue(ServerFigures.read(url).tickS(before, 0.5) > 0, "it reports its times as the server does");
        }
    }
}
