package io.tickstorm.net;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets inputs gather between two reads of a busy I/O thread, as network cards moderate their interrupts: a wake-up for
 * each handful of inputs costs more than reading them, and no input is used before its tick. All of it runs on the I/O
 * thread, but for {@link #end}.
 */
final class ReadPause {
    /** Frames in a tick; with fewer, the core has time to spare and an input is better read at once. */
    static final int BUSY_FRAMES = 700;

    static final long PAUSE_NS = 2_000_000;
    /** Before a deadline the thread reads without pauses, so that what came in time is in the tick. */
    static final long MARGIN_NS = 1_000_000;

    private final Thread thread;
    private final Executor tasks;
    private final Runnable pause = this::pause;
    private final Ticks ticks;
    private boolean isBusy;
    private boolean isAsked;

    /** When the next tick is due. */
    @FunctionalInterface
    interface Ticks {
        long untilTickNs(long nowNs);
    }

    /** @param tasks of the thread, run after it has read from all that were ready */
    ReadPause(Thread thread, Executor tasks, Ticks ticks) {
        this.thread = thread;
        this.tasks = tasks;
        this.ticks = ticks;
    }

    /** After the writing of a tick. */
    void wrote(int frames) {
        isBusy = frames >= BUSY_FRAMES;
    }

    /** Before a read: the thread pauses once it has read from all that were ready with this one. */
    void ask() {
        if (isBusy && !isAsked) {
            isAsked = true;
            tasks.execute(pause);
        }
    }

    /** Any thread: there is something to write. */
    void end() {
        LockSupport.unpark(thread);
    }

    /** @param untilTickNs not positive while a tick is due or under way */
    static long lengthNs(long untilTickNs) {
        return Math.max(0, Math.min(PAUSE_NS, untilTickNs - MARGIN_NS));
    }

    private void pause() {
        isAsked = false;
        long lengthNs = lengthNs(ticks.untilTickNs(System.nanoTime()));
        if (lengthNs > 0) {
            LockSupport.parkNanos(this, lengthNs);
        }
    }
}
