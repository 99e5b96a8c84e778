package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LinkPaceTest {
    private static final long TICK_NS = 33_333_333L;
    private static final int SECOND = 30;

    private final LinkPace pace = new LinkPace();
    private long nowNs;
    private int sent;

    @Test
    void aLinkThatIsFullAThirdOfTheTimeGetsEverySecondTick() {
        play(7 * SECOND, 3, 60);
        assertTrue(pace.isHalved());
        sent = 0;
        play(10 * SECOND, 0, 60);
        assertEquals(5 * SECOND, sent);
    }

    @Test
    void aLinkThatStallsForASecondKeepsEveryTick() {
        for (int i = 0; i < 10; i++) {
            play(5 * SECOND, 0, 60);
            play(SECOND, 1, 60);
        }
        assertFalse(pace.isHalved());
    }

    @Test
    void fewerHeadersDoNotHelpLargeFrames() {
        play(20 * SECOND, 2, 3_333);
        assertFalse(pace.isHalved());
    }

    @Test
    void everyTickIsTriedAgainAndALinkThatHasBecomeWideKeepsIt() {
        play(7 * SECOND, 3, 60);
        play(20 * SECOND, 0, 60);
        assertFalse(pace.isHalved());
    }

    @Test
    void failedRetriesAreRepeatedAtGrowingIntervals() {
        int trials = 0;
        play(7 * SECOND, 3, 60);
        boolean wasHalved = true;
        for (int i = 0; i < 600 * SECOND; i++) {
            play(1, pace.isHalved() ? 0 : 2, 60);
            trials += wasHalved && !pace.isHalved() ? 1 : 0;
            wasHalved = pace.isHalved();
        }
        assertTrue(trials >= 4 && trials <= 8, trials + " retries in ten minutes");
    }

    /** Plays ticks. At each {@code fullEvery}th tick that is not omitted the link is full; 0: at none. */
    private void play(int ticks, int fullEvery, double frameBytes) {
        for (int i = 0; i < ticks; i++) {
            nowNs += TICK_NS;
            if (!pace.leavesOut(nowNs)) {
                boolean isFull = fullEvery != 0 && nowNs / TICK_NS % fullEvery == 0;
                pace.note(isFull, frameBytes, nowNs);
                sent += isFull ? 0 : 1;
            }
        }
    }
}
