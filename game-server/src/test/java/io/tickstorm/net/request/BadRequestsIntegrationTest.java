package io.tickstorm.net.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.RawHttp;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.Tls;
import io.tickstorm.net.settings.Defence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that each request that breaks a rule gets its status, that the connection ends, and that nothing is logged.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadRequestsIntegrationTest {
    private static final int TIMES = 20;
    private static final String HOST = "Host: a\r\n";
    private static final String CHUNKED = "POST /poll HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String LARGE = "a".repeat(50_000);

    @TempDir
    Path page = Path.of("");

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicInteger logged = new AtomicInteger();
    private final Handler count = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.incrementAndGet();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() throws IOException {
        Files.writeString(page.resolve("index.html"), "the page");
        PrintStream captured = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(captured);
        System.setErr(captured);
        Logger.getLogger("").addHandler(count);
    }

    @AfterEach
    void listenNoMore() {
        System.setOut(out);
        System.setErr(err);
        Logger.getLogger("").removeHandler(count);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                bad(413, CHUNKED + "5000\r\n"),
                bad(413, CHUNKED + "5000\r\n" + "a".repeat(0x5000) + "\r\n0\r\n\r\n"),
                bad(413, CHUNKED + "3000\r\n" + "a".repeat(0x3000) + "\r\n3000\r\n" + "a".repeat(0x3000)),
                bad(413, CHUNKED + "ffffffffffffffffff\r\n"),
                bad(400, CHUNKED + "zz\r\n"),
                bad(400, CHUNKED + "-1\r\n"),
                bad(400, CHUNKED + "3\r\nabcX"),
                bad(400, CHUNKED + "3;" + "e".repeat(5_000) + "\r\n"),
                bad(413, "POST /announce HTTP/1.1\r\n" + HOST + "Content-Length: 50000\r\n\r\n" + LARGE, true),
                bad(413, "POST /poll HTTP/1.1\r\n" + HOST + "Content-Length: 50000\r\n\r\n" + LARGE),
                bad(413, "POST /poll HTTP/1.1\r\n" + HOST + "Content-Length: 50000\r\n\r\n"),
                bad(400, "POST /poll HTTP/1.1\r\n" + HOST + "Content-Length: -5\r\n\r\n"),
                bad(400, "POST /poll HTTP/1.1\r\n" + HOST + "Content-Length: abc\r\n\r\n"),
                bad(400, "POST /poll HTTP/1.1\r\n" + HOST + "Content-Length: 99999999999999999999\r\n\r\n"),
                bad(400, "POST /poll HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\na"),
                bad(400, "POST /poll HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n"),
                bad(400, transfer("gzip, chunked")),
                bad(400, transfer("chunked, chunked")),
                bad(400, transfer("identity")),
                bad(400, transfer("xchunked")),
                bad(400, transfer("")),
                bad(400, transfer("chunked\r\nTransfer-Encoding: chunked")),
                bad(400, transfer("chunked\r\nContent-Length: 5")),
                bad(400, "POST /poll HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                bad(400, "GET / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: identity\r\n\r\n"),
                bad(400, "GET / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n5000\r\n" + LARGE),
                bad(400, "GET / HTTP/1.1\r\n" + HOST + "Content-Length: 50000\r\n\r\n" + LARGE),
                bad(405, "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 50000\r\n\r\n" + LARGE),
                bad(405, "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\nConnection: close\r\n\r\n"),
                bad(405, "DELETE /index.html HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"),
                bad(405, "OPTIONS / HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"),
                bad(405, "POST /healthz HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\nConnection: close\r\n\r\n"),
                bad(405, "GET /poll HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"),
                bad(405, "CONNECT a:1 HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"),
                bad(501, "get / HTTP/1.1\r\n" + HOST + "\r\n"),
                bad(501, "Get / HTTP/1.1\r\n" + HOST + "\r\n"),
                bad(501, "BREW / HTTP/1.1\r\n" + HOST + "\r\n"),
                bad(505, "GET / HTTP/0.9\r\n" + HOST + "\r\n"),
                bad(400, "GET / HTTP/1.1\r\n\r\n"),
                bad(400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
                bad(400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
                bad(400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
                bad(400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                bad(400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
                bad(400, "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n"),
                bad(400, "GET / HTTP/1.1\r\n" + HOST + "\u0000: b\r\n\r\n"),
                bad(400, "GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
                bad(400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
                bad(400, "\u0016\u0003\u0001\u0002\u0000\u0001"),
                bad(400, "NONSENSE\r\n\r\n"),
                bad(400, "POST /poll HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\nConnection: close\r\n\r\nabc"));
    }

    private static String transfer(String codings) {
        return "POST /poll HTTP/1.1\r\n" + HOST + "Transfer-Encoding: " + codings + "\r\n\r\n0\r\n\r\n";
    }

    private static Arguments bad(int status, String request) {
        return Arguments.of(status, request, false);
    }

    private static Arguments bad(int status, String request, boolean toAdminPort) {
        return Arguments.of(status, request, toAdminPort);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void getsItsStatusAndLogsNothing(int status, String request, boolean toAdminPort) {
        Defence apart = Defence.STANDARD.with(new Defence.Admin(0, null));
        try (TestServer server = new TestServer(4, TestServer.LIMITS, apart, page)) {
            int port = toAdminPort ? server.server.adminPort() : server.server.port();
            for (int i = 0; i < TIMES; i++) {
                try (RawHttp http = new RawHttp(port)) {
                    String answer = http.send(request).readToEnd();
                    assertEquals(status, RawHttp.status(answer), answer);
                }
            }
            assertEquals(200, RawHttp.status(RawHttp.answer(server.server.port(), "GET /healthz HTTP/1.1")));
        }
        assertNothingIsLogged();
    }

    @Test
    void abortedUploadsLogNothing() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS)) {
            for (int i = 0; i < TIMES; i++) {
                for (String beginning : List.of(
                        "POST /poll HTTP/1.1\r\n" + HOST + "Content-Length: 100\r\n\r\nx",
                        CHUNKED + "10\r\nx",
                        CHUNKED,
                        "GET / HTTP/1.1\r\nHo",
                        "")) {
                    try (RawHttp http = new RawHttp(server.server.port())) {
                        http.send(beginning).endOutput().readToEnd();
                    }
                    try (RawHttp http = new RawHttp(server.server.port())) {
                        http.send(beginning).reset();
                    }
                }
            }
        }
        assertNothingIsLogged();
    }

    @Test
    void bytesOtherThanTlsOnTheTlsPortLogNothing() {
        Defence tls = Defence.STANDARD.with(new Defence.TlsFiles(Tls.pem("rsa8.crt"), Tls.pem("rsa8.pem")));
        try (TestServer server = new TestServer(4, TestServer.LIMITS, tls, page)) {
            for (int i = 0; i < TIMES; i++) {
                for (String bytes : List.of(
                        "GET / HTTP/1.1\r\n" + HOST + "\r\n",
                        "\u0016\u0003\u0001\u0000\u0005\u0001\u0000\u0000\u0001\u0000",
                        "\u0015\u0003\u0001\u0000\u0002\u0002(",
                        "\u0017\u0003\u0003\u0000\u0004abcd",
                        "\u0016\u0003\u0001\u00ff\u00ff" + LARGE,
                        "\u0000".repeat(100))) {
                    try (RawHttp http = new RawHttp(server.server.port())) {
                        http.send(bytes).readToEnd();
                    }
                    try (RawHttp http = new RawHttp(server.server.port())) {
                        http.send(bytes).reset();
                    }
                }
            }
        }
        assertNothingIsLogged();
    }

    @Test
    void theConnectionIsKeptAfterABodyOfKnownLength() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS);
                RawHttp http = new RawHttp(server.server.port())) {
            String poll = "POST /poll HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc";
            http.send(poll + poll).read("not a valid PollRequest\n");
            http.read("not a valid PollRequest\n");
            http.send(poll).read("not a valid PollRequest\n");
        }
    }

    @Test
    void aPollInChunksIsAccepted() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS);
                RawHttp http = new RawHttp(server.server.port())) {
            assertEquals(200, RawHttp.status(http.send(CHUNKED + "0\r\n\r\n").readToEnd()), "it opens a session");
        }
    }

    private void assertNothingIsLogged() {
        assertEquals(0, logged.get());
        assertTrue(printed.size() == 0, printed.toString(StandardCharsets.UTF_8));
    }
}
