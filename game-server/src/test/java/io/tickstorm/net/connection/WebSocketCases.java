package io.tickstorm.net.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.tickstorm.net.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * The project's table of the requirements of RFC 6455 for a server: framing, pings, reserved bits, opcodes, fragments,
 * UTF-8 and closing. Each case has the bytes to send and the expected answers, up to the server's Close.
 */
final class WebSocketCases {
    static final int TEXT = 0x81;
    static final int BINARY = 0x82;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8A;
    /** The first byte of a text without FIN: more fragments follow. */
    private static final int TEXT_STARTS = 0x01;

    private static final int BINARY_STARTS = 0x02;
    private static final int GOES_ON = 0x00;
    private static final int ENDS = 0x80;
    private static final byte[] NOTHING = {};

    private final List<Case> cases = new ArrayList<>();

    /**
     * @param sent bytes of the client, without its last Close
     * @param expected frames of the server, without its Close
     * @param closeCode of the server's Close; 0: the server continues, and the client closes with 1000
     */
    record Case(String name, ByteString sent, List<String> expected, int closeCode) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> all() {
        WebSocketCases table = new WebSocketCases();
        table.messages();
        table.pings();
        table.reserved();
        table.fragments();
        table.utf8();
        table.closes();
        return table.cases;
    }

    private void messages() {
        for (int length : new int[] {0, 1, 125, 126, 127, 128, 65_535, 65_536}) {
            byte[] text = "*".repeat(length).getBytes(UTF_8);
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) 0xFE);
            echoes("text of " + length, f -> f.frame(TEXT, text), TEXT, text);
            echoes("binary of " + length, f -> f.frame(BINARY, bytes), BINARY, bytes);
        }
        closes("a message over the limit", 1009, f -> f.frame(BINARY, new byte[65_537]));
        closes(
                "fragments over the limit",
                1009,
                f -> f.frame(BINARY_STARTS, new byte[40_000]).frame(ENDS, new byte[40_000]));
        closes("a length of 2^63", 1002, f -> f.raw("82ff800000000000000000000000"));
        closes("a length that says 16 bits for 125 bytes", 1002, f -> f.raw("82fe007d00000000"));
        closes("a length that says 64 bits for 65,535 bytes", 1002, f -> f.raw("82ff000000000000ffff00000000"));
        closes("no mask", 1002, f -> f.raw("810161"));
        echoes(
                "three messages in one write",
                f -> f.frame(TEXT, "a").frame(TEXT, "b").frame(BINARY, new byte[] {7}),
                "text a",
                "text b",
                "binary 07");
    }

    private void pings() {
        echoes("an empty ping", f -> f.frame(PING, NOTHING), "pong ");
        echoes("a ping with text", f -> f.frame(PING, "hello"), PONG, "hello".getBytes(UTF_8));
        byte[] binary = HexFormat.of().parseHex("00fffefdfcfb00ff");
        echoes("a ping with bytes", f -> f.frame(PING, binary), PONG, binary);
        byte[] longest = new byte[125];
        Arrays.fill(longest, (byte) 0xFE);
        echoes("the longest ping", f -> f.frame(PING, longest), PONG, longest);
        closes("a ping too long", 1002, f -> f.frame(PING, new byte[126]));
        echoes("a pong nobody asked for", f -> f.frame(PONG, NOTHING).frame(TEXT, "a"), "text a");
        echoes("a pong with text nobody asked for", f -> f.frame(PONG, "x").frame(PING, "y"), "pong 79");
        String[] ten = new String[10];
        Stream ten10 = new Stream();
        for (int i = 0; i < 10; i++) {
            ten10.frame(PING, "payload-" + i);
            ten[i] = RawWebSocket.shown(PONG, ("payload-" + i).getBytes(UTF_8));
        }
        echoes("ten pings", f -> f.all(ten10), ten);
        closes("a ping in fragments", 1002, f -> f.frame(0x09, "a").frame(ENDS, "b"));
    }

    private void reserved() {
        for (int bits = 1; bits < 8; bits++) {
            int rsv = bits << 4;
            closes("reserved bits " + bits + " on text", 1002, f -> f.frame(TEXT | rsv, "hello"));
            closes("reserved bits " + bits + " on a ping", 1002, f -> f.frame(PING | rsv, NOTHING));
            closes("reserved bits " + bits + " on a Close", 1002, f -> f.frame(CLOSE | rsv, NOTHING));
        }
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            closes("opcode " + opcode, 1002, f -> f.frame(ENDS | opcode, NOTHING));
            closes("opcode " + opcode + " with a payload", 1002, f -> f.frame(ENDS | opcode, "payload"));
            closes(
                    "opcode " + opcode + " after a message",
                    1002,
                    List.of("text a"),
                    f -> f.frame(TEXT, "a").frame(ENDS | opcode, "x").frame(PING, NOTHING));
        }
    }

    private void fragments() {
        echoes("two fragments", f -> f.frame(TEXT_STARTS, "frag1").frame(ENDS, "frag2"), "text frag1frag2");
        echoes(
                "empty fragments",
                f -> f.frame(TEXT_STARTS, NOTHING).frame(GOES_ON, NOTHING).frame(ENDS, NOTHING),
                "text ");
        echoes(
                "one empty middle",
                f -> f.frame(TEXT_STARTS, "a").frame(GOES_ON, NOTHING).frame(ENDS, "b"),
                "text ab");
        echoes(
                "a ping between fragments",
                f -> f.frame(TEXT_STARTS, "a").frame(PING, "p").frame(ENDS, "b"),
                "pong 70",
                "text ab");
        echoes(
                "binary fragments",
                f -> f.frame(BINARY_STARTS, new byte[] {1}).frame(ENDS, new byte[] {2}),
                "binary 0102");
        closes("a continuation of nothing", 1002, f -> f.frame(ENDS, "a"));
        closes(
                "a continuation of nothing, without FIN",
                1002,
                f -> f.frame(GOES_ON, "a").frame(TEXT, "b"));
        closes(
                "a continuation after a whole message",
                1002,
                List.of("text a"),
                f -> f.frame(TEXT, "a").frame(ENDS, "b"));
        closes("a new text within a text", 1002, f -> f.frame(TEXT_STARTS, "a").frame(TEXT, "b"));
        closes(
                "a new binary within a text",
                1002,
                f -> f.frame(TEXT_STARTS, "a").frame(BINARY_STARTS, "b"));
        Stream many = new Stream().frame(TEXT_STARTS, "*".repeat(50));
        for (int i = 0; i < 1_309; i++) {
            many.frame(GOES_ON, "*".repeat(50));
        }
        byte[] whole = "*".repeat(50 * 1_310 + 36).getBytes(UTF_8);
        echoes("65,536 bytes in 1,311 fragments", f -> f.all(many.frame(ENDS, "*".repeat(36))), TEXT, whole);
    }

    private void utf8() {
        String greek = "\u03ba\u1f79\u03c3\u03bc\u03b5";
        echoes("Greek", f -> f.frame(TEXT, greek), "text " + greek);
        byte[] bytes = greek.getBytes(UTF_8);
        Stream pieces = new Stream().frame(TEXT_STARTS, NOTHING);
        for (byte one : bytes) {
            pieces.frame(GOES_ON, new byte[] {one});
        }
        echoes("Greek, byte by byte", f -> f.all(pieces.frame(ENDS, NOTHING)), "text " + greek);
        for (String good : List.of(
                "00", "7f", "c280", "dfbf", "e0a080", "ed9fbf", "ee8080", "efbfbd", "efbfbf", "f0908080", "f48fbfbf")) {
            byte[] text = HexFormat.of().parseHex(good);
            echoes("UTF-8 " + good, f -> f.frame(TEXT, text), TEXT, text);
        }
        for (String bad : List.of(
                "80",
                "bf",
                "c0",
                "c080",
                "c1bf",
                "c2",
                "c328",
                "e08080",
                "e09fbf",
                "e0a0",
                "eda080",
                "edbfbf",
                "eda080edb080",
                "f08080",
                "f0808080",
                "f08fbfbf",
                "f4908080",
                "f5808080",
                "f888808080",
                "fc8480808080",
                "fe",
                "ff",
                "cebae1bdb9cf83cebcceb5eda080656469746564")) {
            byte[] text = HexFormat.of().parseHex(bad);
            closes("not UTF-8 " + bad, 1007, f -> f.frame(TEXT, text));
            closes(
                    "not UTF-8 in a second fragment " + bad,
                    1007,
                    f -> f.frame(TEXT_STARTS, "a").frame(ENDS, text));
            closes("not UTF-8 as the reason of a Close " + bad, 1007, f -> f.frame(CLOSE, reason(1000, text)));
            echoes("the same as binary " + bad, f -> f.frame(BINARY, text), BINARY, text);
        }
    }

    private void closes() {
        closes("a Close without a code", 1005, f -> f.frame(CLOSE, NOTHING));
        closes("a Close with a reason", 1000, f -> f.frame(CLOSE, reason(1000, "bye".getBytes(UTF_8))));
        closes(
                "the longest reason",
                1000,
                f -> f.frame(CLOSE, reason(1000, "*".repeat(123).getBytes(UTF_8))));
        closes(
                "a reason too long",
                1002,
                f -> f.frame(CLOSE, reason(1000, "*".repeat(124).getBytes(UTF_8))));
        closes("a Close of one byte", 1002, f -> f.frame(CLOSE, "a"));
        closes("two Closes", 1000, f -> f.frame(CLOSE, reason(1000, NOTHING)).frame(CLOSE, reason(1000, NOTHING)));
        closes(
                "a ping after a Close",
                1000,
                f -> f.frame(CLOSE, reason(1000, NOTHING)).frame(PING, "a"));
        closes(
                "a message after a Close",
                1000,
                f -> f.frame(CLOSE, reason(1000, NOTHING)).frame(TEXT, "a"));
        closes(
                "256 KiB in a message, then a Close",
                1009,
                f -> f.frame(TEXT, new byte[256 * 1024]).frame(CLOSE, reason(1000, NOTHING)));
        closes("a Close between fragments", 1000, f -> f.frame(TEXT_STARTS, "a").frame(CLOSE, reason(1000, NOTHING)));
        for (int code : new int[] {
            1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999
        }) {
            closes("code " + code, code, f -> f.frame(CLOSE, reason(code, NOTHING)));
        }
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535}) {
            closes("the code " + code + " that nobody may send", 1002, f -> f.frame(CLOSE, reason(code, NOTHING)));
        }
    }

    private static byte[] reason(int code, byte[] text) {
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        return payload;
    }

    private void echoes(String name, Consumer<Stream> sends, int firstByte, byte[] payload) {
        echoes(name, sends, RawWebSocket.shown(firstByte, payload));
    }

    private void echoes(String name, Consumer<Stream> sends, String... expected) {
        add(name, sends, List.of(expected), 0);
    }

    private void closes(String name, int code, Consumer<Stream> sends) {
        closes(name, code, List.of(), sends);
    }

    private void closes(String name, int code, List<String> before, Consumer<Stream> sends) {
        add(name, sends, before, code);
    }

    private void add(String name, Consumer<Stream> sends, List<String> expected, int code) {
        Stream stream = new Stream();
        sends.accept(stream);
        cases.add(new Case(name, ByteString.copyFrom(stream.bytes.toByteArray()), expected, code));
    }

    /** Collects frames one after the other. */
    static final class Stream {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Stream frame(int firstByte, byte[] payload) {
            bytes.writeBytes(RawWebSocket.frame(firstByte, payload));
            return this;
        }

        Stream frame(int firstByte, String payload) {
            return frame(firstByte, payload.getBytes(UTF_8));
        }

        Stream raw(String hex) {
            bytes.writeBytes(HexFormat.of().parseHex(hex));
            return this;
        }

        Stream all(Stream others) {
            bytes.writeBytes(others.bytes.toByteArray());
            return this;
        }
    }
}
