package io.tickstorm.net.polling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.polling.ExchangeWindow.Place;
import org.junit.jupiter.api.Test;

final class ExchangeWindowTest {
    private final ExchangeWindow<String> window = new ExchangeWindow<>();

    @Test
    void takesRequestsInOrderWhateverOrderTheyComeIn() {
        window.keep(2, "second");
        assertNull(window.takeNext());
        window.keep(1, "first");
        assertEquals("first", window.takeNext());
        assertEquals("second", window.takeNext());
        assertNull(window.takeNext());
        assertEquals(2, window.held());
    }

    @Test
    void takesARepeatedRequestOnceAndAnswersItsNewestCopy() {
        window.keep(1, "first");
        window.takeNext();
        assertEquals("first", window.keep(1, "copy"));
        assertNull(window.takeNext());
        assertEquals("copy", window.oldestHeld());
    }

    @Test
    void keepsAnAnswerUntilItIsReceived() {
        window.keep(1, "first");
        window.takeNext();
        window.answered(new byte[] {7});
        assertEquals(Place.ANSWERED, window.place(1));
        assertArrayEquals(new byte[] {7}, window.answer(1));
        assertTrue(window.received(1));
        assertEquals(Place.FORGOTTEN, window.place(1));
    }

    @Test
    void refusesToHaveGivenWhatItHasNot() {
        assertFalse(window.received(1));
        assertFalse(window.received(-1));
        assertTrue(window.received(0));
    }

    @Test
    void holdsNoMoreThanItsSizeBeyondWhatIsReceived() {
        assertEquals(Place.OPEN, window.place(ExchangeWindow.SIZE));
        assertEquals(Place.BEYOND, window.place(ExchangeWindow.SIZE + 1));
        assertEquals(Place.BEYOND, window.place(Integer.MAX_VALUE));
        assertEquals(Place.FORGOTTEN, window.place(0));
        assertEquals(Place.FORGOTTEN, window.place(-5));
        for (int i = 1; i <= ExchangeWindow.SIZE; i++) {
            window.keep(i, "request");
            assertEquals("request", window.takeNext());
        }
        assertNull(window.takeNext(), "the first one's slot is not the ninth's");
        for (int i = 1; i <= ExchangeWindow.SIZE; i++) {
            window.answered(new byte[] {(byte) i});
        }
        assertNull(window.oldestHeld());
        assertTrue(window.received(3));
        assertEquals(Place.OPEN, window.place(ExchangeWindow.SIZE + 3));
        assertArrayEquals(new byte[] {4}, window.answer(4));
    }

    @Test
    void namesWhoeverIsOwedAnAnswerAtTheEnd() {
        window.keep(1, "first");
        window.keep(3, "third");
        window.takeNext();
        assertEquals(2, window.abandon().size());
        assertNull(window.takeNext());
    }
}
