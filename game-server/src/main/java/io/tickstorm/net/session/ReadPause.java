package io.tickstorm.net.session;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;

/**
 * Lets inputs gather between two reads of a busy I/O thread, as network cards moderate their interrupts. A wake-up for
 * each handful of inputs costs more than reading them, and no input is used before its tick. Bytes that are read after
 * a pause count as arrived in the middle of it, so that no client seems later. Everything but {@link #end} runs on the
 * I/O thread.
 */
final class ReadPause {
    /** Frames in a tick; with fewer, a wake-up rarely has company to wait for. */
    static final int BUSY_FRAMES = 128;

    static final long PAUSE_NS = 2_000_000;
    /** Before a deadline the thread reads without pauses, so that what came in time is in the tick. */
    static final long MARGIN_NS = 1_000_000;
    /** An event that the selector has this soon after a pause happened during the pause, in ns. */
    static final long AT_ONCE_NS = 100_000;

    private final Thread thread;
    private final Executor tasks;
    private final Runnable pause = this::pause;
    private final LongUnaryOperator untilTickNs;
    private boolean isBusy;
    private boolean isAsked;
    private boolean hasPaused;
    private boolean followsPause;
    private long pausedFromNs;
    private long pausedToNs;

    /**
     * @param tasks of the thread, run after it has read from all that were ready
     * @param untilTickNs for the time, until the next tick is due; not positive while it is due or under way
     */
    ReadPause(Thread thread, Executor tasks, LongUnaryOperator untilTickNs) {
        this.thread = thread;
        this.tasks = tasks;
        this.untilTickNs = untilTickNs;
    }

    /** Notes how many frames were written for a tick; pauses need some. */
    void wrote(int frames) {
        isBusy = frames >= BUSY_FRAMES;
    }

    /**
     * Asks for a pause once the thread has read from all that were ready with this one. Call it before a read. Returns
     * when the bytes read now arrived, as far as can be told.
     */
    long reads(long nowNs) {
        if (!isAsked) {
            followsPause = hasPaused && nowNs - pausedToNs < AT_ONCE_NS;
            hasPaused = false;
            ask();
        }
        return followsPause ? pausedFromNs + (pausedToNs - pausedFromNs) / 2 : nowNs;
    }

    /** Ends a pause, since there is something to write. Any thread. */
    void end() {
        LockSupport.unpark(thread);
    }

    /**
     * Returns the length of the pause, in ns: the whole one while a tick is due or under way, since no input is used
     * during it.
     */
    static long lengthNs(long untilTickNs) {
        return untilTickNs <= 0 ? PAUSE_NS : Math.max(0, Math.min(PAUSE_NS, untilTickNs - MARGIN_NS));
    }

    private void ask() {
        if (isBusy) {
            try {
                tasks.execute(pause);
                isAsked = true;
            } catch (RejectedExecutionException e) {
                isBusy = false;
            }
        }
    }

    private void pause() {
        isAsked = false;
        long nowNs = System.nanoTime();
        long lengthNs = lengthNs(untilTickNs.applyAsLong(nowNs));
        if (lengthNs > 0) {
            LockSupport.parkNanos(this, lengthNs);
            pausedFromNs = nowNs;
            pausedToNs = System.nanoTime();
            hasPaused = true;
        }
    }
}
