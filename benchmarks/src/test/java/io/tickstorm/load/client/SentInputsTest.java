package io.tickstorm.load.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.kit.NewestInput;
import org.junit.jupiter.api.Test;

/** Checks which frames show an input, in virtual time: the input of tick n is planned at n ms. */
class SentInputsTest {
    private static final long MS = 1_000_000;

    private final Figures figures = new Figures();
    private final SentInputs inputs = new SentInputs(figures, 1);

    SentInputsTest() {
        figures.window(0, 1_000 * MS);
    }

    @Test
    void aFrameWithAnInputOfItsTickShowsAllInputsUpToIt() {
        send(inputs, 10, 11);
        frame(inputs, 10, 0, 25);
        assertShown(1, 15);
        frame(inputs, 11, 0, 60);
        assertShown(2, 49);
        assertEquals(0, figures.counts().overdueFrames);
        assertEquals(0, figures.counts().lateInputs);
    }

    @Test
    void anInputThatCameLateIsNotShownByTheFrameOfItsTickNorByTheNextOneWithoutAnInput() {
        send(inputs, 10, 11, 12);
        frame(inputs, 10, 1, 20);
        frame(inputs, 11, 1, 40);
        assertShown(0, 0);
        frame(inputs, 12, 0, 60);
        assertShown(3, 50);
        assertEquals(2, figures.counts().overdueFrames);
        assertEquals(2, figures.counts().lateInputs);
    }

    @Test
    void aSkippedFrameShowsItsInputOnceAFrameProvesThatInputsCameInTime() {
        send(inputs, 10, 11);
        frame(inputs, 11, 1, 30);
        assertShown(0, 0);
        assertEquals(1, figures.counts().lateInputs, "only that of tick 11 is missing");
        send(inputs, 12);
        frame(inputs, 12, 0, 50);
        assertShown(3, 40);
    }

    @Test
    void aChangeThatCameLateIsShownByTheFrameThatIncludesIt() {
        SentInputs onChange = new SentInputs(figures, 3);
        send(onChange, 10, 13);
        frame(onChange, 10, 3, 20);
        assertShown(0, 0);
        assertEquals(1, figures.counts().overdueFrames);
        frame(onChange, 11, 1, 40);
        assertShown(1, 30);
        frame(onChange, 12, 2, 50);
        assertEquals(1, figures.counts().overdueFrames, "the next input is not due yet");
        assertEquals(1, figures.counts().lateInputs);
    }

    @Test
    void inputsOfADeadShipAreInNoPercentile() {
        send(inputs, 10, 11, 12);
        inputs.frame(11, 0, 40 * MS);
        frame(inputs, 12, 0, 50);
        assertShown(1, 38);
        assertEquals(2, figures.counts().inputsWhileDead);
        assertEquals(0, figures.counts().lateInputs);
    }

    @Test
    void framesBeforeTheFirstInputOfAConnectionAreNotOverdue() {
        frame(inputs, 9, NewestInput.AGE_MAX, 10);
        send(inputs, 12);
        frame(inputs, 10, NewestInput.AGE_MAX, 20);
        assertEquals(0, figures.counts().overdueFrames);
        inputs.lose();
        assertEquals(1, figures.counts().inputsLost);
        frame(inputs, 12, 2, 30);
        assertEquals(0, figures.counts().overdueFrames);
    }

    @Test
    void inputsThatNoFrameShowsCountWithTheTimeWaited() {
        for (int tick = 1; tick <= 300; tick++) {
            send(inputs, tick);
            frame(inputs, tick, NewestInput.AGE_MAX, tick);
        }
        assertEquals(44, figures.counts().inputsUnacknowledged, "no slot was free for them");
        assertTrue(inputs.isWaiting(46 * MS));
        assertFalse(inputs.isWaiting(45 * MS));
        inputs.finish(400 * MS);
        assertEquals(300, figures.counts().inputsUnacknowledged);
        assertShown(300, 355);
    }

    private static void send(SentInputs to, int... ticks) {
        for (int tick : ticks) {
            to.add(tick, tick * MS);
        }
    }

    private static void frame(SentInputs to, int tick, int age, int atMs) {
        to.frame(tick, NewestInput.ownHash(age), atMs * MS);
    }

    private void assertShown(int count, int maxMs) {
        assertEquals(count, figures.inputToAcknowledgeUs.getTotalCount());
        assertEquals(maxMs, Figures.ms(figures.inputToAcknowledgeUs, 100), 0.5);
    }
}
