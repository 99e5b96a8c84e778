package io.tickstorm.net.websocket;

import java.nio.ByteBuffer;

/**
 * Parses the byte stream of a client into messages, one at a time, independent of how the stream was split. Holds one
 * growing buffer, at most a message long. One thread.
 *
 * <pre>
 *   byte 0   FIN 1 | RSV 3 (0) | opcode 4 (0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong)
 *   byte 1   MASK 1 (1) | length 7 (126: 16 bits follow, 127: 64 bits follow, big endian, shortest form only)
 *   4 bytes  masking key, then the payload, byte i exclusive-or key[i % 4]
 * </pre>
 *
 * Source: RFC 6455, sections 5 and 7. The parser stops at the first violation.
 */
public final class FrameParser {
    /** Receives the messages of the parser; the arrays belong to the parser and change with the next call. */
    public interface Listener {
        /** Receives a whole message, in {@code bytes} from 0 to {@code length}. */
        void message(boolean text, byte[] bytes, int length);

        /** Receives the notice of a frame whose message continues with the next one. */
        void fragment();

        /** Receives the payload of a Ping. */
        void ping(byte[] bytes, int length);

        /** Receives the payload of a Pong. */
        void pong(byte[] bytes, int length);

        /** Receives the peer's Close; {@link CloseCode#NONE} without a code. */
        void close(int code);

        /** Receives a protocol violation: close with this code. */
        void violation(int closeCode);
    }

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int CONTROL_LENGTH_MAX = 125;
    private static final int HEADER_MAX = 14;
    private static final int START_CAPACITY = 64;

    private final Listener listener;
    private final int messageLengthMax;
    private final byte[] header = new byte[HEADER_MAX];
    private final byte[] control = new byte[CONTROL_LENGTH_MAX];
    private byte[] message = new byte[START_CAPACITY];
    private int messageLength;
    /** Opcode of the message whose fragments are being collected; CONTINUATION if none. */
    private int collecting = CONTINUATION;

    private int headerLength;
    private int headerNeeded = 2;
    private boolean inPayload;
    private int payloadLength;
    private int payloadRead;
    private boolean dead;

    /**
     * Creates a parser.
     *
     * @param messageLengthMax longest message, all its fragments together, in bytes
     */
    public FrameParser(int messageLengthMax, Listener listener) {
        this.messageLengthMax = messageLengthMax;
        this.listener = listener;
    }

    /** Reads all bytes, unless a violation or a Close stops the parser. */
    public void parse(ByteBuffer in) {
        while (!dead && (in.hasRemaining() || (inPayload && payloadRead == payloadLength))) {
            if (inPayload) {
                readPayload(in);
            } else {
                readHeader(in);
            }
        }
    }

    /** Returns true if the parser has stopped, after a violation or a Close. */
    public boolean isDead() {
        return dead;
    }

    /** Stops the parser, because the owner closes for its own reason. */
    public void stop() {
        dead = true;
    }

    private void readHeader(ByteBuffer in) {
        while (headerLength < headerNeeded && in.hasRemaining()) {
            header[headerLength++] = in.get();
        }
        if (headerLength < headerNeeded) {
            return;
        }
        if (headerNeeded == 2) {
            checkStart();
        } else {
            startPayload();
        }
    }

    /** Checks the first two bytes, and determines the length of the header. */
    private void checkStart() {
        int opcode = header[0] & 15;
        boolean fin = header[0] < 0;
        int length7 = header[1] & 127;
        boolean reserved = (header[0] & 0x70) != 0 || opcode > PONG || (opcode > BINARY && opcode < CLOSE);
        boolean unmasked = header[1] >= 0;
        boolean badControl = opcode >= CLOSE && (!fin || length7 > CONTROL_LENGTH_MAX);
        boolean badSequence = opcode < CLOSE && (opcode == CONTINUATION) == (collecting == CONTINUATION);
        if (reserved || unmasked || badControl || badSequence) {
            fail(CloseCode.PROTOCOL_ERROR);
            return;
        }
        headerNeeded = 6 + (length7 == 126 ? 2 : length7 == 127 ? 8 : 0);
    }

    private void startPayload() {
        int length7 = header[1] & 127;
        long length = length7 == 126 ? bigEndian(2) : length7 == 127 ? bigEndian(8) : length7;
        boolean shortest = length7 < 126 || (length7 == 126 && length > 125) || (length7 == 127 && length > 0xFFFF);
        if (length < 0 || !shortest) {
            fail(CloseCode.PROTOCOL_ERROR);
            return;
        }
        boolean isControl = (header[0] & 15) >= CLOSE;
        if (!isControl && length > messageLengthMax - messageLength) {
            fail(CloseCode.TOO_BIG);
            return;
        }
        payloadLength = (int) length;
        payloadRead = 0;
        inPayload = true;
        if (!isControl && message.length < messageLength + payloadLength) {
            message = java.util.Arrays.copyOf(message, capacityFor(messageLength + payloadLength));
        }
    }

    private int capacityFor(int length) {
        return Math.min(messageLengthMax, Math.max(length, 2 * message.length));
    }

    private void readPayload(ByteBuffer in) {
        int opcode = header[0] & 15;
        byte[] target = opcode >= CLOSE ? control : message;
        int offset = opcode >= CLOSE ? 0 : messageLength;
        int count = Math.min(in.remaining(), payloadLength - payloadRead);
        int key = headerNeeded - 4;
        for (int i = 0; i < count; i++) {
            int at = payloadRead + i;
            target[offset + at] = (byte) (in.get() ^ header[key + (at & 3)]);
        }
        payloadRead += count;
        if (payloadRead == payloadLength) {
            endFrame(opcode);
        }
    }

    private void endFrame(int opcode) {
        boolean fin = header[0] < 0;
        headerLength = 0;
        headerNeeded = 2;
        inPayload = false;
        if (opcode >= CLOSE) {
            endControl(opcode);
            return;
        }
        messageLength += payloadLength;
        collecting = opcode == CONTINUATION ? collecting : opcode;
        if (fin) {
            endMessage();
        } else {
            listener.fragment();
        }
    }

    private void endMessage() {
        boolean text = collecting == TEXT;
        int length = messageLength;
        collecting = CONTINUATION;
        messageLength = 0;
        if (text && !Utf8.isValid(message, 0, length)) {
            fail(CloseCode.INVALID_PAYLOAD);
        } else {
            listener.message(text, message, length);
        }
    }

    private void endControl(int opcode) {
        switch (opcode) {
            case PING -> listener.ping(control, payloadLength);
            case PONG -> listener.pong(control, payloadLength);
            default -> endClose();
        }
    }

    private void endClose() {
        dead = true;
        if (payloadLength == 0) {
            listener.close(CloseCode.NONE);
            return;
        }
        int code = payloadLength == 1 ? 0 : (control[0] & 0xFF) << 8 | (control[1] & 0xFF);
        if (!CloseCode.mayBeSent(code)) {
            fail(CloseCode.PROTOCOL_ERROR);
        } else if (!Utf8.isValid(control, 2, payloadLength)) {
            fail(CloseCode.INVALID_PAYLOAD);
        } else {
            listener.close(code);
        }
    }

    private long bigEndian(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | (header[2 + i] & 0xFF);
        }
        return value;
    }

    private void fail(int closeCode) {
        dead = true;
        listener.violation(closeCode);
    }
}
