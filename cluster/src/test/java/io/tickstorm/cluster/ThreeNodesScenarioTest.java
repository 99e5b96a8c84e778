package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.fleet.FleetView;
import io.tickstorm.fleet.Placement;
import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.RoomListing;
import io.tickstorm.room.RoomQuota;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three servers of a fleet in one process: single ownership, hand-over, and the loss of a server. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreeNodesScenarioTest {
    private static final String METRIC = "tickstorm_fleet_";

    private final List<TestNode> nodes = new ArrayList<>();

    @BeforeEach
    void start() {
        nodes.add(new TestNode("a", List.of()));
        String seed = nodes.get(0).node.address();
        nodes.add(new TestNode("b", List.of(seed)));
        nodes.add(new TestNode("c", List.of(seed)));
        Await.until("three servers know each other", () -> nodes.stream().allMatch(node -> node.node.members() == 3));
        // A server that the sharding does not know yet gets no room.
        Await.until("rooms to be placed on every server", () -> nodes.get(0).placingServers() == 3);
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void newRoomsSpreadOverTheServersAndEveryServerFindsThem() throws Exception {
        List<String> codes = openUntil(9);
        for (TestNode node : nodes) {
            assertEquals(3, node.directory.listings().size(), "rooms of one server");
        }
        for (String code : codes) {
            assertEquals(1, owners(code), "owners of " + code);
            Await.until("all servers know " + code, () -> nodes.stream().allMatch(node -> knows(node, code)));
        }
    }

    /** Opens rooms one after the other, and returns their codes. */
    private List<String> openUntil(int total) throws Exception {
        List<String> codes = new ArrayList<>();
        while (codes.size() < total) {
            codes.add(nodes.get(0).open());
        }
        return codes;
    }

    @Test
    void aServerGoesOnAfterAStallOnceTheOthersConfirmThatItIsAMember() throws Exception {
        TestNode stalled = nodes.get(1);
        openUntil(3);
        stalled.guard.noteTime(System.nanoTime());
        stalled.guard.noteTime(System.nanoTime() + 2_000_000_000L);
        assertTrue(stalled.guard.needsConfirmation());
        Await.until("the others to confirm", () -> !stalled.guard.needsConfirmation());
        double ticks = stalled.metric("tickstorm_ticks_total");
        Await.until("further ticks", () -> stalled.metric("tickstorm_ticks_total") > ticks);
    }

    @Test
    void peopleOfAPartyWhoAskDifferentServersAtOnceGetOneRoom() {
        String opened = roomOfParty("friends");
        Await.until("all servers to know the room", () -> nodes.stream().allMatch(node -> knows(node, opened)));
        assertEquals(1, owners(opened));
        assertEquals(opened, roomOfParty("friends"));
        assertEquals(opened, roomOfParty("others"), "company for another party");
    }

    /** Every server is asked at once. */
    private String roomOfParty(String key) {
        Set<String> found =
                nodes.stream().map(node -> node.node.fleet().quickMatch(key).toCompletableFuture()).toList().stream()
                        .map(search -> java.util.Objects.requireNonNull(
                                        search.join().place())
                                .room()
                                .code())
                        .collect(Collectors.toSet());
        assertEquals(1, found.size(), key + ": " + found);
        return found.iterator().next();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aDrainedServerHandsItsRoomsOverWithTheirPeopleAtTheNextTick(int drained) throws Exception {
        openUntil(6);
        TestNode leaving = nodes.get(drained);
        List<RoomListing> before = leaving.directory.listings();
        assertEquals(2, before.size());
        String code = before.get(0).code();
        TestNode.MemoryOutbox ada = leaving.join(code, "Ada");
        Await.until("frames", () -> ada.frames > 30);
        assertEquals(3, leaving.metric(METRIC + "servers"));
        Await.until("all rooms to be reported", () -> leaving.metric(METRIC + "rooms") == 6);

        MoveRecording recording = new MoveRecording();
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
        assertDrainIsCounted(leaving, recording);
    }

    private void assertDrainIsCounted(TestNode leaving, MoveRecording recording) throws IOException {
        assertEquals(2, leaving.metric(METRIC + "rooms_handed_over_total"));
        assertEquals(2, leaving.metric(METRIC + "hand_over_seconds_count"));
        double longestS = leaving.metric(METRIC + "hand_over_seconds_sum");
        assertTrue(longestS > 0 && longestS < 10, "hand-over time: " + longestS);
        assertEquals(0, leaving.metric(METRIC + "hand_overs_failed_total{cause=\"no_owner\"}"));
        assertEquals(2, sum(METRIC + "rooms_continued_total{cause=\"hand_over\"}"));
        Await.until(
                "every server to know the moves",
                () -> nodes.stream().allMatch(node -> {
                    FleetView view = node.node.fleet().view();
                    return view.nodes().stream()
                                            .mapToLong(FleetView.Node::handedOver)
                                            .sum()
                                    == 2
                            && view.nodes().stream()
                                            .mapToLong(FleetView.Node::continued)
                                            .sum()
                                    == 2;
                }));
        assertTrue(leaving.metric(METRIC + "kept_images") > 0, "images of moved rooms are kept here too");
        List<RecordedEvent> handedOver = recording.events(MoveRecording.HANDED_OVER);
        List<RecordedEvent> continued = recording.events(MoveRecording.CONTINUED);
        recording.close();
        assertEquals(2, handedOver.size());
        assertEquals(
                1, handedOver.stream().mapToInt(event -> event.getInt("people")).sum());
        for (RecordedEvent last : handedOver) {
            RecordedEvent first = continued.stream()
                    .filter(event -> event.getString("room").equals(last.getString("room")))
                    .findAny()
                    .orElseThrow();
            assertEquals("hand_over", first.getString("cause"));
            assertEquals(last.getInt("tick") + 1, first.getInt("firstTick"), "no tick is lost");
            assertTrue(last.getDuration("tookNs").compareTo(first.getDuration("tookNs")) > 0, "the whole and its part");
        }
    }

    private double sum(String metric) {
        return nodes.stream().mapToDouble(node -> node.metric(metric)).sum();
    }

    @Test
    void roomsOfALostServerContinueOnAnother() throws Exception {
        openUntil(6);
        TestNode lost = nodes.get(2);
        RoomListing room = lost.directory.listings().get(0);
        TestNode.MemoryOutbox ada = lost.join(room.code(), "Ada");
        Await.until("frames", () -> ada.frames > 30);
        // Three copies of both rooms, so that one with Ada is stored.
        long copies = lost.metrics.checkpoints.writesSoFar() + 6;
        Await.until("copies with Ada", () -> lost.metrics.checkpoints.writesSoFar() >= copies);
        MoveRecording recording = new MoveRecording();
        lost.kill();
        nodes.remove(lost);
        Await.until("another owner", () -> owners(room.code()) == 1);
        RoomListing after = listing(room.code());
        assertTrue(after.epoch() > room.epoch(), "a higher epoch");
        assertEquals(1, after.people(), "Ada's seat is kept");
        Await.until("both rooms", () -> sum(METRIC + "rooms_continued_total{cause=\"loss\"}") == 2);
        assertEquals(0, sum(METRIC + "rooms_handed_over_total"));
        assertEquals(2, nodes.get(0).metric(METRIC + "servers"));
        List<RecordedEvent> continued = recording.events(MoveRecording.CONTINUED);
        recording.close();
        assertEquals(2, continued.size());
        for (RecordedEvent event : continued) {
            assertEquals("loss", event.getString("cause"));
            assertTrue(event.getInt("firstTick") > event.getInt("tick") + 100, "beyond all ticks that were sent");
        }
    }

    private boolean knows(TestNode node, String code) {
        JoinRequest request = new JoinRequest("Bob", code, false, JoinRequest.Resume.NONE, false);
        Placement placement = node.node
                .fleet()
                .place(request, RoomQuota.NONE)
                .toCompletableFuture()
                .join();
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
