package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that ask to join a fleet to which they do not belong. Its match goes on. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FleetAdmissionScenarioTest {
    private static final String SECRET = "the secret of the fleet";
    private static final FleetAdmission PLAY = FleetAdmission.of("play", SECRET, null);
    private static final int FRAMES = 30;

    private final List<TestNode> nodes = new ArrayList<>();

    @BeforeEach
    void start() {
        nodes.add(new TestNode("a", List.of(), PLAY, Cells.NONE));
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void aServerWithAnotherNameOrSecretIsRefused() throws Exception {
        TestNode.MemoryOutbox ada = play();
        for (FleetAdmission wrong : List.of(
                FleetAdmission.of("other", SECRET, null),
                FleetAdmission.of("play", "another secret word", null),
                FleetAdmission.of("play", "", null))) {
            assertTrue(isRefused(wrong), wrong.toString());
        }
        assertTrue(joins(PLAY));
        assertPlays(ada);
    }

    @Test
    void theNeighbourOfAVersionJoinsAndAnOlderOneIsRefused() throws Exception {
        TestNode.MemoryOutbox ada = play();
        try (PekkoSetting version = new PekkoSetting(FleetAdmission.PROTOCOL, "3")) {
            assertTrue(isRefused(PLAY), version.toString());
        }
        try (PekkoSetting version = new PekkoSetting(FleetAdmission.PROTOCOL, "2")) {
            assertTrue(joins(PLAY), version.toString());
        }
        assertPlays(ada);
    }

    @Test
    void messagesOfANewerVersionDoNotBreakTheConnection() {
        TestNode first = nodes.get(0);
        String name = "pekko.actor.serializers.fleet";
        try (PekkoSetting newer = new PekkoSetting(name, NewerVersion.class.getName())) {
            nodes.add(new TestNode("newer", List.of(first.node.address()), PLAY, Cells.NONE));
            Await.until(newer + " to be known by what follows", () -> first.node.members() == 2);
        }
        assertTrue(NewerVersion.SENT.get() > NewerVersion.UNKNOWN);
    }

    @Test
    void noServerReceivesTheSecret() {
        assertFalse(PLAY.pekko().toString().contains(SECRET));
        assertFalse(PLAY.toString().contains(SECRET));
        assertFalse(
                PLAY.secretHash()
                        .equals(FleetAdmission.of("other", SECRET, null).secretHash()),
                "salted");
    }

    @Test
    void twoFleetsOfOneNameStayApartAndAListThatMixesThemIsFound() throws Exception {
        nodes.add(new TestNode("b", List.of(nodes.get(0).node.address()), PLAY, Cells.NONE));
        nodes.add(new TestNode("x", List.of(), PLAY, Cells.NONE));
        TestNode first = nodes.get(0);
        TestNode other = nodes.get(2);
        Await.until("two servers", () -> first.node.members() == 2);
        other.node.whenUp().toCompletableFuture().get(20, TimeUnit.SECONDS);

        List<String> mixed = List.of(first.node.address(), nodes.get(1).node.address(), other.node.address());
        TestNode lost = new TestNode("lost", mixed, PLAY, Cells.NONE);
        nodes.add(lost);
        lost.node.whenUp().toCompletableFuture().get(20, TimeUnit.SECONDS);
        Await.until("a fleet", () -> first.node.members() + other.node.members() == 4);
        List<String> strangers = lost.node.seedsOfAnotherFleet(mixed);
        assertEquals(first.node.members() == 3 ? List.of(other.node.address()) : mixed.subList(0, 2), strangers);
        assertEquals(List.of(), lost.node.seedsOfAnotherFleet(List.of("127.0.0.1:1")), "an absent server has no fleet");
    }

    private TestNode.MemoryOutbox play() throws Exception {
        String code = nodes.get(0).open();
        return nodes.get(0).join(code, "Ada");
    }

    private static void assertPlays(TestNode.MemoryOutbox ada) {
        int frames = ada.frames;
        Await.until("more frames", () -> ada.frames > frames + FRAMES);
        assertEquals("", ada.movedTo);
    }

    private boolean isRefused(FleetAdmission admission) throws Exception {
        try (TestNode node = new TestNode("refused", List.of(nodes.get(0).node.address()), admission, Cells.NONE)) {
            node.node.ended().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertEquals(1, nodes.get(0).node.members());
            return node.node.isRefused();
        }
    }

    private boolean joins(FleetAdmission admission) throws Exception {
        try (TestNode node = new TestNode("welcome", List.of(nodes.get(0).node.address()), admission, Cells.NONE)) {
            assertNull(node.node.whenUp().toCompletableFuture().get(20, TimeUnit.SECONDS));
            return true;
        }
    }
}
