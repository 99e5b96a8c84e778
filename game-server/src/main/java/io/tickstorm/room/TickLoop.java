package io.tickstorm.room;

import io.tickstorm.metrics.ServerMetrics;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The thread that ticks rooms. Each room belongs to one loop and has its own clock; the loop spreads its rooms over the
 * tick interval. Start it once; any thread may call {@link #stop}.
 */
public final class TickLoop implements Runnable {
    private static final long STOP_MS = 2_000;
    /** The time without a turn, beyond the ticks it makes up for, after which peers are credited with a stall. */
    private static final long STALL_NS = 500_000_000L;

    /** Rooms that may wait to be removed. */
    private static final int REMOVALS_MAX = 1024;

    private static final System.Logger LOG = System.getLogger(TickLoop.class.getName());

    private final long tickIntervalNs;
    private final ServerMetrics metrics;
    private final LongConsumer flush;
    private final RoomPhases phases;
    private final SendPace pace;
    private final Thread thread;
    private final Queue<Removal> removals = new MpscAtomicArrayQueue<>(REMOVALS_MAX);
    private final TickGuard guard;
    private volatile RoomEnded onEnded = room -> {};
    private volatile boolean stopping;
    /** The deadline of the next or current ticks. */
    private volatile long deadlineNs = System.nanoTime() + 1_000_000_000L;

    /** Receives the rooms that have ended. */
    public interface RoomEnded {
        /** Receives a room that has ended because it is empty. */
        void ended(Room room);

        /**
         * Receives a room whose match ended with players in it, by a fault of the server or at the last possible tick.
         */
        default void failed(Room room) {
            ended(room);
        }
    }

    /** A room that is to tick no more, and the callback after its last tick. */
    private record Removal(Room room, Consumer<Room> removed) {}

    private enum Outcome {
        GOES_ON,
        ENDED,
        FAILED,
        OUT_OF_TICKS
    }

    /**
     * Creates a loop.
     *
     * @param flush starts the writing of the offered frames; receives the deadline of their ticks, in ns
     */
    public TickLoop(String name, int tickRate, ServerMetrics metrics, LongConsumer flush) {
        this(name, tickRate, metrics, flush, TickGuard.ALWAYS);
    }

    /** @param guard asked before each tick; its rooms stand still while it refuses */
    public TickLoop(String name, int tickRate, ServerMetrics metrics, LongConsumer flush, TickGuard guard) {
        this.guard = guard;
        tickIntervalNs = 1_000_000_000L / tickRate;
        this.metrics = metrics;
        this.flush = flush;
        phases = new RoomPhases(tickRate, System.nanoTime());
        pace = new SendPace(tickRate);
        thread = new Thread(this, name);
    }

    /** Starts the thread; {@code ended} receives each room that has ended. */
    public void start(RoomEnded ended) {
        onEnded = ended;
        thread.start();
    }

    /** Makes the current tick the last one. Any thread. */
    public void stopSoon() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    /**
     * Ends the loop after its current tick, waiting at most two seconds; then writes checkpoints and closes its rooms.
     */
    public void stop(CloseReason reason) {
        stopSoon();
        try {
            thread.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long giveUpNs = System.nanoTime() + STOP_MS * 1_000_000;
        for (Room room : phases.rooms()) {
            if (!thread.isAlive()) {
                room.checkpoints().copyLast(giveUpNs - System.nanoTime());
            }
            room.close(reason);
        }
    }

    /** Returns the time until the next tick, in ns; not positive while one is due or running. Any thread. */
    long untilTickNs(long nowNs) {
        return deadlineNs - nowNs;
    }

    /** Returns the expected load of this loop: the seats of its rooms. Any thread. */
    int weight() {
        return phases.weight();
    }

    /** Returns true if this loop ticks the room. Any thread. */
    boolean holds(Room room) {
        return phases.holds(room);
    }

    /** Adds a room; its first tick is due within one interval. Any thread. */
    void add(Room room) {
        phases.add(room, System.nanoTime());
    }

    /**
     * Removes a room between two ticks. Any thread.
     *
     * @param removed receives the room on the loop's thread, after its last tick, unless the room has ended
     * @return false if too many rooms wait to be removed
     */
    boolean remove(Room room, Consumer<Room> removed) {
        return removals.offer(new Removal(room, removed));
    }

    private void removeRooms() {
        // Bounded: other threads may add while this one drains.
        for (int i = 0; i < REMOVALS_MAX; i++) {
            Removal next = removals.poll();
            if (next == null) {
                return;
            }
            if (phases.remove(next.room)) {
                next.removed.accept(next.room);
            }
        }
    }

    @Override
    public void run() {
        while (!stopping) {
            long nowNs = System.nanoTime();
            RoomPhases.Phase phase = phases.next(nowNs);
            deadlineNs = phase.deadlineNs();
            long waitNs = phase.deadlineNs() - nowNs;
            if (waitNs > 0) {
                LockSupport.parkNanos(this, waitNs);
            } else {
                turn(phase, nowNs);
            }
        }
    }

    /** Ticks the rooms of a phase. */
    private void turn(RoomPhases.Phase phase, long nowNs) {
        removeRooms();
        long dueNs = phase.deadlineNs();
        phase.advance(nowNs);
        metrics.tickLateness.observe((nowNs - dueNs) / 1e9);
        for (int i = 0; i < phase.size(); i++) {
            ScheduledRoom scheduled = phase.room(i);
            // Asked for each room: the process may be stopped in the middle of a turn.
            Outcome outcome = guard.mayTick(System.nanoTime()) ? tick(scheduled) : freeze(scheduled);
            if (outcome != Outcome.GOES_ON) {
                phase.remove(scheduled);
                end(scheduled.room(), outcome);
                i--;
            }
        }
        // Frames of a tick in which the process was stopped wait until the guard allows ticks again.
        if (guard.mayTick(System.nanoTime())) {
            flush.accept(dueNs);
            pace.turned(dueNs);
            metrics.tickDuration.observe((System.nanoTime() - nowNs) / 1e9);
        }
    }

    private static Outcome freeze(ScheduledRoom scheduled) {
        scheduled.freeze(System.nanoTime());
        return Outcome.GOES_ON;
    }

    /** Simulates the due ticks of a room, and sends the frames of the last one. */
    private Outcome tick(ScheduledRoom scheduled) {
        long nowNs = System.nanoTime();
        long shifted = scheduled.shiftedTicks();
        int due = scheduled.ticksDue(nowNs);
        if (due == 0) {
            return Outcome.GOES_ON;
        }
        long shiftTicks = scheduled.shiftedTicks() - shifted;
        metrics.shiftedTicks.inc(shiftTicks);
        boolean wasFrozen = scheduled.pollFrozen();
        if (wasFrozen || shiftTicks * tickIntervalNs > STALL_NS) {
            scheduled.room().resumeAfterStall(nowNs);
        }
        boolean sends = scheduled.sends(pace.halves(scheduled.tickNs()));
        Outcome outcome = tick(scheduled.room(), due, sends, scheduled.lastDeadlineNs());
        long durationNs = System.nanoTime() - nowNs;
        scheduled.worked(due, durationNs);
        pace.worked(due + shiftTicks, durationNs);
        metrics.overrunTicks.inc(durationNs > tickIntervalNs ? 1 : 0);
        metrics.sendsOmitted.inc(sends ? 0 : 1);
        return outcome;
    }

    private void end(Room room, Outcome outcome) {
        if (outcome == Outcome.ENDED) {
            onEnded.ended(room);
        } else {
            replace(room, outcome == Outcome.FAILED ? CloseReason.ROOM_FAILED : CloseReason.MATCH_RENEWED);
        }
    }

    /**
     * Replaces a room after a fault. The new match exists before clients are notified, so that fast clients find it.
     * The broken room may fail again while it closes.
     */
    private void replace(Room room, CloseReason reason) {
        try {
            onEnded.failed(room);
        } catch (RuntimeException | AssertionError another) {
            LOG.log(System.Logger.Level.ERROR, "room " + room.code() + " could not be replaced", another);
        }
        try {
            room.closeConnections(reason);
        } catch (RuntimeException | AssertionError another) {
            LOG.log(System.Logger.Level.ERROR, "room " + room.code() + " could not be closed in order", another);
        }
    }

    /** Ticks a room. A fault ends only that match. */
    private Outcome tick(Room room, int due, boolean sends, long lastDeadlineNs) {
        try {
            for (int step = due - 1; step >= 0 && guard.mayTick(System.nanoTime()); step--) {
                room.tick(lastDeadlineNs - step * tickIntervalNs, sends && step == 0);
                guard.ticked(room.code(), room.environment().identity().epoch(), room.tickNumber());
            }
            if (room.isOutOfTicks()) {
                return Outcome.OUT_OF_TICKS;
            }
            return room.endIfEmpty() ? Outcome.ENDED : Outcome.GOES_ON;
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable fault) {
            metrics.roomsFailed.inc();
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a fault of this server ends " + room.environment().report(room.seated()) + "; no other room",
                    fault);
            return Outcome.FAILED;
        }
    }
}
