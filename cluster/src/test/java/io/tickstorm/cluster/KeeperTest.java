package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tickstorm.cluster.v1.StoreImage;
import io.tickstorm.metrics.FleetMetrics;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeeperTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Keeper keeper =
            new Keeper(new FleetMetrics(registry, new FleetMetrics.Sources(() -> 1, () -> 0, () -> 0)));

    private static StoreImage image(String code, int epoch, int tick, int bytes) {
        return StoreImage.newBuilder()
                .setCode(code)
                .setEpoch(epoch)
                .setTick(tick)
                .setOwner("a")
                .setImage(ByteString.copyFrom(new byte[bytes]))
                .build();
    }

    private int tick(String code) {
        return Objects.requireNonNull(keeper.find(code)).image().getTick();
    }

    @Test
    void anImageThatIsOverdueReplacesNoNewerOne() {
        keeper.store(image("BCDF", 7, 100, 4), 0);
        keeper.store(image("BCDF", 7, 70, 4), 1);
        assertEquals(100, tick("BCDF"));
        keeper.store(image("BCDF", 6, 900, 4), 2);
        assertEquals(100, tick("BCDF"), "the epoch decides first");
        keeper.store(image("BCDF", 8, 1, 4), 3);
        assertEquals(1, tick("BCDF"));
    }

    @Test
    void theEndOfAnEarlierEpochForgetsNoLaterOne() {
        keeper.store(image("BCDF", 8, 1, 4), 0);
        keeper.forget("BCDF", 7);
        assertEquals(1, tick("BCDF"));
        keeper.forget("BCDF", 8);
        assertNull(keeper.find("BCDF"));
    }

    @Test
    void theMetricsShowWhatIsKept() {
        keeper.store(image("BCDF", 7, 100, 40), 0);
        keeper.store(image("GHJK", 7, 100, 20), 1);
        keeper.store(image("BCDF", 7, 130, 48), 2);
        assertEquals(List.of(2.0, 68.0), List.of(gauge("kept_images"), gauge("kept_bytes")));
        keeper.forget("BCDF", 7);
        assertEquals(List.of(1.0, 20.0), List.of(gauge("kept_images"), gauge("kept_bytes")));
    }

    private double gauge(String name) {
        return TestNode.metric(registry, "tickstorm_fleet_" + name);
    }

    @Test
    void numberAndBytesAreLimitedAndTheOldestGoesFirst() {
        for (int i = 0; i < 5_000; i++) {
            keeper.store(image("R" + i, 1, 1, 4), i);
        }
        assertNull(keeper.find("R0"));
        assertEquals(4_096, keeper.roomsOf("a").size());
        for (int i = 0; i < 40; i++) {
            keeper.store(image("BIG" + i, 1, 1, 8 << 20), i);
        }
        assertTrue(keeper.roomsOf("a").size() <= 32, "256 MiB hold 32 images of 8 MiB");
        assertEquals(List.of(), keeper.roomsOf("b"));
    }
}
