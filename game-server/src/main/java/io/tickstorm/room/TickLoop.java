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

    /** Ends the loop after its present tick, closes every room with a reason and waits at most two seconds. */
    public void stop(CloseReason reason) {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Room room : rooms) {
            room.close(reason);
        }
    }

    /** Any thread: a tick is due or under way. */
    boolean isTicking(long nowNs) {
        return nowNs - deadlineNs >= 0;
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
        } catch (RuntimeException | AssertionError fault) {
            LOG.log(System.Logger.Level.ERROR, "room " + room.code() + " failed and is closed", fault);
            room.close(CloseReason.ROOM_FAILED);
            return false;
        }
    }
}
