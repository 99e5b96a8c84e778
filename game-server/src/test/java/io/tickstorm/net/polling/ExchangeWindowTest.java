package io.tickstorm.net.polling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.polling.ExchangeWindow.State;
import org.junit.jupiter.api.Test;

final class ExchangeWindowTest {
    private final ExchangeWindow<String> window = new ExchangeWindow<>();

    @Test
    void processesRequestsInOrder() {
        window.keep(2, "second");
        assertNull(window.consumeNext());
        window.keep(1, "first");
        assertEquals("first", window.consumeNext());
        assertEquals("second", window.consumeNext());
        assertNull(window.consumeNext());
        assertEquals(2, window.held());
    }

    @Test
    void processesARepeatedRequestOnceAndAnswersItsNewestCopy() {
        window.keep(1, "first");
        window.consumeNext();
        assertEquals("first", window.keep(1, "copy"));
        assertNull(window.consumeNext());
        assertEquals("copy", window.oldestHeld());
    }

    @Test
    void storesAnAnswerUntilItIsReceived() {
        window.keep(1, "first");
        window.consumeNext();
        window.answered(new byte[] {7});
        assertEquals(State.ANSWERED, window.state(1));
        assertArrayEquals(new byte[] {7}, window.answer(1));
        assertTrue(window.received(1));
        assertEquals(State.FORGOTTEN, window.state(1));
    }

    @Test
    void refusesTheReceiptOfAnAnswerNotYetSent() {
        assertFalse(window.received(1));
        assertFalse(window.received(-1));
        assertTrue(window.received(0));
    }

    @Test
    void holdsAtMostItsSizeBeyondTheReceivedAnswers() {
        assertEquals(State.OPEN, window.state(ExchangeWindow.SIZE));
        assertEquals(State.BEYOND, window.state(ExchangeWindow.SIZE + 1));
        assertEquals(State.BEYOND, window.state(Integer.MAX_VALUE));
        assertEquals(State.FORGOTTEN, window.state(0));
        assertEquals(State.FORGOTTEN, window.state(-5));
        for (int i = 1; i <= ExchangeWindow.SIZE; i++) {
            window.keep(i, "request");
            assertEquals("request", window.consumeNext());
        }
        assertNull(window.consumeNext(), "the first one's slot is not the ninth's");
        for (int i = 1; i <= ExchangeWindow.SIZE; i++) {
            window.answered(new byte[] {(byte) i});
        }
        assertNull(window.oldestHeld());
        assertTrue(window.received(3));
        assertEquals(State.OPEN, window.state(ExchangeWindow.SIZE + 3));
        assertArrayEquals(new byte[] {4}, window.answer(4));
    }

    @Test
    void returnsTheUnansweredRequestsAtTheEnd() {
        window.keep(1, "first");
        window.keep(3, "third");
        window.consumeNext();
        assertEquals(2, window.abandon().size());
        assertNull(window.consumeNext());
    }
}
