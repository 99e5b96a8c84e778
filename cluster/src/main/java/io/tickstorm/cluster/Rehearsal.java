package io.tickstorm.cluster;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.checkpoint.RefusedException;
import io.tickstorm.cluster.v1.StoreImage;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.room.RoomDeparture;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomListing;
import io.tickstorm.room.RoomOrder;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hands a room over to itself many times before the server joins. The first room of another server would otherwise wait
 * for a quarter of a second, in which the JVM loads and compiles what a hand-over needs. Runs once, on a thread of its
 * own, and leaves nothing behind.
 */
final class Rehearsal {
    private static final int HAND_OVERS = 40;
    private static final int LOOP_RATE = 500;
    private static final int ANSWER_S = 2;
    private static final int PLAYER_MS = 60_000;

    private Rehearsal() {}

    /** @param settings of the rooms of this server */
    static void run(RoomSettings settings) {
        ServerMetrics metrics = new ServerMetrics();
        TickLoop loop = new TickLoop("rehearsal", LOOP_RATE, metrics, deadlineNs -> {});
        RoomSettings rooms = new RoomSettings(
                settings.tickRate(),
                settings.seats(),
                settings.seats(),
                settings.seed(),
                PLAYER_MS,
                PLAYER_MS,
                PLAYER_MS,
                PLAYER_MS);
        RoomDirectory directory = new RoomDirectory(rooms, 4, metrics, List.of(loop));
        loop.start(directory);
        try {
            RoomListing room = directory.open("", true, RoomOrder.STANDARD);
            for (int i = 0; room != null && i < HAND_OVERS; i++) {
                handOver(directory, room.code());
            }
        } catch (TimeoutException e) {
            // The machine is busy. The server starts without the rest of the rehearsal.
        } catch (ExecutionException | RefusedException e) {
            throw new IllegalStateException("a hand-over of a room to its own server fails", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            loop.stopSoon();
        }
    }

    private static void handOver(RoomDirectory directory, String code)
            throws ExecutionException, InterruptedException, TimeoutException, RefusedException {
        CompletableFuture<RoomDeparture> departed = new CompletableFuture<>();
        directory.handOver(code, departed::complete);
        RoomDeparture last = departed.get(ANSWER_S, TimeUnit.SECONDS);
        StoreImage image = StoreImage.newBuilder()
                .setCode(code)
                .setImage(Images.bytes(last.image()))
                .build();
        try {
            StoreImage received = StoreImage.parseFrom(image.toByteArray());
            directory.restore(Images.image(received.getImage()), 0);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
