package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.room.RoomListing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Losses at the worst moment, in a fleet of five servers in one process. */
@Tag("long")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FleetLossScenarioTest {
    private static final int SERVERS = 5;
    private static final int ROOMS = 25;

    private final List<TestNode> nodes = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        nodes.add(new TestNode("a", List.of()));
        String seed = nodes.get(0).node.address();
        for (String name : List.of("b", "c", "d", "e")) {
            nodes.add(new TestNode(name, List.of(seed)));
        }
        Await.until("rooms to be placed on every server", () -> nodes.get(0).placingServers() == SERVERS);
        Await.until("all to know each other", () -> nodes.stream().allMatch(node -> node.node.members() == SERVERS));
        for (int i = 0; i < ROOMS; i++) {
            codes.add(nodes.get(0).open());
        }
        // Only rooms with people are copied.
        nodes.forEach(node -> codesOf(node).forEach(code -> node.join(code, "Ada")));
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void aDrainEndsAlthoughTheCoordinatorIsLostDuringIt() throws Exception {
        TestNode coordinator = nodes.get(0);
        TestNode leaving = nodes.get(1);
        awaitCopies(coordinator);
        CompletableFuture<Void> drain = leaving.node.fleet().drain().toCompletableFuture();
        Await.until(
                "the first room to leave", () -> leaving.directory.listings().size() < ROOMS / SERVERS);
        coordinator.kill();
        nodes.remove(coordinator);
        drain.get(60, TimeUnit.SECONDS);
        assertEquals(0, leaving.directory.listings().size());
        for (String code : codes) {
            Await.until("an owner of " + code, () -> owners(code) == 1);
        }
    }

    @Test
    void theLossOfAnOwnerAndOfItsKeeperLosesNoOtherRoom() throws Exception {
        TestNode owner = nodes.get(3);
        TestNode keeper = nodes.get(4);
        List<String> others = new ArrayList<>(codes);
        others.removeAll(codesOf(owner));
        others.removeAll(codesOf(keeper));
        List<String> lost = new ArrayList<>(codesOf(owner));
        lost.addAll(codesOf(keeper));
        awaitCopies(owner);
        awaitCopies(keeper);
        owner.kill();
        keeper.kill();
        nodes.removeAll(List.of(owner, keeper));
        for (String code : others) {
            assertEquals(1, owners(code), "a room of another server plays on");
        }
        Await.until("the fleet to notice", () -> nodes.stream().allMatch(node -> node.node.members() == 3));
        Await.until("rooms with a keeper", () -> lost.stream().anyMatch(code -> owners(code) == 1));
        for (String code : lost) {
            assertTrue(owners(code) <= 1, code);
        }
        assertEquals(1, owners(nodes.get(0).open()), "new rooms open");
    }

    private static void awaitCopies(TestNode node) {
        long copies = node.metrics.checkpoints.writesSoFar() + 3L * ROOMS / SERVERS;
        Await.until("copies of its rooms", () -> node.metrics.checkpoints.writesSoFar() >= copies);
    }

    private static List<String> codesOf(TestNode node) {
        return node.directory.listings().stream().map(RoomListing::code).toList();
    }

    private int owners(String code) {
        return (int) nodes.stream()
                .filter(node -> node.directory.listing(code) != null)
                .count();
    }
}
