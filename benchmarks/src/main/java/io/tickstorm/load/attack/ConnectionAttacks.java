package io.tickstorm.load.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The attacks whose connections never join a room. */
final class ConnectionAttacks {
    private ConnectionAttacks() {}

    /** Returns address 127.0.0.n of this machine. */
    private static InetAddress loopback(int n) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) n});
        } catch (IOException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /**
     * Handshakes that never end. A third sends nothing, a third stops in the middle of a head, and a third continues a
     * head by single characters. Closed connections are replaced.
     */
    static final class HalfOpenHandshakes extends Attack {
        private static final String BEGINNING = "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nX-Slow: ";
        private static final long DRIP_EVERY_NS = 100_000_000;
        private static final int OPENED_AT_ONCE = 50;
        private final URI url;
        private long dripNs;

        HalfOpenHandshakes(URI url, int count) {
            super(count);
            this.url = url;
        }

        @Override
        boolean step(long nowNs) throws IOException {
            boolean drips = nowNs - dripNs > DRIP_EVERY_NS;
            dripNs = drips ? nowNs : dripNs;
            int missing = 0;
            for (int i = 0; i < peers.length; i++) {
                RawConnection peer = peers[i];
                if (peer != null && drips) {
                    peer.listen();
                }
                if (peer == null || peer.isClosed()) {
                    if (missing++ < OPENED_AT_ONCE) {
                        replaced.addAndGet(peer == null ? 0 : 1);
                        RawConnection next = new RawConnection(url, 0);
                        next.send(i % 3 == 0 ? "" : BEGINNING);
                        peers[i] = next;
                    }
                } else if (drips && i % 3 == 2) {
                    peer.send("x");
                }
            }
            if (missing == 0) {
                ready();
            }
            return true;
        }

        @Override
        void report(AttackReport report) {
            report.line(
                    "%d half-open or slow handshakes at any time, %d closed by the server and replaced",
                    peers.length, replaced.get());
        }
    }

    /** Keeps connections from several addresses open, and opens those again that the server closes. */
    private abstract static class KeptConnections extends Attack {
        private final int openedPerSecond;
        private final int openedAtOnce;
        private final int reopenedPerSecond;
        private int opened;
        private int turn;
        private long beganNs;
        private long fullNs;

        /** @param openedAtOnce largest number of connections that one step opens at first */
        KeptConnections(int count, int openedPerSecond, int openedAtOnce, int reopenedPerSecond) {
            super(count);
            this.openedPerSecond = openedPerSecond;
            this.openedAtOnce = openedAtOnce;
            this.reopenedPerSecond = reopenedPerSecond;
        }

        /** Opens the connection of this number, or returns null if it could not be opened. */
        abstract @Nullable RawConnection open(int number);

        @Override
        boolean step(long nowNs) {
            beganNs = beganNs == 0 ? nowNs : beganNs;
            long due = Math.min(peers.length, (nowNs - beganNs) * openedPerSecond / SECOND_NS);
            for (int i = 0; i < openedAtOnce && opened < due; i++) {
                peers[opened] = open(opened);
                opened++;
            }
            if (opened == peers.length) {
                ready();
                reopen(nowNs);
            }
            return true;
        }

        private void reopen(long nowNs) {
            fullNs = fullNs == 0 ? nowNs : fullNs;
            long due = (nowNs - fullNs) * reopenedPerSecond / SECOND_NS;
            for (int looks = 0; looks < peers.length && replaced.get() < due; looks++) {
                turn = (turn + 1) % peers.length;
                RawConnection peer = peers[turn];
                if (peer != null) {
                    peer.discard();
                }
                if (isMissing(turn)) {
                    replaced.incrementAndGet();
                    peers[turn] = open(turn);
                }
            }
        }

        /** Opens a connection and sends bytes. Returns null if the system refuses it. */
        final @Nullable RawConnection send(URI url, InetAddress from, byte[] bytes) {
            try {
                RawConnection peer = new RawConnection(url, 0, from);
                peer.send(bytes);
                return peer;
            } catch (IOException e) {
                refused.incrementAndGet();
                return null;
            }
        }
    }

    /** Connections from 22 addresses that request {@code /healthz} once and stay open. */
    static final class IdleConnections extends KeptConnections {
        private static final int ADDRESSES = 22;
        private final URI url;
        private final byte[] request;

        IdleConnections(URI url, int perAddress) {
            super(ADDRESSES * perAddress, 2_000, Integer.MAX_VALUE, 100);
            this.url = url;
            request = ("GET /healthz HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        @Nullable
        RawConnection open(int number) {
            return send(url, loopback(2 + number % ADDRESSES), request);
        }

        @Override
        void report(AttackReport report) {
            report.line(
                    "%d addresses kept %d connections each; %d were closed and opened again, %d could not be opened",
                    ADDRESSES, peers.length / ADDRESSES, replaced.get(), refused.get());
        }
    }

    /**
     * Incomplete TLS handshakes. Some connections send the first message and then nothing. One address sends it and
     * disconnects, many times a second.
     */
    static final class TlsHellos extends KeptConnections {
        private static final int HUNG_UP_PER_SECOND = 1_600;
        private static final int AT_ONCE = 20;
        private static final int SILENT_ADDRESSES = 10;
        /**
         * Connections with a message that the server may not have read yet; the oldest beyond this number is closed.
         */
        private static final int UNDER_WAY_MAX = 16;

        private final URI url;
        private final byte[] hello;
        private final Deque<RawConnection> hangingUp = new ArrayDeque<>();
        private long beganNs;

        TlsHellos(URI url, SSLContext context, int silentCount) {
            // The server ends a handshake after 5 s, so the same number is opened again.
            super(silentCount, 20_000, AT_ONCE, 400);
            this.url = url;
            hello = hello(context);
        }

        private static byte[] hello(SSLContext context) {
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            try {
                engine.wrap(ByteBuffer.allocate(0), out);
            } catch (SSLException e) {
                throw new IllegalStateException("this Java does not support TLS", e);
            }
            byte[] bytes = new byte[out.flip().remaining()];
            out.get(bytes);
            return bytes;
        }

        @Override
        @Nullable
        RawConnection open(int number) {
            return send(url, loopback(3 + number % SILENT_ADDRESSES), hello);
        }

        @Override
        boolean step(long nowNs) {
            beganNs = beganNs == 0 ? nowNs : beganNs;
            super.step(nowNs);
            long due = (nowNs - beganNs) * HUNG_UP_PER_SECOND / SECOND_NS;
            for (int i = 0; i < AT_ONCE && begun.get() < due; i++) {
                begun.incrementAndGet();
                RawConnection next = send(url, loopback(2), hello);
                if (next != null) {
                    hangingUp.add(next);
                }
                if (hangingUp.size() > UNDER_WAY_MAX) {
                    hangingUp.remove().close();
                }
            }
            return true;
        }

        @Override
        void end() {
            hangingUp.forEach(RawConnection::close);
            super.end();
        }

        @Override
        void report(AttackReport report) {
            report.line(
                    "%d hellos were followed by silence, %d by the end of the connection (%d a second);"
                            + " %d connections could not be opened",
                    peers.length, begun.get(), HUNG_UP_PER_SECOND, refused.get());
        }
    }

    /** Opens polling sessions from 50 addresses, never polls them, and opens them again once the server ended them. */
    static final class UnpolledSessions extends Attack {
        private static final int ADDRESSES = 50;
        private static final int OPENED_PER_SECOND = 2_500;
        /** The time after which the server ends a session that is not polled. */
        private static final long UNPOLLED_NS = 10 * SECOND_NS;

        private final URI url;
        private final int perAddress;
        private final int sessions;
        private final byte[] request;
        private long beganNs;
        private int openedInRound;

        UnpolledSessions(URI url, int perAddress) {
            super(0);
            this.url = url;
            this.perAddress = perAddress;
            sessions = ADDRESSES * perAddress;
            request = ("POST /poll HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        boolean step(long nowNs) {
            if (beganNs == 0 || nowNs - beganNs > UNPOLLED_NS) {
                beganNs = nowNs;
                openedInRound = 0;
            }
            long due = Math.min(sessions, (nowNs - beganNs) * OPENED_PER_SECOND / SECOND_NS);
            while (openedInRound < due) {
                open(openedInRound++);
            }
            if (openedInRound == sessions) {
                ready();
            }
            return true;
        }

        private void open(int number) {
            try (RawConnection peer = new RawConnection(url, 0, loopback(2 + number % ADDRESSES))) {
                peer.send(request);
                // A reset before the answer would withdraw the request.
                peer.awaitAnswer();
                begun.incrementAndGet();
            } catch (IOException e) {
                refused.incrementAndGet();
            }
        }

        @Override
        void report(AttackReport report) {
            report.line(
                    "%d addresses requested %d sessions each, again every 10 s: %d requests, %d could not be sent",
                    ADDRESSES, perAddress, begun.get(), refused.get());
        }
    }
}
