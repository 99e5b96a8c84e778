package io.tickstorm.net.polling;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one polling session, by number: what makes them ordered, lossless and taken once over connections
 * that promise nothing. One thread.
 *
 * <pre>
 *   1 ............ received ........ answered .......... taken ......... received + SIZE
 *     forgotten             answers             held               come too early, or
 *                           kept, to be         until there is     not yet
 *                           told again          something to say
 * </pre>
 *
 * @param <E> a request whose answer is owed
 */
final class ExchangeWindow<E> {
    /** The most requests under way at a time; the client keeps within it. */
    static final int SIZE = 8;

    /** The state of a request number. */
    enum State {
        /** Its answer has come: a request that asks again is a late copy. */
        FORGOTTEN,
        ANSWERED,
        OPEN,
        /** The client has not said that it holds the answers before. */
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

    /** The client holds all answers up to this one. False if it cannot, because they were not given. */
    boolean received(int number) {
        if (number < 0 || number > answered) {
            return false;
        }
        for (; received < number; received++) {
            answers[slot(received + 1)] = GONE;
        }
        return true;
    }

    /** Keeps a request whose place is open; returns the copy that waited in it. */
    @SuppressWarnings("unchecked")
    @Nullable
    E keep(int number, E request) {
        E before = (E) owed[slot(number)];
        owed[slot(number)] = request;
        return before;
    }

    /** Returns the next request in order, once, so that its frames are read now. Null if it has not arrived. */
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

    /** The one to be answered next; null if none is held. */
    @SuppressWarnings("unchecked")
    @Nullable
    E oldestHeld() {
        return held() == 0 ? null : (E) owed[slot(answered + 1)];
    }

    int oldestHeldNumber() {
        return answered + 1;
    }

    /** The oldest one held has its answer, which is kept until it has been received. */
    void answered(byte[] answer) {
        answered++;
        answers[slot(answered)] = answer;
        owed[slot(answered)] = null;
    }

    /** Returns the answer to a number whose state says that it was answered. */
    byte[] answer(int number) {
        return answers[slot(number)];
    }

    /** Every request that is owed an answer, in no order; they are forgotten. */
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
