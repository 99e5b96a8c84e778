package io.tickstorm.cluster;

import io.tickstorm.fleet.RoomPlace;
import io.tickstorm.fleet.RoomSearch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The public room that this server opens now or has just opened. Strangers who come at the same moment share it, until
 * it is listed with its free seats. Any thread.
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
     * @param isListed true for the code of a room that is here, or that another server has reported
     */
    synchronized CompletionStage<RoomSearch> share(
            int seats, Supplier<CompletionStage<RoomSearch>> open, Predicate<String> isListed, long nowNs) {
        CompletableFuture<RoomSearch> current = opening;
        if (current == null || takers >= seats || !isShared(current, isListed, nowNs)) {
            current = open.get().toCompletableFuture();
            opening = current;
            beganNs = nowNs;
            takers = 0;
        }
        takers++;
        return current;
    }

    private boolean isShared(CompletableFuture<RoomSearch> current, Predicate<String> isListed, long nowNs) {
        if (!current.isDone()) {
            return true;
        }
        RoomPlace place =
                current.isCompletedExceptionally() ? null : current.join().place();
        return place != null
                && nowNs - beganNs < SHARED_NS
                && !isListed.test(place.room().code());
    }
}
