package io.tickstorm.load.attack;

import io.tickstorm.kit.ClientFrames;
import io.tickstorm.proto.v1.ChatSend;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Ping;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes frames that a server must survive: valid, invalid, and modified valid frames. A seed determines all of them.
 * One thread.
 */
final class FuzzedFrames {
    private static final int BINARY = ClientFrames.BINARY;
    private static final int LONG_MAX = 3_000;
    private static final int NESTING_MAX = 900;
    private static final int[] CLOSE_CODES = {0, 999, 1000, 1001, 1005, 1006, 1015, 2999, 3000, 4999, 65_535};
    private static final long[] LENGTHS = {126, 65_535, 65_536, 1L << 31, (1L << 32) - 1, 1L << 62, -1};

    private final Random random;

    FuzzedFrames(Random random) {
        this.random = random;
    }

    /** Returns the bytes of the next frame or frames. */
    byte[] next() {
        return switch (random.nextInt(12)) {
            case 0 -> randomBytes(1 + random.nextInt(64));
            case 1 -> frame(random.nextInt(256), randomBytes(random.nextInt(200)));
            case 2 -> frame(BINARY, randomBytes(random.nextInt(300)));
            case 3 -> mutated(frame(BINARY, message()));
            case 4 -> frame(BINARY, mutated(message()));
            case 5 -> truncated();
            case 6 -> frame(BINARY, nested());
            case 7 -> hugeLength();
            case 8 -> fragments();
            case 9 -> control();
            case 10 -> frame(0x81, randomBytes(random.nextInt(100)));
            default -> frame(BINARY, message());
        };
    }

    private byte[] frame(int firstByte, byte[] payload) {
        return ClientFrames.of(firstByte, payload, random.nextInt());
    }

    /** Returns a message of a valid kind with invalid values. */
    private byte[] message() {
        ClientFrame.Builder frame = ClientFrame.newBuilder();
        if (random.nextBoolean()) {
            frame.setInputTick(anyInt())
                    .setControl(anyInt())
                    .setAcknowledgedAge(anyInt())
                    .setViewAge16Ths(anyInt());
        }
        switch (random.nextInt(6)) {
            case 0 -> frame.setChat(ChatSend.newBuilder().setText(text()));
            case 1 -> frame.setPing(Ping.newBuilder().setSentUs(random.nextLong()));
            case 2 ->
                frame.setJoin(Join.newBuilder().setName(text()).setRoom(text()).setEpoch(anyInt()));
            case 3 -> frame.getViewShapeBuilder().setPortrait(true);
            case 4 -> frame.getStateRequestBuilder();
            default -> {}
        }
        return frame.build().toByteArray();
    }

    private int anyInt() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(200);
            case 2 -> Integer.MAX_VALUE - random.nextInt(3);
            default -> Integer.MIN_VALUE + random.nextInt(3);
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            int point = random.nextInt(Character.MAX_CODE_POINT + 1);
            boolean isSurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            text.appendCodePoint(random.nextBoolean() ? 'a' + random.nextInt(26) : isSurrogate ? 0x202E : point);
        }
        return text.toString();
    }

    private byte[] mutated(byte[] bytes) {
        byte[] other = bytes.clone();
        for (int i = 1 + random.nextInt(4); i > 0 && other.length > 0; i--) {
            other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return other;
    }

    /** Returns the first part of a frame. The server reads the next frame as the missing part. */
    private byte[] truncated() {
        byte[] whole = frame(BINARY, message());
        return Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
    }

    /** Returns unknown fields: groups in groups, or messages in messages. */
    private byte[] nested() {
        byte[] bytes = new byte[1 + random.nextInt(NESTING_MAX)];
        if (random.nextBoolean()) {
            Arrays.fill(bytes, (byte) 0x0B);
        } else {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i % 2 == 0 ? 0x3A : Math.min(127, bytes.length - i - 1));
            }
        }
        return bytes;
    }

    private byte[] hugeLength() {
        if (random.nextBoolean()) {
            // A protobuf field of 4 GB.
            return frame(BINARY, new byte[] {0x22, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F, 1, 2});
        }
        ByteBuffer out = ByteBuffer.allocate(30).put((byte) BINARY).put((byte) 0xFF);
        out.putLong(LENGTHS[random.nextInt(LENGTHS.length)]).putInt(random.nextInt());
        return Arrays.copyOf(out.array(), 14 + random.nextInt(16));
    }

    private byte[] fragments() {
        ByteBuffer out = ByteBuffer.allocate(2 * LONG_MAX);
        out.put(frame(0x02, randomBytes(random.nextInt(50))));
        for (int i = random.nextInt(40); i > 0; i--) {
            out.put(random.nextInt(5) == 0 ? frame(0x89, new byte[0]) : frame(0x00, randomBytes(random.nextInt(60))));
        }
        if (random.nextBoolean()) {
            out.put(frame(0x80, new byte[0]));
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private byte[] control() {
        int code = CLOSE_CODES[random.nextInt(CLOSE_CODES.length)];
        return switch (random.nextInt(4)) {
            case 0 -> frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
            case 1 -> frame(0x88, randomBytes(random.nextInt(130)));
            case 2 -> frame(0x8A, randomBytes(random.nextInt(130)));
            default -> frame(0x89, randomBytes(random.nextInt(130)));
        };
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
