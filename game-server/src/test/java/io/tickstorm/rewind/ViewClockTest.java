package io.tickstorm.rewind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewClockTest {
    private static final int TICK_RATE = 30;
    private static final int SHOT_EVERY_TICKS = 4;

    private final ViewClock clock = new ViewClock(TICK_RATE);
    private int tick = 1_000;

    @Test
    void takesTheFirstClaimAsItIs() {
        assertEquals(90, clock.follow(tick, 90));
    }

    @Test
    void aShotIsFiredAtAnyMomentOfItsTick() {
        Random random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            int age = 80 + random.nextInt(16);
            assertEquals(age, clock.follow(tick, age));
            tick += SHOT_EVERY_TICKS;
        }
    }

    @Test
    void followsAPageThatMakesItsClocksRunFasterOrSlower() {
        double age = 60;
        for (int i = 0; i < 400; i++) {
            age += (i < 200 ? 0.08 : -0.08) * 16 * SHOT_EVERY_TICKS / 2;
            assertEquals((int) age, clock.follow(tick, (int) age));
            tick += SHOT_EVERY_TICKS;
        }
    }

    @Test
    void whoNamesAnotherPictureForEachShotHasHardlyAChoice() {
        Random random = new Random(5);
        clock.follow(tick, 90);
        for (int i = 0; i < 30; i++) {
            tick += SHOT_EVERY_TICKS;
            int claimed = random.nextBoolean() ? 40 : 140;
            int used = clock.follow(tick, claimed);
            assertTrue(Math.abs(used - 90) <= 16 + 9 * 16 * SHOT_EVERY_TICKS * (i + 1) / 100, "used " + used);
            assertTrue(Math.abs(used - claimed) > 0, "moved");
        }
    }

    @Test
    void followsAPageThatSetItsClockButNotAgainForTwentySeconds() {
        for (int second = 0; second <= 20; second++) {
            clock.follow(tick, 60);
            tick += TICK_RATE;
        }
        assertEquals(200, clock.follow(tick, 200));
        tick += TICK_RATE;
        assertTrue(clock.follow(tick, 60) > 120, "it has just been set");
        tick += 20 * TICK_RATE;
        assertEquals(60, clock.follow(tick, 60));
    }

    @Test
    void anotherConnectionBeginsAnew() {
        clock.follow(tick, 60);
        clock.restart();
        assertEquals(220, clock.follow(tick + 1, 220));
    }
}
