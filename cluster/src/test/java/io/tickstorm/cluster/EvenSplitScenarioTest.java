package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.fleet.TickLog;
import io.tickstorm.fleet.TickLog.Tick;
import io.tickstorm.room.RoomListing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.remote.RARP;
import org.apache.pekko.remote.transport.ThrottlerTransportAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two of four servers in one process, or one of two, are cut from the others: no half has a majority. */
@Tag("long")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("deprecation")
class EvenSplitScenarioTest {
    private static final long FREEZE_NS = 2_000_000_000L;
    private static final int ROOMS_A_SERVER = 3;

    @TempDir
    Path folder;

    private final List<TestNode> nodes = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void bothHalvesOfFourServersFreezeAndTheHalfWithTheFirstAddressGoesOn() throws Exception {
        split(4);
    }

    @Test
    void bothOfTwoServersFreezeAndTheOneWithTheFirstAddressGoesOn() throws Exception {
        split(2);
    }

    private void split(int servers) throws Exception {
        start(servers);
        List<TestNode> staying = nodes.subList(0, servers / 2);
        List<TestNode> leaving = nodes.subList(servers / 2, servers);
        List<String> kept =
                staying.stream().flatMap(node -> codesOf(node).stream()).toList();
        long cutNs = System.nanoTime();
        cut(staying, leaving);
        Await.until("every server to freeze", () -> nodes.stream().noneMatch(EvenSplitScenarioTest::mayTick));

        Await.until("one half to go on", () -> staying.stream().allMatch(EvenSplitScenarioTest::mayTick));
        long againNs = System.nanoTime();
        Await.until(
                "the other half to end",
                () -> leaving.stream()
                        .allMatch(
                                node -> node.node.ended().toCompletableFuture().isDone()));
        assertTrue(leaving.stream().noneMatch(EvenSplitScenarioTest::mayTick), "a half that has ended stands still");
        Await.until("ticks of the half that stays", () -> staying.stream().allMatch(node -> ticksAfter(node, againNs)));
        for (String code : kept) {
            assertEquals(
                    1,
                    staying.stream()
                            .filter(node -> codesOf(node).contains(code))
                            .count(),
                    code);
        }
        assertFreezes(cutNs, againNs);
        assertOneOwner();
    }

    private void start(int servers) throws Exception {
        try (PekkoSetting cuts = new PekkoSetting("pekko.remote.artery.advanced.test-mode", "on")) {
            for (int i = 0; i < servers; i++) {
                Path log = folder.resolve("ticks-" + i);
                List<String> seeds =
                        i == 0 ? List.of() : List.of(nodes.get(0).node.address());
                nodes.add(new TestNode(
                        String.valueOf((char) ('a' + i)), seeds, FleetAdmission.OPEN, Cells.NONE, new TickLog(log)));
                logs.add(log);
            }
            Await.until(cuts + ": all placed", () -> nodes.get(0).placingServers() == servers);
        }
        Await.until("all to know each other", () -> nodes.stream().allMatch(node -> node.node.members() == servers));
        for (int i = 0; i < ROOMS_A_SERVER * servers; i++) {
            nodes.get(0).open();
        }
        // Only rooms with people are copied.
        nodes.forEach(node -> codesOf(node).forEach(code -> node.join(code, "Ada")));
        for (TestNode node : nodes) {
            long copies = node.metrics.checkpoints.writesSoFar() + 2 * ROOMS_A_SERVER;
            Await.until("copies", () -> node.metrics.checkpoints.writesSoFar() >= copies);
        }
        // Of two equal halves the one with the first address stays.
        nodes.sort(Comparator.comparingInt(
                node -> address(node).port().map(port -> (int) port).get()));
    }

    private static void cut(List<TestNode> some, List<TestNode> others) {
        for (TestNode here : some) {
            for (TestNode there : others) {
                blackhole(here, address(there));
                blackhole(there, address(here));
            }
        }
    }

    private static void blackhole(TestNode node, Address other) {
        ExtendedActorSystem system = (ExtendedActorSystem) node.node.system().classicSystem();
        ((RARP) RARP.get(system))
                .provider()
                .transport()
                .managementCommand(new ThrottlerTransportAdapter.SetThrottle(
                        other, both(), ThrottlerTransportAdapter.Blackhole$.MODULE$));
    }

    /** Returns the instance of a Scala object that has no name in Java. */
    private static ThrottlerTransportAdapter.Direction both() {
        try {
            return (ThrottlerTransportAdapter.Direction)
                    Class.forName(ThrottlerTransportAdapter.Direction.class.getName() + "$Both$")
                            .getField("MODULE$")
                            .get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Pekko names this direction differently", e);
        }
    }

    private static Address address(TestNode node) {
        return Cluster.get(node.node.system()).selfMember().address();
    }

    private static boolean mayTick(TestNode node) {
        return node.guard.mayTick(System.nanoTime());
    }

    private static List<String> codesOf(TestNode node) {
        return node.directory.listings().stream().map(RoomListing::code).toList();
    }

    private boolean ticksAfter(TestNode node, long sinceNs) {
        double ticks = node.metric("tickstorm_ticks_total");
        return System.nanoTime() - sinceNs > 0 && node.metric("tickstorm_ticks_total") > ticks;
    }

    /** No server ticks from 2 s after the cut until one half goes on. */
    private void assertFreezes(long cutNs, long againNs) throws IOException {
        for (Path log : logs) {
            long lastNs = TickLog.read(log).stream()
                    .mapToLong(Tick::atNs)
                    .filter(atNs -> atNs < cutNs + (againNs - cutNs) / 2)
                    .max()
                    .orElseThrow();
            System.out.printf("last tick %.2f s after the cut%n", (lastNs - cutNs) / 1e9);
            assertTrue(lastNs - cutNs < FREEZE_NS, "a server ticked for too long");
        }
    }

    private void assertOneOwner() throws IOException {
        Map<String, TreeMap<Integer, List<Tick>>> byRoom = new HashMap<>();
        for (Path log : logs) {
            Map<String, TreeMap<Integer, List<Tick>>> here = new HashMap<>();
            for (Tick tick : TickLog.read(log)) {
                if (!tick.isContinuation()) {
                    here.computeIfAbsent(tick.room(), room -> new TreeMap<>())
                            .computeIfAbsent(tick.epoch(), epoch -> new ArrayList<>())
                            .add(tick);
                }
            }
            here.forEach((room, epochs) -> epochs.forEach((epoch, ticks) -> {
                List<Tick> before =
                        byRoom.computeIfAbsent(room, key -> new TreeMap<>()).put(epoch, ticks);
                assertEquals(null, before, room + " has two owners in epoch " + epoch);
            }));
        }
        byRoom.forEach((room, epochs) -> {
            Tick last = null;
            for (List<Tick> ticks : epochs.values()) {
                if (last != null) {
                    assertTrue(ticks.get(0).atNs() > last.atNs(), room + ": epochs interleave");
                    assertTrue(ticks.get(0).tick() > last.tick(), room + ": a tick has two owners");
                }
                last = ticks.get(ticks.size() - 1);
            }
        });
    }
}
