package io.tickstorm.net.session;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;

/**
 * Lets inputs accumulate between two reads of a busy I/O thread, as network cards moderate their interrupts. A wake-up
 * for each few inputs costs more than reading them, and inputs are not used before their tick. Bytes read after a pause
 * count as arrived in the middle of it, so that clients do not seem later. I/O thread only, except {@link #end}.
 */
final class ReadPause {
    /** Frames per tick interval from which pauses are used; with fewer, a wake-up rarely combines several inputs. */
    static final int BUSY_FRAMES = 128;

    static final long PAUSE_NS = 2_000_000;
    /** The time before a deadline without pauses, so that inputs that arrive in time are used in the tick. */
    static final long MARGIN_NS = 1_000_000;
    /** An event that the selector reports this soon after a pause happened during the pause, in ns. */
    static final long AT_ONCE_NS = 100_000;

    private final Thread thread;
    private final Executor tasks;
    private final Runnable pause = this::pause;
    private final LongUnaryOperator untilTickNs;
    private final long tickIntervalNs;
    private long intervalStartNs;
    private int intervalFrames;
    private boolean isBusy;
    private boolean isAsked;
    private boolean hasPaused;
    private boolean followsPause;
    private long pausedFromNs;
    private long pausedToNs;

    /**
     * Creates a pause.
     *
     * @param tasks of the thread, run after it has read from all ready connections
     * @param untilTickNs returns the time from a given time to the next tick; not positive while a tick is due or
     *     running
     * @param tickIntervalNs the time from one tick of a room to the next
     */
    ReadPause(Thread thread, Executor tasks, LongUnaryOperator untilTickNs, long tickIntervalNs) {
        this.thread = thread;
        this.tasks = tasks;
        this.untilTickNs = untilTickNs;
        this.tickIntervalNs = tickIntervalNs;
    }

    /** Records written frames. Their number per tick interval decides whether pauses are used. */
    void wrote(int frames, long nowNs) {
        if (nowNs - intervalStartNs >= tickIntervalNs) {
            isBusy = intervalFrames >= BUSY_FRAMES;
            intervalStartNs = nowNs;
            intervalFrames = 0;
        }
        intervalFrames += frames;
    }

    /**
     * Requests a pause after all ready connections have been read. Call it before a read. Returns the estimated arrival
     * time of the bytes read now.
     */
    long reads(long nowNs) {
        if (!isAsked) {
            followsPause = hasPaused && nowNs - pausedToNs < AT_ONCE_NS;
            hasPaused = false;
            ask();
        }
        return followsPause ? pausedFromNs + (pausedToNs - pausedFromNs) / 2 : nowNs;
    }

    /** Ends a pause, because there is something to write. Any thread. */
    void end() {
        LockSupport.unpark(thread);
    }

    /**
     * Returns the length of the pause, in ns: the full length while a tick is due or running, because it does not use
     * new inputs.
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
