package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.TrustedProxies;
import io.tickstorm.net.websocket.FrameParser;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.room.PersonText;
import io.tickstorm.text.ClientText;
import io.tickstorm.text.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Properties that must hold for any bytes from outside: a test replays stored inputs, jazzer searches for new ones. */
final class FuzzTargets {
    private static final int MESSAGE_MAX = 2_048;
    private static final Defence HASTY = Defence.STANDARD.with(new Defence.HttpTimeouts(2_000, 2_000, 2_000));

    private FuzzTargets() {}

    /**
     * Checks that a stream in any pieces gives the same events, that none is too long, and that none follows the end.
     */
    static void frames(byte[] stream) {
        Ears whole = new Ears();
        whole.parser.parse(ByteBuffer.wrap(stream));
        for (int cut : new int[] {1, 7}) {
            Ears other = new Ears();
            for (int at = 0; at < stream.length; at += cut) {
                other.parser.parse(ByteBuffer.wrap(stream, at, Math.min(cut, stream.length - at)));
            }
            assertEquals(whole.received, other.received);
            assertEquals(whole.parser.isDead(), other.parser.isDead());
        }
        boolean ended = !whole.received.isEmpty()
                && whole.received.get(whole.received.size() - 1).startsWith("end");
        assertEquals(ended, whole.parser.isDead());
    }

    /** Checks that the reader in place reads or refuses the same messages as protobuf. */
    static void clientMessage(byte[] bytes) {
        ClientMessage message = new ClientMessage();
        try {
            message.decode(bytes, bytes.length);
        } catch (InvalidProtocolBufferException e) {
            assertNull(parsed(bytes), "protobuf reads it");
            return;
        }
        ClientFrame expected = parsed(bytes);
        assertTrue(expected != null, "protobuf does not read it");
        assertEquals(expected.getInputTick(), message.inputTick());
        assertEquals(expected.getControl(), message.control());
        assertEquals(expected.getAcknowledgedAge(), message.acknowledgedAge());
        assertEquals(expected.getViewAge16Ths(), message.viewAge16ths());
        assertEquals(expected.getMessageCase() != ClientFrame.MessageCase.MESSAGE_NOT_SET, hasMessage(message));
    }

    private static boolean hasMessage(ClientMessage message) {
        ClientFrame frame = message.frame();
        return frame != null && frame.getMessageCase() != ClientFrame.MessageCase.MESSAGE_NOT_SET;
    }

    private static @org.jspecify.annotations.Nullable ClientFrame parsed(byte[] bytes) {
        try {
            return ClientFrame.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    /** Checks that text shown to others is visible, normal and short, and stays the same when it is read again. */
    static void text(byte[] bytes) {
        String raw = new String(bytes, StandardCharsets.UTF_8);
        String name = PersonText.name(raw);
        if (name != null) {
            assertTrue(name.codePointCount(0, name.length()) <= PersonText.NAME_LENGTH_MAX);
            assertTrue(Normalizer.isNormalized(name, Normalizer.Form.NFC));
            assertFalse(name.isBlank());
            assertTrue(name.chars().noneMatch(Character::isISOControl));
            assertEquals(name, PersonText.name(name));
        }
        TrustedProxies.address(raw);
        try {
            TrustedProxies.of(List.of(raw));
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("is not an address"));
        }
    }

    /**
     * Checks that any text is a message that can be written again, or is refused with a sentence that fits into a
     * Close.
     */
    static void clientText(byte[] bytes) {
        String raw = new String(bytes, StandardCharsets.UTF_8);
        ClientFrame read;
        try {
            read = ClientText.parse(raw);
        } catch (UnreadableException e) {
            assertTrue(e.sentence().length() <= 120, e.sentence());
            assertTrue(e.sentence().startsWith("not "), e.sentence());
            assertTrue(e.sentence().chars().allMatch(c -> c >= ' ' && c <= '~'), e.sentence());
            return;
        }
        try {
            assertEquals(read, ClientText.parse(JsonFormat.printer().print(read)), raw);
        } catch (InvalidProtocolBufferException | UnreadableException e) {
            throw new AssertionError(raw, e);
        }
    }

    /** Starts a server without a limit of requests. */
    static TestServer server() {
        return new TestServer(4, TestServer.LIMITS, HASTY);
    }

    /** Checks that any bytes at the port get an HTTP response or none, and never cause a server fault. */
    static void http(TestServer server, byte[] bytes) {
        try (RawHttp http = new RawHttp(server.server.port())) {
            http.send(new String(bytes, StandardCharsets.ISO_8859_1)).endOutput();
            String answer = http.readToEnd();
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1."), answer);
            assertFalse(answer.startsWith("HTTP/1.1 500"), answer);
            assertFalse(answer.contains("\tat "), answer);
        }
    }

    private static final class Ears implements FrameParser.Listener {
        final List<String> received = new ArrayList<>();
        final FrameParser parser = new FrameParser(MESSAGE_MAX, this);

        @Override
        public void message(boolean text, byte[] bytes, int length) {
            assertTrue(length <= MESSAGE_MAX);
            record((text ? "text " : "binary ") + HexFormat.of().formatHex(bytes, 0, length));
        }

        @Override
        public void fragment() {
            record("fragment");
        }

        @Override
        public void ping(byte[] bytes, int length) {
            record("ping " + HexFormat.of().formatHex(bytes, 0, length));
        }

        @Override
        public void pong(byte[] bytes, int length) {
            record("pong");
        }

        @Override
        public void close(int code) {
            record("end by close " + code);
        }

        @Override
        public void violation(int closeCode) {
            assertTrue(closeCode == 1002 || closeCode == 1007 || closeCode == 1009);
            record("end by violation " + closeCode);
        }

        private void record(String what) {
            assertTrue(
                    received.isEmpty() || !received.get(received.size() - 1).startsWith("end"),
                    "after the end: " + what);
            received.add(what);
        }
    }
}
