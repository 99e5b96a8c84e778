package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an I/O thread pauses, and for how long. */
class ReadPauseTest {
    private final List<Runnable> tasks = new ArrayList<>();
    private final ReadPause pause = new ReadPause(Thread.currentThread(), tasks::add, nowNs -> 0);

    @Test
    void pausesOnceForAllThatAreReady() {
        pause.wrote(ReadPause.BUSY_FRAMES);
        pause.ask();
        pause.ask();
        assertEquals(1, tasks.size());

        tasks.get(0).run();
        pause.ask();
        pause.ask();
        assertEquals(2, tasks.size(), "the next that are ready wait for a pause of their own");
    }

    @Test
    void readsAtOnceWhereFewPlay() {
        pause.ask();
        pause.wrote(ReadPause.BUSY_FRAMES - 1);
        pause.ask();
        assertEquals(0, tasks.size());
    }

    @Test
    void readsAtOnceAgainWhenTheyHaveGone() {
        pause.wrote(ReadPause.BUSY_FRAMES);
        pause.wrote(1);
        pause.ask();
        assertEquals(0, tasks.size());
    }

    @Test
    void neverSleepsThroughADeadline() {
        assertEquals(2_000_000, ReadPause.lengthNs(30_000_000));
        assertEquals(2_000_000, ReadPause.lengthNs(3_000_000));
        assertEquals(500_000, ReadPause.lengthNs(1_500_000), "what comes before the deadline is read before it");
        assertEquals(0, ReadPause.lengthNs(900_000));
        assertEquals(0, ReadPause.lengthNs(-5_000_000), "a tick is under way");
        assertEquals(2_000_000, ReadPause.lengthNs(Long.MAX_VALUE), "no loop ticks");
    }
}
