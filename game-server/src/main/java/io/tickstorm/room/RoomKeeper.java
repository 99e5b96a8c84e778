package io.tickstorm.room;

import io.tickstorm.checkpoint.CheckpointWriter;
import io.tickstorm.checkpoint.RoomCopy;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies its room for the checkpoint: every two seconds, sooner after a token was replaced, and once more when the last
 * person has gone. If the disk has not taken the copy before, the next one waits, and the game does not. Room thread
 * only.
 */
final class RoomKeeper {
    private static final int EVERY_MS = 2_000;
    /** A token lost with the process would be a ship lost; many are replaced at once, so not at once for each. */
    private static final int SOON_MS = 200;

    private static final long POLL_NS = 1_000_000;

    private final Room room;
    private final CheckpointWriter writer;
    private final RoomCopy copy;
    private final int everyTicks;
    private final int soonTicks;
    private int dueTick;
    private int copiedTick;
    private int keptTick;
    private boolean deserted;

    RoomKeeper(Room room, CheckpointWriter writer) {
        this.room = room;
        this.writer = writer;
        copy = new RoomCopy(room.code());
        everyTicks = room.settings().ticks(EVERY_MS);
        soonTicks = room.settings().ticks(SOON_MS);
        // Rooms of one loop take their copies in different ticks.
        keptTick = room.world().tick();
        copiedTick = keptTick;
        dueTick = keptTick + Math.floorMod(room.code().hashCode(), everyTicks);
    }

    /** Takes the next copy soon, since a token was replaced. */
    void soon() {
        dueTick = Math.min(dueTick, room.world().tick() + soonTicks);
    }

    /** Returns the tick of the newest copy that is on the disk; at first the tick at which the room was taken up. */
    int keptTick() {
        if (copy.isOnDisk()) {
            keptTick = copiedTick;
        }
        return keptTick;
    }

    /** Takes a copy if one is due; once a tick, at its end. */
    void afterTick() {
        int tick = room.world().tick();
        if (tick < dueTick) {
            return;
        }
        boolean nobody = room.seated() == 0;
        if (nobody && deserted) {
            dueTick = tick + everyTicks;
        } else if (copy.isFree()) {
            take();
            deserted = nobody;
            dueTick = tick + everyTicks;
        } else {
            writer.metrics().delays.inc();
        }
    }

    /**
     * Takes the last copy of a room that ticks no more; waits at most this time for the one before it to be written.
     */
    void takeLast(long waitNs) {
        long giveUpNs = System.nanoTime() + waitNs;
        while (!copy.isFree() && System.nanoTime() - giveUpNs < 0) {
            LockSupport.parkNanos(this, POLL_NS);
        }
        if (copy.isFree()) {
            take();
        }
    }

    /** Removes the checkpoint: the room ended, and is not to come back. */
    void forget() {
        writer.forget(room.code());
    }

    private void take() {
        long startNs = System.nanoTime();
        copy.image.startWriting();
        room.identity().write(copy.image, room.settings().seed());
        room.transfer(copy.image);
        keptTick();
        copiedTick = room.world().tick();
        writer.metrics().copied(System.nanoTime() - startNs);
        writer.write(copy, System.currentTimeMillis());
    }
}
