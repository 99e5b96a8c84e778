package io.tickstorm.net.polling;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one polling session, by number: makes them ordered, reliable and processed once over independent TCP
 * connections. One thread.
 *
 * <pre>
 *   1 ............ received ........ answered .......... consumed ...... received + SIZE
 *     forgotten             answers             held               too early, or
 *                           kept, to be         until there is     not yet
 *                           repeated            something to send
 * </pre>
 *
 * @param <E> a request whose answer is owed
 */
final class ExchangeWindow<E> {
    /** The most concurrent requests; the client stays within it. */
    static final int SIZE = 8;

    /** The state of a request number. */
    enum State {
        /** Its answer was received: a repeated request is a late copy. */
        FORGOTTEN,
        ANSWERED,
        OPEN,
        /** Too early: the client has not confirmed the answers before it. */
        BEYOND
    }

    private static final byte[] GONE = {};

    private final @Nullable Object[] owed = new Object[SIZE];
    private final byte[][] answers = new byte[SIZE][];
    private int received;
    private int answered;
    private int consumed;

    State state(int number) {
        if (number <= received) {
            return State.FORGOTTEN;
        }
        if (number <= answered) {
            return State.ANSWERED;
        }
        return number - received <= SIZE ? State.OPEN : State.BEYOND;
    }

    /**
     * Records that the client holds all answers up to this one. Returns false if that is impossible, because they were
     * not sent.
     */
    boolean received(int number) {
        if (number < 0 || number > answered) {
            return false;
        }
        for (; received < number; received++) {
            answers[slot(received + 1)] = GONE;
        }
        return true;
    }

    /** Stores a request whose number is open; returns an earlier copy that waited under that number. */
    @SuppressWarnings("unchecked")
    @Nullable
    E keep(int number, E request) {
        E before = (E) owed[slot(number)];
        owed[slot(number)] = request;
        return before;
    }

    /** Returns the next request in order, once, so that its frames can be read. Null if it has not arrived. */
    @SuppressWarnings("unchecked")
    @Nullable
    E consumeNext() {
        if (consumed - received == SIZE) {
            return null;
        }
        E next = (E) owed[slot(consumed + 1)];
        if (next != null) {
            consumed++;
        }
        return next;
    }

    /** Returns the number of requests that were consumed and not answered. */
    int held() {
        return consumed - answered;
    }

    /** Returns the request to answer next; null if none is held. */
    @SuppressWarnings("unchecked")
    @Nullable
    E oldestHeld() {
        return held() == 0 ? null : (E) owed[slot(answered + 1)];
    }

    int oldestHeldNumber() {
        return answered + 1;
    }

    /** Records the answer of the oldest held request, which is kept until the client confirms it. */
    void answered(byte[] answer) {
        answered++;
        answers[slot(answered)] = answer;
        owed[slot(answered)] = null;
    }

    /** Returns the answer to a number whose state is ANSWERED. */
    byte[] answer(int number) {
        return answers[slot(number)];
    }

    /** Removes and returns every unanswered request, in no order. */
    @SuppressWarnings("unchecked")
    List<E> abandon() {
        Object[] all = Arrays.stream(owed).filter(request -> request != null).toArray();
        Arrays.fill(owed, null);
        return (List<E>) Arrays.asList(all);
    }

    private static int slot(int number) {
        return number & SIZE - 1;
    }
}
