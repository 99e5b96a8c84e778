package io.tickstorm.rewind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewClockTest {
    private static final int TICK_RATE = 30;
    private static final int TELL_EVERY_TICKS = 3;
    private static final int SLACK = 4;

    private final ViewClock clock = new ViewClock(TICK_RATE);
    private int tick = 1_000;

    @Test
    void acceptsTheFirstAgeUnchanged() {
        assertEquals(90, clock.follow(tick, 90));
    }

    @Test
    void acceptsRoundedAges() {
        Random random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            assertTaken(80 + random.nextInt(SLACK));
        }
    }

    @Test
    void followsAPageThatMakesItsClocksRunFasterOrSlower() {
        double age = 160;
        for (int i = 0; i < 400; i++) {
            age += (i < 200 ? 0.08 : -0.08) * 16 * TELL_EVERY_TICKS;
            assertTaken((int) age);
        }
    }

    @Test
    void aShooterCannotChooseThePictureOfEachShot() {
        Random random = new Random(5);
        clock.follow(tick, 90);
        for (int i = 0; i < 500; i++) {
            tick += TELL_EVERY_TICKS;
            boolean isShot = i % 15 == 14;
            int used = clock.follow(tick, isShot ? 20 + random.nextInt(200) : 90);
            assertTrue(Math.abs(used - 90) <= SLACK + drift(TELL_EVERY_TICKS), "used " + used);
        }
    }

    @Test
    void silenceBetweenTwoShotsGivesLittleMoreChoice() {
        clock.follow(tick, 90);
        int silence = 1_000;
        assertTrue(clock.follow(tick + silence, 200) <= 90 + SLACK + drift(6), "200 ms of drift, however long it was");
    }

    @Test
    void followsAPageThatSetItsClockAfterHalfASecond() {
        clock.follow(tick, 60);
        int moved = 0;
        while (send(200) != 200) {
            moved++;
        }
        int agreedTicks = TICK_RATE / 2;
        assertEquals(agreedTicks / TELL_EVERY_TICKS, moved);
    }

    @Test
    void aWithdrawnPictureNeverCounts() {
        clock.follow(tick, 60);
        for (int i = 0; i < 400; i++) {
            int used = send(i % 2 == 1 ? 60 : 200);
            assertTrue(used <= 60 + SLACK + drift(2 * TELL_EVERY_TICKS), "used " + used);
        }
    }

    @Test
    void anInputOutOfOrderChangesNothing() {
        clock.follow(tick, 90);
        for (int i = 0; i < 100; i++) {
            assertEquals(90 + SLACK, clock.follow(tick - 1 - i, 200));
        }
        assertEquals(90, clock.follow(tick, 90));
    }

    @Test
    void extremeNumbersAreJustFarOff() {
        clock.follow(tick, 90);
        assertTrue(clock.follow(Integer.MAX_VALUE, 0x7FFF) <= 90 + SLACK + drift(6));
        assertTrue(clock.follow(1, 0) >= 90 - SLACK);
    }

    private static int drift(int ticks) {
        return 9 * 16 * ticks / 100 + 1;
    }

    private int send(int age) {
        tick += TELL_EVERY_TICKS;
        return clock.follow(tick, age);
    }

    private void assertTaken(int age) {
        assertEquals(age, send(age));
    }
}
