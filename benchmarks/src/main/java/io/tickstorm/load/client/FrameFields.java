package io.tickstorm.load.client;

import java.nio.ByteBuffer;

/**
 * The fields of a ServerFrame that a player needs, found by walking its tags in place: what is drawn is skipped. Reused
 * for every frame; the swarm's thread.
 */
final class FrameFields {
    private static final int TICK = 1;
    private static final int INPUT_MARGIN = 4;
    private static final int ROSTER = 9;
    private static final int CHAT = 10;
    private static final int WELCOME = 14;
    private static final int ERROR = 15;

    int tick;
    /** In 1/16 tick; 0: no input came. */
    int inputMargin;
    /** 0: not told. */
    int rosterVersion;

    int chatSequence;
    int welcomeAt;
    /** -1: none. */
    int welcomeLength;

    int errorAt;
    int errorLength;

    private int position;

    /** False if it is no protobuf message. */
    boolean read(ByteBuffer in, int at, int length) {
        tick = 0;
        inputMargin = 0;
        rosterVersion = 0;
        chatSequence = 0;
        welcomeLength = -1;
        errorLength = -1;
        position = at;
        int end = at + length;
        while (position < end) {
            int tag = varint(in, end);
            if (!field(in, tag >>> 3, tag & 7, end)) {
                return false;
            }
        }
        return position == end;
    }

    private boolean field(ByteBuffer in, int number, int wireType, int end) {
        switch (wireType) {
            case 0 -> {
                int value = varint(in, end);
                if (number == TICK) {
                    tick = value;
                } else if (number == INPUT_MARGIN) {
                    inputMargin = value >>> 1 ^ -(value & 1);
                }
                return position <= end;
            }
            case 2 -> {
                int length = varint(in, end);
                if (length < 0 || length > end - position) {
                    return false;
                }
                message(in, number, length);
                position += length;
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    private void message(ByteBuffer in, int number, int length) {
        switch (number) {
            case ROSTER -> rosterVersion = firstVarint(in, length, rosterVersion);
            case CHAT -> chatSequence = firstVarint(in, length, chatSequence);
            case WELCOME -> {
                welcomeAt = position;
                welcomeLength = length;
            }
            case ERROR -> {
                errorAt = position;
                errorLength = length;
            }
            default -> {}
        }
    }

    /** Field 1 of a message, which writers put first. */
    private int firstVarint(ByteBuffer in, int length, int otherwise) {
        if (length < 2 || in.get(position) != 8) {
            return otherwise;
        }
        int start = position++;
        int value = varint(in, start + length);
        position = start;
        return value;
    }

    /** The low 32 bits; runs past the end if the bytes do not end in time. */
    private int varint(ByteBuffer in, int end) {
        int value = 0;
        for (int shift = 0; position < end && shift < 70; shift += 7) {
            byte next = in.get(position++);
            value |= shift < 32 ? (next & 127) << shift : 0;
            if (next >= 0) {
                return value;
            }
        }
        position = end + 1;
        return 0;
    }
}
