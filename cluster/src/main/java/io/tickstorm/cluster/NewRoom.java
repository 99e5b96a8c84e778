package io.tickstorm.cluster;

import io.tickstorm.fleet.RoomSearch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The public room that this server opens now or has just opened. Strangers who come at the same moment share it, until
 * the report of its server shows it to all. Any thread.
 */
final class NewRoom {
    private static final long SHARED_NS = 1_000_000_000L;

    private @Nullable CompletableFuture<RoomSearch> opening;
    private long beganNs;
    private int takers;

    /**
     * Returns the room that is being opened if it has a seat for one more; otherwise opens another one.
     *
     * @param seats of a room
     */
    synchronized CompletionStage<RoomSearch> share(int seats, Supplier<CompletionStage<RoomSearch>> open, long nowNs) {
        CompletableFuture<RoomSearch> current = opening;
        if (current == null || takers >= seats || !isShared(current, nowNs)) {
            current = open.get().toCompletableFuture();
            opening = current;
            beganNs = nowNs;
            takers = 0;
        }
        takers++;
        return current;
    }

    private boolean isShared(CompletableFuture<RoomSearch> current, long nowNs) {
        return !current.isDone()
                || (!current.isCompletedExceptionally()
                        && current.join().place() != null
                        && nowNs - beganNs < SHARED_NS);
    }
}
