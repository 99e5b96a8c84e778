package io.tickstorm.net.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests every rule of RFC 6455 for a server's reading; each row names its section. */
class FrameParserTest {
    private static final int MESSAGE_MAX = 70_000;
    private static final String KEY = "37fa213d";

    static Stream<Arguments> streams() {
        return Stream.concat(frames(), payloadsAndCloses());
    }

    private static Stream<Arguments> frames() {
        return Stream.of(
                // Headers in hex and payloads to mask, then the expected events.
                row("5.7 a masked text", "81 85 KEY 'Hello'", "text:Hello"),
                row("5.7 a fragmented text", "01 83 KEY 'Hel' 80 82 KEY 'lo'", "text:Hello"),
                row("5.4 three fragments, one empty", "02 81 KEY 'a' 00 80 KEY '' 80 81 KEY 'b'", "binary:ab"),
                row("5.4 a ping between fragments", "01 81 KEY 'a' 89 81 KEY 'p' 80 81 KEY 'b'", "ping:p", "text:ab"),
                row("5.4 a continuation of nothing", "80 81 KEY 'a'", "violation:1002"),
                row("5.4 a new message inside another", "01 81 KEY 'a' 81 81 KEY 'b'", "violation:1002"),
                row("5.4 a continuation after the last", "81 81 KEY 'a' 80 81 KEY 'b'", "text:a", "violation:1002"),
                row("5.2 RSV1 without an extension", "C1 81 KEY 'a'", "violation:1002"),
                row("5.2 RSV2", "A1 81 KEY 'a'", "violation:1002"),
                row("5.2 RSV3", "91 81 KEY 'a'", "violation:1002"),
                row("5.2 reserved data opcode 3", "83 81 KEY 'a'", "violation:1002"),
                row("5.2 reserved data opcode 7", "87 81 KEY 'a'", "violation:1002"),
                row("5.2 reserved control opcode 11", "8B 81 KEY 'a'", "violation:1002"),
                row("5.2 reserved control opcode 15", "8F 81 KEY 'a'", "violation:1002"),
                row("5.1 an unmasked data frame", "81 05 'Hello'", "violation:1002"),
                row("5.1 an unmasked ping", "89 00", "violation:1002"),
                row("5.1 an unmasked close", "88 00", "violation:1002"),
                row("5.5 a fragmented ping", "09 81 KEY 'a'", "violation:1002"),
                row("5.5 a fragmented close", "08 80 KEY ''", "violation:1002"),
                row("5.5 a control frame over 125 bytes", "89 FE 007E KEY", "violation:1002"),
                row("5.5.2 an empty ping", "89 80 KEY ''", "ping:"),
                row("5.5.2 the longest ping", "89 FD KEY *125", "ping:*125"),
                row("5.5.3 an unsolicited pong", "8A 81 KEY 'x' 82 80 KEY ''", "pong:x", "binary:"),
                row("5.2 16 bits for 125 bytes", "82 FE 007D KEY *125", "violation:1002"),
                row("5.2 16 bits for 126 bytes", "82 FE 007E KEY *126", "binary:*126"),
                row("5.2 16 bits for 65,535 bytes", "82 FE FFFF KEY *65535", "binary:*65535"),
                row("5.2 64 bits for 65,535 bytes", "82 FF 000000000000FFFF KEY *65535", "violation:1002"),
                row("5.2 64 bits for 65,536 bytes", "82 FF 0000000000010000 KEY *65536", "binary:*65536"),
                row("5.2 64 bits with the highest set", "82 FF 8000000000000000 KEY", "violation:1002"),
                row("7.4.1 one byte more than is accepted", "82 FF 0000000000011171 KEY", "violation:1009"),
                row("7.4.1 too big in two fragments", "02 FE FFFF KEY *65535 80 FE 1172 KEY", "violation:1009"),
                row("5.2 an absurd length", "82 FF 7FFFFFFFFFFFFFFF KEY", "violation:1009"));
    }

    private static Stream<Arguments> payloadsAndCloses() {
        return Stream.of(
                row("5.6 an empty text", "81 80 KEY ''", "text:"),
                row("8.1 text that is not UTF-8", "81 82 KEY xC328", "violation:1007"),
                row("8.1 an overlong form", "81 82 KEY xC0AF", "violation:1007"),
                row("8.1 a surrogate", "81 83 KEY xEDA080", "violation:1007"),
                row("8.1 beyond U+10FFFF", "81 84 KEY xF4908080", "violation:1007"),
                row("8.1 a cut sequence", "81 82 KEY xE282", "violation:1007"),
                row("8.1 a character cut by fragments", "01 81 KEY xC3 80 81 KEY xA9", "text:\u00e9"),
                row("8.1 the highest character", "81 84 KEY xF48FBFBF", "text:\udbff\udfff"),
                row("8.1 binary is not checked", "82 82 KEY xC328", "binary:\ufffd("),
                row("5.5.1 a close without a code", "88 80 KEY ''", "close:1005"),
                row("5.5.1 a close with half a code", "88 81 KEY x03", "violation:1002"),
                row("7.4 a normal close", "88 82 KEY x03E8", "close:1000"),
                row("5.5.1 a close with a reason", "88 85 KEY x03E9627965", "close:1001"),
                row("5.5.1 a reason that is not UTF-8", "88 84 KEY x03E8C328", "violation:1007"),
                row("5.5.1 nothing is read after a close", "88 82 KEY x03E8 81 81 KEY 'a'", "close:1000"),
                row("7.4.2 code 999", "88 82 KEY x03E7", "violation:1002"),
                row("7.4.1 code 1004 is reserved", "88 82 KEY x03EC", "violation:1002"),
                row("7.4.1 code 1005 is never sent", "88 82 KEY x03ED", "violation:1002"),
                row("7.4.1 code 1006 is never sent", "88 82 KEY x03EE", "violation:1002"),
                row("7.4.1 code 1011", "88 82 KEY x03F3", "close:1011"),
                row("7.4.1 code 1015 is never sent", "88 82 KEY x03F7", "violation:1002"),
                row("7.4.2 code 2999", "88 82 KEY x0BB7", "violation:1002"),
                row("7.4.2 code 3000", "88 82 KEY x0BB8", "close:3000"),
                row("7.4.2 code 4999", "88 82 KEY x1387", "close:4999"),
                row("7.4.2 code 5000", "88 82 KEY x1388", "violation:1002"),
                row("5.5.1 a close inside a message", "01 81 KEY 'a' 88 82 KEY x03E8", "close:1000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void readsAsTheSectionRequires(String section, byte[] stream, List<String> received) {
        assertEquals(received, parse(stream, stream.length), section);
    }

    @ParameterizedTest(name = "{0}, cut anywhere")
    @MethodSource("streams")
    void readsTheSameEventsFromAnyPieces(String section, byte[] stream, List<String> received) {
        assertEquals(received, parse(stream, 1), section);
        assertEquals(received, parse(stream, 3), section);
    }

    @Test
    void anyBytesEndInMessagesOrOneViolation() {
        Random random = new Random(6455);
        for (int run = 0; run < 20_000; run++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 1 && run % 2 == 0) {
                noise[0] = (byte) (noise[0] & 0x8F);
                noise[1] |= (byte) 0x80;
            }
            List<String> received = parse(noise, 1 + random.nextInt(50));
            long ends = received.stream()
                    .filter(event -> event.startsWith("violation") || event.startsWith("close"))
                    .count();
            assertTrue(ends <= 1, () -> "seed 6455: " + received);
        }
    }

    private static List<String> parse(byte[] stream, int piece) {
        Ears ears = new Ears();
        FrameParser parser = new FrameParser(MESSAGE_MAX, ears);
        for (int from = 0; from < stream.length; from += piece) {
            parser.parse(ByteBuffer.wrap(stream, from, Math.min(piece, stream.length - from)));
        }
        return ears.received;
    }

    private static Arguments row(String section, String script, String... received) {
        List<String> expected =
                Arrays.stream(received).map(FrameParserTest::withRepeats).toList();
        return Arguments.of(section, bytes(script), expected);
    }

    private static String withRepeats(String received) {
        int star = received.indexOf('*');
        return star < 0
                ? received
                : received.substring(0, star) + "*".repeat(Integer.parseInt(received.substring(star + 1)));
    }

    private static byte[] bytes(String script) {
        ByteBuffer stream = ByteBuffer.allocate(MESSAGE_MAX * 2);
        boolean masked = false;
        for (String word : script.split(" ", -1)) {
            byte[] plain = payload(word);
            if (plain != null && masked) {
                byte[] key = HexFormat.of().parseHex(KEY);
                for (int i = 0; i < plain.length; i++) {
                    plain[i] ^= key[i % 4];
                }
            }
            masked = word.equals("KEY");
            stream.put(plain != null ? plain : HexFormat.of().parseHex(masked ? KEY : word));
        }
        return Arrays.copyOf(stream.array(), stream.position());
    }

    private static byte @Nullable [] payload(String word) {
        return switch (word.charAt(0)) {
            case '\'' -> word.substring(1, word.length() - 1).getBytes(StandardCharsets.UTF_8);
            case 'x' -> HexFormat.of().parseHex(word.substring(1));
            case '*' -> "*".repeat(Integer.parseInt(word.substring(1))).getBytes(StandardCharsets.UTF_8);
            default -> null;
        };
    }

    private static final class Ears implements FrameParser.Listener {
        final List<String> received = new ArrayList<>();

        @Override
        public void message(boolean text, byte[] bytes, int length) {
            received.add((text ? "text:" : "binary:") + new String(bytes, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void fragment() {}

        @Override
        public void ping(byte[] bytes, int length) {
            received.add("ping:" + new String(bytes, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void pong(byte[] bytes, int length) {
            received.add("pong:" + new String(bytes, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void close(int code) {
            received.add("close:" + code);
        }

        @Override
        public void violation(int closeCode) {
            received.add("violation:" + closeCode);
        }
    }
}
