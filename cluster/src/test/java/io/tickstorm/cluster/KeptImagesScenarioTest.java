package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests which servers keep the images of rooms while the fleet grows. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeptImagesScenarioTest {
    private static final int ROOMS = 8;
    private static final String KEPT = "tickstorm_fleet_kept_images";

    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    /** The image at a former keeper would grow old, and could still be found after the loss of the newer keeper. */
    @Test
    void anImageIsKeptByOneServerOnlyAfterTheFleetHasGrown() throws Exception {
        add("a", List.of());
        String seed = nodes.get(0).node.address();
        add("b", List.of(seed));
        Await.until("two servers", () -> nodes.get(0).placingServers() == 2);
        for (int i = 0; i < ROOMS; i++) {
            String code = nodes.get(0).open();
            TestNode owner = nodes.stream()
                    .filter(node -> node.directory.listing(code) != null)
                    .findAny()
                    .orElseThrow();
            owner.join(code, "Ada");
        }
        Await.until("an image of each room", () -> kept() == ROOMS);
        add("c", List.of(seed));
        TestNode added = nodes.get(2);
        Await.until("images on the new server", () -> added.metric(KEPT) > 0);
        Await.until("one image of each room", () -> kept() == ROOMS);
        assertTrue(added.metric(KEPT) < ROOMS, "the other servers keep images too");
    }

    private void add(String name, List<String> seeds) {
        nodes.add(new TestNode(name, seeds));
    }

    private double kept() {
        return nodes.stream().mapToDouble(node -> node.metric(KEPT)).sum();
    }
}
