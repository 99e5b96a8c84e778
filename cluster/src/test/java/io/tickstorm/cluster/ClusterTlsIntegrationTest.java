package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS between servers: the port of a server accepts only certificates of its own authority. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterTlsIntegrationTest {
    /** The first bytes of a connection of Artery, Pekko's protocol: the magic word and the stream. */
    private static final byte[] ARTERY = {'A', 'K', 'K', 'A', 1};

    private static final int ALERT = 21;
    private static final int ANSWER_MS = 3_000;

    @TempDir
    static Path folder = Path.of("");

    private static @Nullable ClusterTls trusted;
    private static @Nullable ClusterTls untrusted;
    private static @Nullable TestNode server;

    @BeforeAll
    static void start() throws Exception {
        trusted = Certificates.make(folder.resolve("trusted"));
        untrusted = Certificates.make(folder.resolve("untrusted"));
        server = new TestNode("a", List.of(), admission(trusted), Cells.NONE);
    }

    @AfterAll
    static void stop() {
        server().close();
    }

    private static FleetAdmission admission(@Nullable ClusterTls tls) {
        return FleetAdmission.of("play", "", tls);
    }

    private static TestNode server() {
        return java.util.Objects.requireNonNull(server);
    }

    private static int port() {
        String address = server().node.address();
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    @Test
    void aServerWithACertificateOfTheAuthorityJoins() throws Exception {
        try (TestNode node = new TestNode("b", List.of(server().node.address()), admission(trusted), Cells.NONE)) {
            node.node.whenUp().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aPlainConnectionIsRefused() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(ANSWER_MS);
            socket.getOutputStream().write(ARTERY);
            int answer = socket.getInputStream().read();
            assertTrue(answer == ALERT || answer < 0, "a TLS alert or the end, not " + answer);
            while (answer >= 0) {
                answer = socket.getInputStream().read();
            }
        }
    }

    @Test
    void aConnectionWithACertificateOfTheAuthorityStaysOpen() throws Exception {
        SSLContext own = Tls.showing(Certificates.keys(folder.resolve("trusted")));
        assertThrows(SocketTimeoutException.class, () -> converse(own));
    }

    @Test
    void aConnectionWithoutACertificateIsRefused() throws Exception {
        assertRefused(Tls.trusting());
    }

    @Test
    void aConnectionWithACertificateOfAnotherAuthorityIsRefused() throws Exception {
        assertRefused(Tls.showing(Certificates.keys(folder.resolve("untrusted"))));
    }

    @Test
    void aServerWithACertificateOfAnotherAuthorityAndOneWithoutTlsDoNotJoin() throws Exception {
        try (PekkoSetting soon = new PekkoSetting("pekko.cluster.shutdown-after-unsuccessful-join-seed-nodes", "3s");
                TestNode stranger =
                        new TestNode("x", List.of(server().node.address()), admission(untrusted), Cells.NONE);
                TestNode plain = new TestNode("y", List.of(server().node.address()), admission(null), Cells.NONE)) {
            for (TestNode node : List.of(stranger, plain)) {
                node.node.ended().toCompletableFuture().get(20, TimeUnit.SECONDS);
                assertTrue(node.node.isWithoutSeed(), soon.toString());
            }
        }
        assertEquals(1, server().node.members());
    }

    @Test
    void filesThatDoNotFitAreNamedInASentence() {
        ClusterTls good = java.util.Objects.requireNonNull(trusted);
        ClusterTls other = java.util.Objects.requireNonNull(untrusted);
        assertFault("did not sign", new ClusterTls(good.certificate(), good.key(), other.authority()));
        assertFault("is not the key of", new ClusterTls(good.certificate(), other.key(), good.authority()));
        assertFault("does not exist", new ClusterTls(good.certificate(), Path.of("none.pem"), good.authority()));
        assertFault("is not an RSA key", new ClusterTls(Tls.pem("ec8.crt"), Tls.pem("ec8.pem"), good.authority()));
    }

    private static void assertFault(String words, ClusterTls tls) {
        Exception fault = assertThrows(Exception.class, tls::check);
        assertTrue(fault instanceof IOException || fault instanceof GeneralSecurityException);
        assertTrue(String.valueOf(fault.getMessage()).contains(words), fault.getMessage());
    }

    private static void assertRefused(SSLContext context) {
        IOException refusal = assertThrows(IOException.class, () -> converse(context));
        assertFalse(refusal instanceof SocketTimeoutException, "neither refused nor closed");
    }

    /** Connects and reads until the server closes or the time is over. */
    private static void converse(SSLContext context) throws IOException {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port())) {
            socket.setSoTimeout(ANSWER_MS);
            socket.startHandshake();
            socket.getOutputStream().write(ARTERY);
            // With TLS 1.3 the server's refusal arrives after the client's side of the handshake.
            if (socket.getInputStream().read() < 0) {
                throw new IOException("closed");
            }
        }
    }
}
