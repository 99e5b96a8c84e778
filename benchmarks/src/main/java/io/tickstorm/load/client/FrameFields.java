package io.tickstorm.load.client;

import io.tickstorm.kit.NewestInput;
import io.tickstorm.kit.SharedFrame;
import io.tickstorm.proto.v1.ServerFrame;
import java.nio.ByteBuffer;

/**
 * Reads the fields of a ServerFrame that a player needs, in place and without allocation. It skips fields that are only
 * drawn. One instance is reused for every frame. The generator's thread only.
 */
final class FrameFields {
    int tick;
    /** The margin of the newest input, in 1/16 tick; 0 if no input arrived. */
    int inputMargin;
    /** The hash of the own ship with the age of the newest input; 0 if the frame has none. */
    int ownHash;
    /** The version of the roster; 0 if the frame has none. */
    int rosterVersion;

    int rosterAt;
    /** The length of the roster in bytes; -1 if there is none. */
    int rosterLength;

    int chatSequence;
    /** The number of the round; 0 if the frame has none. */
    int round;

    int welcomeAt;
    /** The length of the Welcome in bytes; -1 if there is none. */
    int welcomeLength;

    int errorAt;
    int errorLength;
    int serversAt;
    /** The length of the list of servers in bytes; -1 if there is none. */
    int serversLength;

    /** The place of the records that all players of the room share; only a broadcast has them. */
    private int sharedAt;

    private int sharedLength;
    private int position;

    /** Reads a frame. Returns false if it is not a protobuf message. */
    boolean read(ByteBuffer in, int at, int length) {
        tick = 0;
        inputMargin = 0;
        ownHash = 0;
        rosterVersion = 0;
        rosterLength = -1;
        chatSequence = 0;
        round = 0;
        welcomeLength = -1;
        errorLength = -1;
        serversLength = -1;
        sharedLength = 0;
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
                if (number == ServerFrame.TICK_FIELD_NUMBER) {
                    tick = value;
                } else if (number == ServerFrame.INPUT_MARGIN_FIELD_NUMBER) {
                    inputMargin = value >>> 1 ^ -(value & 1);
                } else if (number == ServerFrame.OWN_HASH_FIELD_NUMBER) {
                    ownHash = value;
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
            case ServerFrame.ROSTER_FIELD_NUMBER -> {
                rosterVersion = firstVarint(in, length, rosterVersion);
                rosterAt = position;
                rosterLength = length;
            }
            case ServerFrame.CHAT_FIELD_NUMBER -> chatSequence = firstVarint(in, length, chatSequence);
            case ServerFrame.ROUND_FIELD_NUMBER -> round = firstVarint(in, length, round);
            case ServerFrame.WELCOME_FIELD_NUMBER -> {
                welcomeAt = position;
                welcomeLength = length;
            }
            case ServerFrame.ERROR_FIELD_NUMBER -> {
                errorAt = position;
                errorLength = length;
            }
            case ServerFrame.SERVERS_FIELD_NUMBER -> {
                serversAt = position;
                serversLength = length;
            }
            case SharedFrame.FIELD -> {
                sharedAt = position;
                sharedLength = length;
            }
            default -> {}
        }
    }

    /** Sets margin and age from the record of a ship, if the frame has records for all ships. */
    void readShared(ByteBuffer in, int ship) {
        int at = ship * SharedFrame.RECORD_BYTES;
        if (at + SharedFrame.RECORD_BYTES <= sharedLength) {
            inputMargin = in.get(sharedAt + at + SharedFrame.MARGIN_AT);
            ownHash = NewestInput.ownHash(in.get(sharedAt + at + SharedFrame.AGE_AT));
        }
    }

    /** Returns field 1 of a message, which writers put first. */
    private int firstVarint(ByteBuffer in, int length, int otherwise) {
        if (length < 2 || in.get(position) != 8) {
            return otherwise;
        }
        int start = position++;
        int value = varint(in, start + length);
        position = start;
        return value;
    }

    /** Returns the low 32 bits of a varint. Moves past the end if the varint does not end in time. */
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
