package io.tickstorm.rewind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ViewAgeEstimateTest {
    private final ViewAgeEstimate estimate = new ViewAgeEstimate(30);

    @Test
    void knowsNothingForASecond() {
        observe(29, 4);
        assertEquals(ViewAgeEstimate.UNKNOWN, estimate.age16ths());
        observe(1, 4);
        assertEquals(5 * 16, estimate.age16ths());
    }

    @Test
    void leavesOutTheLatestOfAHundredTwo() {
        observe(118, 4);
        observe(2, 12);
        assertEquals(5 * 16, estimate.age16ths());
        observe(1, 12);
        assertEquals(13 * 16, estimate.age16ths());
    }

    @Test
    void forgetsAfterFourSeconds() {
        observe(120, 9);
        observe(120, 3);
        assertEquals(4 * 16, estimate.age16ths());
    }

    @Test
    void whatIsBeyondMeasureIsJustOld() {
        observe(120, Integer.MAX_VALUE);
        assertEquals(128 * 16, estimate.age16ths());
        observe(120, -5);
        assertEquals(16, estimate.age16ths());
    }

    private void observe(int times, int age) {
        for (int i = 0; i < times; i++) {
            estimate.observe(age);
        }
    }
}
