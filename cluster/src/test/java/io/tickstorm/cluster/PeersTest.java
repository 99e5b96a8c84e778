package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tickstorm.cluster.v1.NodeReport;
import org.junit.jupiter.api.Test;

class PeersTest {
    private static final long MS_NS = 1_000_000;

    private final Peers peers = new Peers();

    @Test
    void aServerIsSilentAfterOneAndAHalfSecondsWithoutAReport() {
        peers.reported(report("a", false), 0);
        peers.reported(report("b", false), 0);
        assertEquals(0, peers.silent(1_500 * MS_NS, node -> true));
        peers.reported(report("b", false), 1_000 * MS_NS);
        assertEquals(1, peers.silent(1_600 * MS_NS, node -> true));
        peers.reported(report("a", false), 1_700 * MS_NS);
        assertEquals(0, peers.silent(1_800 * MS_NS, node -> true));
    }

    @Test
    void aServerThatDrainsOrWasRemovedIsNotSilent() {
        peers.reported(report("a", true), 0);
        peers.reported(report("b", false), 0);
        peers.remove("b", 0);
        assertEquals(0, peers.silent(60_000 * MS_NS, node -> true));
    }

    @Test
    void onlyMembersCountAsSilent() {
        peers.reported(report("a", false), 0);
        assertEquals(0, peers.silent(60_000 * MS_NS, node -> false));
    }

    private static NodeReport report(String node, boolean isDraining) {
        return NodeReport.newBuilder()
                .setNode(node)
                .setUrl("ws://" + node)
                .setDraining(isDraining)
                .build();
    }
}
