package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.fleet.Placement;
import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.RoomListing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three servers of a fleet in one process: single ownership, hand-over, and the loss of a server. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreeNodesScenarioTest {
    private final List<TestNode> nodes = new ArrayList<>();

    @BeforeEach
    void start() {
        nodes.add(new TestNode("a", List.of()));
        String seed = nodes.get(0).node.address();
        nodes.add(new TestNode("b", List.of(seed)));
        nodes.add(new TestNode("c", List.of(seed)));
        Await.until("three servers know each other", () -> nodes.stream().allMatch(node -> node.node.members() == 3));
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void newRoomsSpreadOverTheServersAndEveryServerFindsThem() throws Exception {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            codes.add(nodes.get(0).open());
        }
        for (TestNode node : nodes) {
            assertEquals(3, node.directory.listings().size(), "rooms of one server");
        }
        for (String code : codes) {
            assertEquals(1, owners(code), "owners of " + code);
            Await.until("all servers know " + code, () -> nodes.stream().allMatch(node -> knows(node, code)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aDrainedServerHandsItsRoomsOverWithTheirPeopleAtTheNextTick(int drained) throws Exception {
        for (int i = 0; i < 6; i++) {
            nodes.get(0).open();
        }
        TestNode leaving = nodes.get(drained);
        List<RoomListing> before = leaving.directory.listings();
        assertEquals(2, before.size());
        String code = before.get(0).code();
        TestNode.MemoryOutbox ada = leaving.join(code, "Ada");
        Await.until("frames", () -> ada.frames > 30);

        leaving.node.fleet().drain().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertEquals(0, leaving.directory.listings().size());
        Await.until("the address", () -> !ada.movedTo.isEmpty());
        for (RoomListing room : before) {
            Await.until("another owner", () -> owners(room.code()) == 1);
            RoomListing after = listing(room.code());
            assertTrue(after.epoch() > room.epoch(), "a higher epoch");
        }
        TestNode owner = ownerOf(code);
        assertEquals("ws://" + "abc".charAt(nodes.indexOf(owner)) + ".example/ws", ada.movedTo);
        assertEquals(1, listing(code).people(), "Ada's seat is kept");
    }

    @Test
    void roomsOfALostServerContinueOnAnother() throws Exception {
        for (int i = 0; i < 6; i++) {
            nodes.get(0).open();
        }
        TestNode lost = nodes.get(2);
        RoomListing room = lost.directory.listings().get(0);
        TestNode.MemoryOutbox ada = lost.join(room.code(), "Ada");
        Await.until("frames", () -> ada.frames > 150);
        lost.kill();
        nodes.remove(lost);
        Await.until("another owner", () -> owners(room.code()) == 1);
        RoomListing after = listing(room.code());
        assertTrue(after.epoch() > room.epoch(), "a higher epoch");
        assertEquals(1, after.people(), "Ada's seat is kept");
        assertEquals(3, nodes.size() + 1);
    }

    private boolean knows(TestNode node, String code) {
        JoinRequest request = new JoinRequest("Bob", code, false, JoinRequest.Resume.NONE, false);
        Placement placement =
                node.node.fleet().place(request).toCompletableFuture().join();
        return node.directory.listing(code) == null
                ? placement instanceof Placement.Elsewhere
                : placement instanceof Placement.Here;
    }

    private int owners(String code) {
        return (int) nodes.stream()
                .filter(node -> node.directory.listing(code) != null)
                .count();
    }

    private TestNode ownerOf(String code) {
        return nodes.stream()
                .filter(node -> node.directory.listing(code) != null)
                .findAny()
                .orElseThrow();
    }

    private RoomListing listing(String code) {
        return java.util.Objects.requireNonNull(ownerOf(code).directory.listing(code));
    }
}
