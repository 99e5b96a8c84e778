package io.tickstorm.load.client;

import io.tickstorm.kit.NewestInput;

/**
 * The inputs of one player that no frame has shown yet. The input age of a frame decides which inputs it shows, because
 * the server drops an input that arrives after its tick.
 *
 * <pre>
 *   an input for each tick   a frame shows all inputs up to its tick if its age is 0; otherwise it shows none
 *   inputs on change         a frame shows all inputs up to its tick minus its age: a late change still applies
 * </pre>
 *
 * <p>A dropped input therefore counts until a frame was made with a newer input in time. The generator's thread only.
 */
final class SentInputs {
    private static final int SLOTS = 256;

    private final Figures figures;
    private final int everyTicks;
    private final int[] ticks = new int[SLOTS];
    private final long[] plannedNs = new long[SLOTS];
    private int sent;
    private int shown;
    /** The number of inputs whose tick is over. */
    private int due;

    /** The tick of the first input on this connection. */
    private int firstTick = Integer.MAX_VALUE;

    /** @param everyTicks ticks from an input to the next; over 1 they are inputs on change */
    SentInputs(Figures figures, int everyTicks) {
        this.figures = figures;
        this.everyTicks = everyTicks;
    }

    /**
     * Adds an input that was sent for a tick, later than the ticks of all before it. Without a free slot, the oldest
     * one counts with the time waited.
     */
    void add(int tick, long planned) {
        if (sent - shown == SLOTS) {
            figures.unacknowledged(plannedNs[shown++ % SLOTS], planned);
            due = Math.max(due, shown);
        }
        firstTick = Math.min(firstTick, tick);
        ticks[sent % SLOTS] = tick;
        plannedNs[sent % SLOTS] = planned;
        sent++;
    }

    /** Counts the inputs that a frame shows, those that were late for it, and the frame if it lacks its input. */
    void frame(int tick, int ownHash, long nowNs) {
        if (ownHash == 0) {
            dropDead(tick);
            return;
        }
        int age = NewestInput.ageOf(ownHash);
        int newest = age == NewestInput.AGE_MAX ? 0 : tick - age;
        if (tick >= firstTick && age >= everyTicks) {
            figures.overdueFrame(nowNs);
        }
        for (; due < sent && ticks[due % SLOTS] <= tick; due++) {
            if (ticks[due % SLOTS] > newest) {
                figures.inputLate(plannedNs[due % SLOTS]);
            }
        }
        int shownTick = everyTicks > 1 ? newest : age == 0 ? tick : 0;
        while (shown < sent && ticks[shown % SLOTS] <= shownTick) {
            figures.acknowledged(plannedNs[shown++ % SLOTS], nowNs);
        }
    }

    /** Forgets the inputs up to a tick in which the ship was dead: no frame can show them. */
    private void dropDead(int tick) {
        while (shown < sent && ticks[shown % SLOTS] <= tick) {
            figures.inputWhileDead(plannedNs[shown++ % SLOTS]);
        }
        due = Math.max(due, shown);
    }

    /** Forgets the inputs of a connection that is lost. */
    void lose() {
        while (shown < sent) {
            figures.inputLost(plannedNs[shown++ % SLOTS]);
        }
        due = sent;
        firstTick = Integer.MAX_VALUE;
    }

    /** Ends the run. Inputs that no frame has shown count with the time waited. */
    void finish(long nowNs) {
        while (shown < sent) {
            figures.unacknowledged(plannedNs[shown++ % SLOTS], nowNs);
        }
    }

    /** Returns whether an input that was planned before this time is not shown yet. */
    boolean isWaiting(long beforeNs) {
        return shown < sent && plannedNs[shown % SLOTS] < beforeNs;
    }
}
