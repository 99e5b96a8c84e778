package io.tickstorm.net.connection;

import io.tickstorm.fleet.EmbeddedFleet;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.Lease;
import io.tickstorm.net.session.IoGroup;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.net.websocket.FrameWriter;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import io.undertow.Undertow;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongPredicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/**
 * A server that echoes every message, as the published WebSocket test suite requires. It uses the game's own
 * connection, parser and writer. Its time-out for a Close is a minute: a stream that ends earlier ended for another
 * reason.
 */
final class EchoServer implements AutoCloseable {
    private static final int MESSAGE_MAX = 65_536;
    private static final int CLOSE_MS = 60_000;
    private static final NetSettings.Limits LIMITS =
            new NetSettings.Limits(1_000, MESSAGE_MAX, 1_000_000, 1_000_000, 1, 5, CLOSE_MS, CLOSE_MS, 65_536);
    private static final NetSettings SETTINGS =
            new NetSettings("127.0.0.1", 0, Path.of("no-page"), 1, List.of(), LIMITS, defence());

    private final ServerMetrics metrics = new ServerMetrics();
    private final RoomDirectory directory = new RoomDirectory(
            new RoomSettings(30, 1, 0, 1, 60_000, 60_000, 60_000, 60_000),
            1,
            metrics,
            List.of(new TickLoop("never started", 30, metrics, deadlineNs -> {})));
    private final Undertow undertow;
    private @Nullable IoGroup group;

    /** @param tls null: plain */
    EchoServer(@Nullable SSLContext tls) {
        HttpUpgradeListener upgraded = (stream, exchange) -> start(stream);
        Undertow.Builder builder = Undertow.builder()
                .setIoThreads(1)
                .setWorkerThreads(1)
                .setHandler(new WebSocketProtocolHandshakeHandler(
                        List.of(new Hybi13Handshake(Set.of("tickstorm.v1"), false)), upgraded));
        undertow = (tls == null
                        ? builder.addHttpListener(0, "127.0.0.1")
                        : builder.addHttpsListener(0, "127.0.0.1", tls))
                .build();
        undertow.start();
    }

    int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    private void start(StreamConnection stream) {
        IoGroup own = group == null
                ? new IoGroup(stream.getIoThread(), directory, new EmbeddedFleet(directory), metrics, SETTINGS)
                : group;
        group = own;
        new EchoConnection(stream, own, joinNs -> true).start(Lease.UNLIMITED);
    }

    private static Defence defence() {
        return Defence.STANDARD.with(
                new Defence.ConnectionLimits(4_096, 100, 8, 10, 100, 100_000_000, 100_000_000, false));
    }

    @Override
    public void close() {
        undertow.stop();
    }

    /** Echoes the received messages, one after the other. I/O thread only. */
    private static final class EchoConnection extends Connection {
        private final Queue<ByteBuffer> toSend = new ArrayDeque<>();

        EchoConnection(StreamConnection stream, IoGroup group, LongPredicate mayJoin) {
            super(stream, group, mayJoin);
        }

        @Override
        public void message(boolean text, byte[] bytes, int length) {
            ByteBuffer out = ByteBuffer.allocate(length + FrameWriter.HEADER_MAX);
            byte[] copy = Arrays.copyOf(bytes, length);
            if (text) {
                FrameWriter.text(out, copy, length);
            } else {
                FrameWriter.binary(out, copy, length);
            }
            toSend.add(out.flip());
            write();
        }

        @Override
        public void write() {
            super.write();
            while (isIdle() && !toSend.isEmpty()) {
                ByteBuffer next = toSend.remove();
                ByteBuffer out = startFrame(next.remaining());
                if (out == null) {
                    return;
                }
                out.put(next);
                frame.finish();
                super.write();
            }
        }

        @Override
        public int offer(byte[] frame, int length) {
            throw new IllegalStateException("this server has no rooms");
        }

        @Override
        boolean speaksText() {
            return false;
        }

        @Override
        CloseReason wrongKind() {
            throw new IllegalStateException("every kind is supported here");
        }

        @Override
        void receive(byte[] bytes, int length, long nowNs) {}

        @Override
        byte[] encode(Error error) {
            return new byte[0];
        }
    }
}
