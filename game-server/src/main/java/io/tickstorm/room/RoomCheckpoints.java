package io.tickstorm.room;

import io.tickstorm.checkpoint.CheckpointStore;
import io.tickstorm.checkpoint.RoomCopy;
import io.tickstorm.sim.StateImage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies a room for its checkpoint: at the interval of the store, sooner after a token was replaced, and once more when
 * the last person has gone. If the store still writes the copy before, the next one waits, and the game does not. Until
 * {@link #start} it copies nothing. Room thread only.
 */
final class RoomCheckpoints {
    /**
     * The delay after a replaced token, in ms. Losing a token means losing a ship; tokens are often replaced together,
     * so one copy serves several.
     */
    private static final int SOON_MS = 200;

    private static final long POLL_NS = 1_000_000;

    private final RoomEnvironment room;
    private final Consumer<StateImage> transfer;
    private final int soonTicks;
    private @Nullable Destination destination;
    private int dueTick;
    private int copiedTick;
    private int keptTick;
    private boolean deserted;

    /** The store, the one copy that it reads, and the ticks from one copy to the next. */
    private record Destination(CheckpointStore store, RoomCopy copy, int everyTicks) {}

    /**
     * Creates the copies of a room.
     *
     * @param transfer writes the match into an image
     */
    RoomCheckpoints(RoomEnvironment room, Consumer<StateImage> transfer) {
        this.room = room;
        this.transfer = transfer;
        soonTicks = room.ticks(SOON_MS);
    }

    /** Starts copying. Call before the first tick. */
    void start(CheckpointStore store) {
        int everyTicks = room.ticks(store.intervalMs());
        destination = new Destination(store, new RoomCopy(room.code()), everyTicks);
        keptTick = room.tick();
        copiedTick = keptTick;
        // Rooms of one loop are copied in different ticks.
        dueTick = keptTick + Math.floorMod(room.code().hashCode(), everyTicks);
    }

    /** Schedules the next copy soon, because a token was replaced. */
    void hasten() {
        dueTick = Math.min(dueTick, room.tick() + soonTicks);
    }

    /**
     * Returns the newest tick whose state would survive a kill of the process: that of the newest copy in the store, at
     * first the tick at which the room was restored. Returns the largest int for a room that is not copied.
     */
    int keptTick() {
        Destination to = destination;
        if (to == null) {
            return Integer.MAX_VALUE;
        }
        if (to.copy.isSafe()) {
            keptTick = copiedTick;
        }
        return keptTick;
    }

    /**
     * Makes a copy if one is due; call once a tick, at its end.
     *
     * @param seated players who hold a seat; an empty room needs one copy only
     */
    void afterTick(int seated) {
        Destination to = destination;
        int tick = room.tick();
        if (to == null || tick < dueTick) {
            return;
        }
        boolean nobody = seated == 0;
        if (nobody && deserted) {
            dueTick = tick + to.everyTicks;
        } else if (to.copy.isFree()) {
            copy(to);
            deserted = nobody;
            dueTick = tick + to.everyTicks;
        } else {
            to.store.metrics().delays.inc();
        }
    }

    /** Makes the last copy of a stopped room; waits at most this time until the previous one is written. */
    void copyLast(long waitNs) {
        Destination to = destination;
        if (to == null) {
            return;
        }
        long giveUpNs = System.nanoTime() + waitNs;
        while (!to.copy.isFree() && System.nanoTime() - giveUpNs < 0) {
            LockSupport.parkNanos(this, POLL_NS);
        }
        if (to.copy.isFree()) {
            copy(to);
        }
    }

    /** Removes the checkpoint, because the room has ended. */
    void forget() {
        Destination to = destination;
        if (to != null) {
            to.store.forget(room.code());
        }
    }

    /** Writes the room into an image: its identity, then everything that decides how the match continues. */
    void write(StateImage image) {
        image.startWriting();
        room.identity().write(image, room.settings().seed());
        transfer.accept(image);
    }

    private void copy(Destination to) {
        long startNs = System.nanoTime();
        write(to.copy.image);
        keptTick();
        copiedTick = room.tick();
        to.copy.describe(room.identity().epoch(), copiedTick);
        to.store.metrics().copied(System.nanoTime() - startNs);
        to.store.write(to.copy, System.currentTimeMillis());
    }
}
