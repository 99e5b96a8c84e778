package io.tickstorm.net.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tickstorm.net.RawWebSocket;
import io.tickstorm.net.Tls;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.tls.TlsReloader;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the cases of RFC 6455 through the server's own classes, as a whole and in pieces. Every case lasts to the end of
 * the TCP stream, which the server must cause: the client does not end it, and the server's time-out is a minute.
 */
@Timeout(120)
class EchoIntegrationTest {
    private static final EchoServer SERVER = new EchoServer(null);
    private static final EchoServer SECURE = new EchoServer(certified());

    @AfterAll
    static void stop() {
        SERVER.close();
        SECURE.close();
    }

    static Stream<WebSocketCases.Case> cases() {
        return WebSocketCases.all().stream();
    }

    static Stream<Arguments> violations() {
        return WebSocketCases.all().stream()
                .filter(one -> List.of(1002, 1007, 1009).contains(one.closeCode()))
                .map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsRfc6455Requires(WebSocketCases.Case one) {
        for (int writeBytes : new int[] {Integer.MAX_VALUE / 2, 997}) {
            play(one, writeBytes, new RawWebSocket(SERVER.port(), null));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersTheSameByteByByte(WebSocketCases.Case one) {
        if (one.sent().size() <= 2_048) {
            play(one, 1, new RawWebSocket(SERVER.port(), null));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void endsTheStreamAfterAViolationUnderTlsToo(WebSocketCases.Case one) throws GeneralSecurityException {
        play(one, Integer.MAX_VALUE / 2, new RawWebSocket(SECURE.port(), Tls.trusting()));
    }

    private static SSLContext certified() {
        try (TlsReloader reloader = new TlsReloader(new Defence.TlsFiles(Tls.pem("rsa8.crt"), Tls.pem("rsa8.pem")))) {
            return reloader.context();
        }
    }

    private static void play(WebSocketCases.Case one, int writeBytes, RawWebSocket client) {
        try (client) {
            client.send(one.sent().toByteArray(), writeBytes);
            for (String expected : one.expected()) {
                assertEquals(expected, client.next(), one.name());
            }
            if (one.closeCode() == 0) {
                client.send(RawWebSocket.frame(WebSocketCases.CLOSE, new byte[] {3, (byte) 0xE8}), 99);
                assertEquals("close 1000", client.next(), one.name());
            } else {
                assertEquals(closed(one.closeCode()), client.next(), one.name());
            }
            assertEquals(RawWebSocket.END, client.next(), one.name());
        }
    }

    private static String closed(int code) {
        return code == 1005 ? "close " : "close " + code;
    }
}
