package io.tickstorm.room;

import io.tickstorm.metrics.ServerMetrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that ticks rooms. One loop steps many rooms at the same deadlines; a room never needs two. Start it once;
 * {@link #stop} may come from any thread.
 */
public final class TickLoop implements Runnable {
    private static final long STOP_MS = 2_000;
    private static final System.Logger LOG = System.getLogger(TickLoop.class.getName());

    private final int tickRate;
    private final ServerMetrics metrics;
    private final Runnable flush;
    private final List<Room> rooms = new CopyOnWriteArrayList<>();
    private final SendPace pace;
    private final Thread thread;
    private volatile RoomEnded onEnded = room -> {};
    private volatile boolean stopping;
    /** Of the tick that comes, or that is under way. */
    private volatile long deadlineNs = System.nanoTime() + 1_000_000_000L;

    /** Who has to know that a room is over. */
    public interface RoomEnded {
        void ended(Room room);
    }

    /** @param flush starts the writing of what the rooms offered, once after all of them */
    public TickLoop(String name, int tickRate, ServerMetrics metrics, Runnable flush) {
        this.tickRate = tickRate;
        this.metrics = metrics;
        this.flush = flush;
        pace = new SendPace(tickRate);
        thread = new Thread(this, name);
    }

    public void start(RoomEnded ended) {
        onEnded = ended;
        thread.start();
    }

    /** The present tick is the last one. */
    public void stopSoon() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    /** Ends the loop after its present tick, waiting two seconds at most; then keeps and closes its rooms. */
    public void stop(CloseReason reason) {
        stopSoon();
        try {
            thread.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long giveUpNs = System.nanoTime() + STOP_MS * 1_000_000;
        for (Room room : rooms) {
            if (!thread.isAlive()) {
                room.keepLast(giveUpNs - System.nanoTime());
            }
            room.close(reason);
        }
    }

    /** Any thread: until the next tick; not positive while one is due or under way. */
    long untilTickNs(long nowNs) {
        return deadlineNs - nowNs;
    }

    int rooms() {
        return rooms.size();
    }

    void add(Room room) {
        rooms.add(room);
    }

    @Override
    public void run() {
        TickClock clock = new TickClock(tickRate, System.nanoTime());
        while (!stopping) {
            long nowNs = System.nanoTime();
            long waitNs = clock.nextDeadlineNs() - nowNs;
            deadlineNs = clock.nextDeadlineNs();
            if (waitNs > 0) {
                LockSupport.parkNanos(this, waitNs);
            } else {
                tick(clock, nowNs);
            }
        }
    }

    private void tick(TickClock clock, long nowNs) {
        long shifted = clock.shiftedTicks();
        metrics.timings.due(clock.nextDeadlineNs());
        metrics.tickLateness.observe((nowNs - clock.nextDeadlineNs()) / 1e9);
        int due = clock.ticksDue(nowNs);
        metrics.shiftedTicks.inc(clock.shiftedTicks() - shifted);
        long lastDeadlineNs = clock.nextDeadlineNs() - clock.tickIntervalNs();
        boolean sends = pace.sends();
        for (int i = 0; i < rooms.size(); i++) {
            Room room = rooms.get(i);
            if (!tick(room, due, sends, lastDeadlineNs)) {
                rooms.remove(room);
                onEnded.ended(room);
                i--;
            }
        }
        flush.run();
        if (!sends) {
            metrics.sendsOmitted.inc();
        }
        long durationNs = System.nanoTime() - nowNs;
        pace.worked(due, durationNs);
        metrics.tickDuration.observe(durationNs / 1e9);
        if (durationNs > clock.tickIntervalNs()) {
            metrics.overrunTicks.inc();
        }
    }

    /** False if the room is over. A fault in a room ends that room and no other. */
    private boolean tick(Room room, int due, boolean sends, long lastDeadlineNs) {
        long tickIntervalNs = 1_000_000_000L / tickRate;
        try {
            for (int step = due - 1; step >= 0; step--) {
                room.tick(lastDeadlineNs - step * tickIntervalNs, sends && step == 0);
            }
            return !room.endIfEmpty();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable fault) {
            fail(room, fault);
            return false;
        }
    }

    /** What is broken may break on its way out, too. */
    private void fail(Room room, Throwable fault) {
        metrics.roomsFailed.inc();
        LOG.log(System.Logger.Level.ERROR, "a fault of ours ends " + room.report() + "; no other room", fault);
        try {
            room.close(CloseReason.ROOM_FAILED);
        } catch (RuntimeException | AssertionError another) {
            LOG.log(System.Logger.Level.ERROR, "room " + room.code() + " could not be closed in order", another);
        }
    }
}
