package io.tickstorm.net.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Leave;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests rooms that players create: few per address, ended when players leave, and never all rooms of the server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoomQuotaIntegrationTest {
    private static final int ROOMS = 16;
    private static final Defence TWO_EACH = Defence.STANDARD
            .with(new Defence.ConnectionLimits(100, 50, 8, 100, 1_000, 32_768, 131_072, true))
            .with(new Defence.Quotas(2, 20, 200));

    /** A quota that no client reaches, with limits enabled. */
    private static final Defence ROOMS_EACH = TWO_EACH.with(new Defence.Quotas(1_000_000, 20, 200));

    private static final ClientFrame.Builder LEAVE = ClientFrame.newBuilder().setLeave(Leave.getDefaultInstance());

    @Test
    void anAddressHasALimitOfRoomsAndEndedOnesDoNotCount() {
        try (TestServer server = TestServer.withRooms(ROOMS, TWO_EACH);
                TestClient one = create(server);
                TestClient two = create(server);
                TestClient three = create(server)) {
            assertTrue(one.next().hasWelcome());
            assertTrue(two.next().hasWelcome());
            assertEquals(1008, three.closeCode());
            assertEquals(ErrorCode.ERROR_CODE_SERVER_FULL, three.error);
            assertEquals(1, server.metrics.count("too_many_rooms"));
            one.send(LEAVE);
            assertEquals(1000, one.closeCode());
            awaitRooms(server, 2);
            try (TestClient again = create(server)) {
                assertTrue(again.next().hasWelcome());
            }
        }
    }

    @Test
    void aRoomThatItsCreatorLeavesEndsAtOnce() {
        try (TestServer server = TestServer.withRooms(ROOMS, TWO_EACH)) {
            for (int i = 0; i < 50; i++) {
                try (TestClient client = create(server)) {
                    client.send(LEAVE);
                    assertEquals(1000, client.closeCode());
                }
                awaitRooms(server, 1);
            }
        }
    }

    @Test
    void aRoomWhoseCreatorLostTheConnectionWaits() {
        try (TestServer server = TestServer.withRooms(ROOMS, TWO_EACH)) {
            try (TestClient client = create(server)) {
                assertTrue(client.next().hasWelcome());
            }
            try (TestClient witness = server.connect().join("Witness")) {
                for (int i = 0; i < 60; i++) {
                    witness.acknowledge(witness.next().getTick());
                }
            }
            assertEquals(2, server.directory.rooms().size());
        }
    }

    @Test
    void aFriendWhoStaysKeepsTheRoom() {
        try (TestServer server = TestServer.withRooms(ROOMS, TWO_EACH);
                TestClient creator = create(server)) {
            String code = creator.next().getWelcome().getRoom();
            try (TestClient friend =
                    server.connect().join(Join.newBuilder().setName("Bob").setRoom(code))) {
                assertTrue(friend.next().hasWelcome());
                creator.send(LEAVE);
                assertEquals(1000, creator.closeCode());
                for (int i = 0; i < 60; i++) {
                    friend.acknowledge(friend.next().getTick());
                }
                assertEquals(0, friend.code());
            }
        }
    }

    @Test
    void privateRoomsLeaveAQuarterToQuickPlay() {
        List<TestClient> clients = new ArrayList<>();
        try (TestServer server = TestServer.withRooms(ROOMS, ROOMS_EACH)) {
            int refused = 0;
            for (int i = 0; i < ROOMS; i++) {
                TestClient client = create(server);
                clients.add(client);
                refused += client.next().hasWelcome() ? 0 : 1;
            }
            assertEquals(ROOMS / 4, refused);
            for (int i = 0; i < 3 * 4; i++) {
                TestClient quick = server.connect().join("Quick");
                clients.add(quick);
                assertTrue(quick.next().hasWelcome(), "quick play finds a seat: " + i);
            }
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    private static TestClient create(TestServer server) {
        return server.connect().join(Join.newBuilder().setName("Eve").setCreateRoom(true));
    }

    private static void awaitRooms(TestServer server, int count) {
        Await.until(count + " rooms", () -> server.directory.rooms().size() == count);
    }
}
