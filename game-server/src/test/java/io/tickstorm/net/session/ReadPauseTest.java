package io.tickstorm.net.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Tests the pauses of an I/O thread: their start, their length, and the arrival times of messages read after them. */
class ReadPauseTest {
    private static final long NO_TICK_NS = Long.MAX_VALUE;
    private static final long TICK_INTERVAL_NS = 33_000_000;

    private long intervals = 1;
    private final List<Runnable> tasks = new ArrayList<>();
    private final ReadPause pause = pause(tasks::add, NO_TICK_NS);

    @Test
    void pausesOnceForAllThatAreReady() {
        wroteInAnInterval(pause, ReadPause.BUSY_FRAMES);
        pause.reads(0);
        pause.reads(1);
        assertEquals(1, tasks.size());

        tasks.get(0).run();
        pause.reads(2);
        pause.reads(3);
        assertEquals(2, tasks.size(), "the next that are ready wait for a pause of their own");
    }

    @Test
    void readsImmediatelyWithFewPlayers() {
        pause.reads(0);
        wroteInAnInterval(pause, ReadPause.BUSY_FRAMES - 1);
        pause.reads(0);
        assertEquals(0, tasks.size());
    }

    @Test
    void readsImmediatelyAgainWhenPlayersHaveLeft() {
        wroteInAnInterval(pause, ReadPause.BUSY_FRAMES);
        wroteInAnInterval(pause, 1);
        pause.reads(0);
        assertEquals(0, tasks.size());
    }

    @Test
    void messagesReadAfterAPauseCountAsArrivedInItsMiddle() {
        wroteInAnInterval(pause, ReadPause.BUSY_FRAMES);
        long beforeNs = System.nanoTime();
        assertEquals(beforeNs, pause.reads(beforeNs), "there was no pause");
        tasks.get(0).run();
        long afterNs = System.nanoTime();

        long arrivedNs = pause.reads(afterNs);
        assertTrue(beforeNs < arrivedNs && arrivedNs < afterNs, (arrivedNs - beforeNs) + " of " + (afterNs - beforeNs));
        assertEquals(
                arrivedNs, pause.reads(afterNs + ReadPause.PAUSE_NS), "all ready messages arrived in the same pause");
    }

    @Test
    void messagesThatWokeTheThreadCountAsArrivedWhenRead() {
        wroteInAnInterval(pause, ReadPause.BUSY_FRAMES);
        pause.reads(System.nanoTime());
        tasks.get(0).run();

        long laterNs = System.nanoTime() + ReadPause.AT_ONCE_NS;
        assertEquals(laterNs, pause.reads(laterNs));
    }

    @Test
    void reportsNoPauseIfThereWasNone() {
        ReadPause due = pause(tasks::add, ReadPause.MARGIN_NS);
        wroteInAnInterval(due, ReadPause.BUSY_FRAMES);
        due.reads(0);
        tasks.get(0).run();
        long nowNs = System.nanoTime();
        assertEquals(nowNs, due.reads(nowNs));
    }

    @Test
    void continuesReadingIfTheThreadAcceptsNoTasks() {
        ReadPause ending = pause(
                task -> {
                    throw new RejectedExecutionException("the thread ends");
                },
                NO_TICK_NS);
        wroteInAnInterval(ending, ReadPause.BUSY_FRAMES);
        assertEquals(7, ending.reads(7));
    }

    @Test
    void neverSleepsThroughADeadline() {
        assertEquals(2_000_000, ReadPause.lengthNs(30_000_000));
        assertEquals(2_000_000, ReadPause.lengthNs(3_000_000));
        assertEquals(500_000, ReadPause.lengthNs(1_500_000), "messages before the deadline are read before it");
        assertEquals(0, ReadPause.lengthNs(900_000));
        assertEquals(2_000_000, ReadPause.lengthNs(0), "messages from now on are for later ticks");
        assertEquals(2_000_000, ReadPause.lengthNs(-5_000_000));
        assertEquals(2_000_000, ReadPause.lengthNs(NO_TICK_NS), "no loop ticks");
    }

    @Test
    void countsTheFramesOfAllPhasesOfAnInterval() {
        for (int phase = 0; phase < 4; phase++) {
            pause.wrote(ReadPause.BUSY_FRAMES / 4, TICK_INTERVAL_NS + phase * TICK_INTERVAL_NS / 4);
        }
        pause.wrote(0, 2 * TICK_INTERVAL_NS);
        pause.reads(0);
        assertEquals(1, tasks.size());
    }

    private void wroteInAnInterval(ReadPause one, int frames) {
        one.wrote(frames, intervals++ * TICK_INTERVAL_NS);
        one.wrote(0, intervals * TICK_INTERVAL_NS);
    }

    private static ReadPause pause(Executor tasks, long untilTickNs) {
        return new ReadPause(Thread.currentThread(), tasks, nowNs -> untilTickNs, TICK_INTERVAL_NS);
    }
}
