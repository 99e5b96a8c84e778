package io.tickstorm.cluster;

import io.tickstorm.cluster.v1.StoreImage;
import io.tickstorm.metrics.FleetMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest images of rooms that other servers own. Limited by number and bytes; the image that was stored longest ago
 * goes first. Node actor only.
 */
final class Keeper {
    private static final int IMAGES_MAX = 4_096;
    private static final long BYTES_MAX = 256L << 20;

    private final Map<String, Kept> byCode = new LinkedHashMap<>();
    private final FleetMetrics metrics;
    private long bytes;

    Keeper(FleetMetrics metrics) {
        this.metrics = metrics;
    }

    /** An image and the time at which it arrived, in ns. */
    record Kept(StoreImage image, long arrivedNs) {
        /** Returns the time since the arrival, in ms. */
        int ageMs(long nowNs) {
            return (int) Math.min(Integer.MAX_VALUE, (nowNs - arrivedNs) / 1_000_000);
        }
    }

    /** Stores an image, unless a newer one of the room is here. */
    void store(StoreImage image, long nowNs) {
        Kept before = byCode.get(image.getCode());
        if (before != null && isNewer(before.image, image)) {
            return;
        }
        remove(image.getCode());
        byCode.put(image.getCode(), new Kept(image, nowNs));
        bytes += image.getImage().size();
        while (byCode.size() > IMAGES_MAX || bytes > BYTES_MAX) {
            remove(byCode.keySet().iterator().next());
        }
        metrics.kept(byCode.size(), bytes);
    }

    /** Returns true if the first image is newer than the second one: by its epoch, then by its tick. */
    static boolean isNewer(StoreImage first, StoreImage second) {
        return first.getEpoch() == second.getEpoch()
                ? first.getTick() > second.getTick()
                : first.getEpoch() > second.getEpoch();
    }

    /** Returns the image of a room; null if there is none. */
    @Nullable
    Kept find(String code) {
        return byCode.get(code);
    }

    /** Forgets the image of a room that has ended in this epoch or before it. */
    void forget(String code, int epoch) {
        Kept kept = byCode.get(code);
        if (kept != null && kept.image.getEpoch() <= epoch) {
            remove(code);
        }
    }

    /** Returns the codes of the rooms of this owner. */
    List<String> roomsOf(String owner) {
        List<String> codes = new ArrayList<>();
        byCode.forEach((code, kept) -> {
            if (kept.image.getOwner().equals(owner)) {
                codes.add(code);
            }
        });
        return codes;
    }

    private void remove(String code) {
        Kept kept = byCode.remove(code);
        if (kept != null) {
            bytes -= kept.image.getImage().size();
            metrics.kept(byCode.size(), bytes);
        }
    }
}
