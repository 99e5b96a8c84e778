package io.tickstorm.room;

import io.tickstorm.sim.InputCommand;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Input commands of one connection on their way from the I/O thread to the room: a bounded single-producer
 * single-consumer ring over one array of longs, so that an input costs no object. A full ring refuses the newest.
 *
 * <pre>
 *   entry: [ input tick 32 | command 32 ] [ acknowledged tick 32 | view age 32 ] [ arrival, nanoTime ]
 * </pre>
 */
public final class InputQueue {
    static final int ENTRIES = 64;
    private static final int LONGS = 3;

    private final long[] ring = new long[ENTRIES * LONGS];
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    /** The fields of the newest entry from {@link #poll()}; consumer only. */
    private int tick;

    private int command;
    private int acknowledgedTick;
    private int viewAge16ths;
    private long arrivalNs;

    /**
     * Returns true if the fields of a received input are in their documented ranges; a command of 0 means no command.
     */
    public static boolean isInRange(int inputTick, int packedCommand, int acknowledgedAge, int viewAge) {
        return inputTick > 0
                && acknowledgedAge >= 0
                && acknowledgedAge <= inputTick
                && viewAge >= 0
                && (packedCommand == InputCommand.NONE || InputCommand.isValid(packedCommand));
    }

    /** Adds an entry; returns false if the ring is full. Producer only. */
    public boolean offer(int inputTick, int packedCommand, int acknowledged, int viewAge, long nowNs) {
        long next = written.getPlain();
        if (next - read.getAcquire() == ENTRIES) {
            return false;
        }
        int at = (int) (next % ENTRIES) * LONGS;
        ring[at] = (long) inputTick << 32 | (packedCommand & 0xFFFFFFFFL);
        ring[at + 1] = (long) acknowledged << 32 | (viewAge & 0xFFFFFFFFL);
        ring[at + 2] = nowNs;
        written.setRelease(next + 1);
        return true;
    }

    /** Moves the oldest entry into the accessors below; returns false if the queue is empty. Consumer only. */
    public boolean poll() {
        long next = read.getPlain();
        if (next == written.getAcquire()) {
            return false;
        }
        int at = (int) (next % ENTRIES) * LONGS;
        tick = (int) (ring[at] >> 32);
        command = (int) ring[at];
        acknowledgedTick = (int) (ring[at + 1] >> 32);
        viewAge16ths = (int) ring[at + 1];
        arrivalNs = ring[at + 2];
        read.setRelease(next + 1);
        return true;
    }

    /** Returns the tick of the input; for an acknowledgement alone the tick of the frame that the client holds. */
    public int tick() {
        return tick;
    }

    /** Returns the packed {@link InputCommand}; {@link InputCommand#NONE} for an acknowledgement alone. */
    public int command() {
        return command;
    }

    /** Returns the tick of the newest frame that the client held. */
    public int acknowledgedTick() {
        return acknowledgedTick;
    }

    /**
     * Returns the age of the picture at which the shot was aimed, in 1/16 tick before the tick of the input; 0 without
     * a claim.
     */
    public int viewAge16ths() {
        return viewAge16ths;
    }

    /** Returns the time at which the input arrived, by {@link System#nanoTime}. */
    public long arrivalNs() {
        return arrivalNs;
    }
}
