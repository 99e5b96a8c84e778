package io.tickstorm.net.session;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.proto.v1.ClientFrame;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a ClientFrame. The input fields, which arrive 30 times a second, are read in place without an object; a frame
 * with other fields is decoded by the generated class. Reusable. I/O thread only.
 */
public final class ClientMessage {
    private static final int VARINT_BYTES_MAX = 10;
    private static final int INPUT_TICK = ClientFrame.INPUT_TICK_FIELD_NUMBER << 3;
    private static final int CONTROL = ClientFrame.CONTROL_FIELD_NUMBER << 3;
    private static final int ACKNOWLEDGED_AGE = ClientFrame.ACKNOWLEDGED_AGE_FIELD_NUMBER << 3;
    private static final int VIEW_AGE = ClientFrame.VIEW_AGE_16THS_FIELD_NUMBER << 3;

    private int inputTick;
    private int control;
    private int acknowledgedAge;
    private int viewAge16ths;

    private @Nullable ClientFrame frame;

    private int position;

    /** Returns the whole frame, if it contains more than an input; otherwise null. */
    public @Nullable ClientFrame frame() {
        return frame;
    }

    /** Returns the tick of the newest message's input; 0 without one. */
    public int inputTick() {
        return inputTick;
    }

    /** Returns the newest message's input as a packed command; 0 without one. */
    public int control() {
        return control;
    }

    /** Returns the age of the newest frame that the client holds before the input's tick, in ticks. */
    public int acknowledgedAge() {
        return acknowledgedAge;
    }

    /**
     * Returns the age of the picture at which a shot was aimed, in 1/16 tick before the input's tick; 0 without a
     * claim.
     */
    public int viewAge16ths() {
        return viewAge16ths;
    }

    /**
     * Decodes a message.
     *
     * @throws InvalidProtocolBufferException if the bytes are not a valid ClientFrame
     */
    public void decode(byte[] bytes, int length) throws InvalidProtocolBufferException {
        inputTick = 0;
        control = 0;
        acknowledgedAge = 0;
        viewAge16ths = 0;
        frame = null;
        position = 0;
        while (position < length) {
            if (!readInputField(bytes, length)) {
                decodeWhole(bytes, length);
                return;
            }
        }
    }

    /** Reads one field; returns false if it is not one of the four input fields or is malformed. */
    private boolean readInputField(byte[] bytes, int length) {
        int tag = bytes[position++];
        int start = position;
        int value = readVarint(bytes, length);
        if (position == start) {
            return false;
        }
        switch (tag) {
            case INPUT_TICK -> inputTick = value;
            case CONTROL -> control = value;
            case ACKNOWLEDGED_AGE -> acknowledgedAge = value;
            case VIEW_AGE -> viewAge16ths = value;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Stores a message that was decoded elsewhere. */
    void set(ClientFrame whole) {
        inputTick = whole.getInputTick();
        control = whole.getControl();
        acknowledgedAge = whole.getAcknowledgedAge();
        viewAge16ths = whole.getViewAge16Ths();
        frame = whole;
    }

    /** Returns the low 32 bits; does not advance the position if the varint is incomplete. */
    private int readVarint(byte[] bytes, int length) {
        int end = Math.min(length, position + VARINT_BYTES_MAX);
        long value = 0;
        for (int i = position, shift = 0; i < end; i++, shift += 7) {
            value |= (long) (bytes[i] & 127) << shift;
            if (bytes[i] >= 0) {
                position = i + 1;
                return (int) value;
            }
        }
        return 0;
    }

    private void decodeWhole(byte[] bytes, int length) throws InvalidProtocolBufferException {
        set(ClientFrame.parser().parseFrom(bytes, 0, length));
    }
}
