package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.ServerProcess;
import io.tickstorm.net.connection.TextClient;
import io.tickstorm.net.session.Writable;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.room.BrokenWorld;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.Outbox;
import io.tickstorm.room.Player;
import io.tickstorm.room.TickLoop;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the effects of server faults. */
class FaultsIntegrationTest {
    private static final int EXIT_OUT_OF_MEMORY = 4;
    private static final int ROOMS_THAT_DO_NOT_FIT = 200;

    @TempDir
    Path folder = Path.of("");

    private final TestServer server = new TestServer(8, TestServer.LIMITS);
    private final Reports reports = new Reports();
    private final Logger loops = Logger.getLogger(TickLoop.class.getName());

    FaultsIntegrationTest() {
        loops.addHandler(reports);
        loops.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        loops.removeHandler(reports);
        loops.setUseParentHandlers(true);
        server.close();
    }

    @Test
    void aFaultInOnePlayersFrameEndsThatPlayerAlone() {
        Logger receptions = Logger.getLogger("io.tickstorm.room.Reception");
        receptions.addHandler(reports);
        receptions.setUseParentHandlers(false);
        try (TestClient ada = server.connect().join("Ada")) {
            ServerFrame first = ada.next();
            BlockingQueue<CloseReason> closed = enter(first.getWelcome().getRoom(), () -> {
                throw new IllegalStateException("a bug");
            });
            int held = first.getTick();
            while (closed.isEmpty()) {
                held = ada.next().getTick();
            }
            for (int i = 0; i < 30; i++) {
                ServerFrame frame = ada.next();
                assertEquals(held, frame.getTick() - frame.getSinceAge(), "the others lose no snapshot");
                held = frame.getTick();
            }
            assertEquals(CloseReason.PLAYER_FAILED, closed.peek());
            assertEquals(1, server.metrics.playersFailed.getLongValue());
            assertEquals(0, server.metrics.roomsFailed.getLongValue());
            assertEquals("a bug", reports.records.get(0).getThrown().getMessage());
        } finally {
            receptions.removeHandler(reports);
            receptions.setUseParentHandlers(true);
        }
    }

    @Test
    void aFaultOfTheWorldEndsOneMatchAndItsPlayersContinueInANewOne() {
        try (TestClient ada = server.connect().join("Ada");
                TestClient bob =
                        server.connect().join(Join.newBuilder().setName("Bob").setCreateRoom(true))) {
            int adasTick = ada.next().getTick();
            Welcome welcome = bob.next().getWelcome();
            String code = welcome.getRoom();
            try (TestClient eve =
                    server.connect().join(Join.newBuilder().setName("Eve").setRoom(code))) {
                Welcome evesWelcome = eve.next().getWelcome();
                failAtNextShot(code, bob);
                for (TestClient each : List.of(bob, eve)) {
                    assertEquals(1011, each.closeCode());
                    assertEquals(ErrorCode.ERROR_CODE_ROOM_FAILED, each.error);
                }
                assertGoesOn(welcome);
                assertGoesOn(evesWelcome);
            }
            for (int i = 0; i < 60; i++) {
                ServerFrame frame = ada.next();
                assertTrue(frame.getTick() > adasTick, "the other room continues");
                adasTick = frame.getTick();
            }
            assertEquals(1, server.metrics.roomsFailed.getLongValue());
            LogRecord report = reports.records.get(0);
            assertTrue(report.getMessage().contains("room " + code + " at tick "), report.getMessage());
            assertTrue(report.getMessage().contains("--seed "), report.getMessage());
            assertEquals("a bug", report.getThrown().getMessage());
        }
    }

    private void failAtNextShot(String code, TestClient shooter) {
        server.directory.rooms().stream()
                .filter(room -> room.code().equals(code))
                .forEach(BrokenWorld::breakAtNextShot);
        int tick = shooter.next().getTick();
        shooter.input(tick + 20, InputCommand.of(0, 0, 0, Weapon.BLASTER.button), 20);
    }

    /** Checks that the token of the ended match opens a seat of the new match. */
    private void assertGoesOn(Welcome before) {
        try (TestClient back = server.connect()
                .join(Join.newBuilder()
                        .setName("Back")
                        .setRoom(before.getRoom())
                        .setResumeToken(before.getResumeToken())
                        .setEpoch(before.getEpoch()))) {
            Welcome welcome = back.next().getWelcome();
            assertTrue(welcome.getResumed());
            assertEquals(before.getRoom(), welcome.getRoom());
            assertNotEquals(before.getEpoch(), welcome.getEpoch());
            assertTrue(back.next().getTick() > 0);
        }
    }

    @Test
    void aFrameThatCannotBeConvertedToTextEndsOnlyItsConnection() {
        Logger texts = Logger.getLogger("io.tickstorm.net.connection.TextConnection");
        texts.addHandler(reports);
        texts.setUseParentHandlers(false);
        try (TextClient ada = TextClient.open(server.server.port()).join("Ada");
                TestClient bob = server.connect().join("Bob")) {
            String room = ada.frameWith("welcome")
                    .getAsJsonObject("welcome")
                    .get("room")
                    .getAsString();
            Writable broken = server.server
                    .open()
                    .filter(each -> each.frameIntervalNs() > 0)
                    .findFirst()
                    .orElseThrow();
            enter(room, () -> {
                if (broken.isIdle()) {
                    broken.offer(new byte[] {-1}, 1);
                }
            });
            assertEquals(
                    "ERROR_CODE_ROOM_FAILED",
                    ada.frameWith("error").getAsJsonObject("error").get("code").getAsString());
            assertEquals(1011, ada.socket.closeCode());
            int held = bob.next().getTick();
            assertTrue(bob.next().getTick() > held, "the room continues");
            assertEquals(1, reports.records.size());
        } finally {
            texts.removeHandler(reports);
            texts.setUseParentHandlers(true);
        }
    }

    @Test
    void theLobbyContinuesWithANewMatchUnderItsCode() {
        try (TestClient ada = server.connect().join("Ada")) {
            Welcome before = ada.next().getWelcome();
            failAtNextShot(before.getRoom(), ada);
            assertEquals(1011, ada.closeCode());
            assertGoesOn(before);
            try (TestClient newcomer = server.connect().join("New")) {
                assertEquals(before.getRoom(), newcomer.next().getWelcome().getRoom());
            }
        }
    }

    @Test
    void aStalledTickIsFollowedByFourAndTheClockIsShifted() {
        try (TestClient ada = server.connect().join("Ada")) {
            String room = ada.next().getWelcome().getRoom();
            boolean[] stalled = new boolean[1];
            enter(room, () -> {
                if (!stalled[0]) {
                    stalled[0] = true;
                    Await.standStillAsAPeerWould(1_000_000_000L);
                }
            });
            int tick = ada.next().getTick();
            while (server.metrics.shiftedTicks.getLongValue() == 0) {
                int next = ada.next().getTick();
                assertTrue(next - tick <= 4, "from tick " + tick + " to " + next);
                tick = next;
            }
            long shifted = server.metrics.shiftedTicks.getLongValue();
            assertTrue(shifted >= 30, shifted + " ticks were given up, of the 60 that a second has");
            assertTrue(ada.next().getTick() > tick, "and it continues");
        }
    }

    @Test
    void presentAndNewPlayersAreClosedDuringTheDrain() {
        try (TestClient silent = server.connect();
                TestClient late = server.connect()) {
            server.server.drain();
            server.directory.drain();
            late.join("Late");
            assertEquals(1012, late.closeCode());
            assertEquals(ErrorCode.ERROR_CODE_SHUTTING_DOWN, late.error);
            server.shutDown();
            assertEquals(1012, silent.closeCode());
        }
    }

    @Test
    void anEndOfMemoryEndsTheProcessWithASentence() throws Exception {
        List<TestClient> clients = new ArrayList<>();
        String[] large = {"--port", "0", "--host", "127.0.0.1", "--seats", "4094", "--bots", "0", "--rooms", "10000"};
        try (ServerProcess small = ServerProcess.start(List.of("-Xmx96m"), folder, large)) {
            int port = small.port();
            try {
                for (int i = 0; i < ROOMS_THAT_DO_NOT_FIT; i++) {
                    TestClient client = TestClient.open(port);
                    clients.add(client);
                    client.join(Join.newBuilder().setName("P" + i).setCreateRoom(true));
                    client.next();
                }
            } catch (UncheckedIOException e) {
                // The server is gone, as it should be.
            }
            String printed = small.rest();
            assertTrue(printed.contains("Tickstorm ends: it is out of memory."), printed);
            assertEquals(EXIT_OUT_OF_MEMORY, small.exitCode());
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    /** Joins a player whose connection runs this on the room's thread. */
    private BlockingQueue<CloseReason> enter(String room, Runnable deed) {
        BlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();
        Outbox outbox = new Outbox() {
            @Override
            public boolean isIdle() {
                deed.run();
                return true;
            }

            @Override
            public int offer(byte[] frame, int length) {
                return length;
            }

            @Override
            public void close(CloseReason reason) {
                closed.add(reason);
            }
        };
        JoinRequest request = new JoinRequest("Eve", room, false, JoinRequest.Resume.NONE, false);
        assertNull(server.directory.join(request, new Player(outbox, false, System.nanoTime()), entered -> {}));
        return closed;
    }

    private static final class Reports extends Handler {
        final List<LogRecord> records = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
