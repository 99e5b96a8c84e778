package io.tickstorm.net.http;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.AddressLimits;
import io.tickstorm.net.admission.CapacityRules;
import io.tickstorm.net.admission.EvictionQueue;
import io.tickstorm.net.admission.Lease;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.tls.TlsAcceptor;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * Limits the TCP connections that are not WebSockets, from accept to end. It counts them per address and in total, and
 * closes those that wait too long. When all places are taken, the order of {@link CapacityRules} decides which one is
 * closed. Any I/O thread.
 */
public final class ConnectionAdmission implements ChannelListener<StreamConnection> {
    /** The stage of a connection, in the order of eviction. */
    private enum Stage {
        HEAD_AWAITED("handshake_pushed_out"),
        IDLE("idle_pushed_out"),
        BUSY("request_pushed_out");

        final String evicted;

        Stage(String evicted) {
            this.evicted = evicted;
        }
    }

    private final HttpOpenListener http;
    private final @Nullable TlsAcceptor tls;
    private final AddressLimits addresses;
    private final ServerMetrics metrics;
    private final int capacity;
    private final Defence.HttpTimeouts timeouts;
    private final Map<StreamConnection, Tcp> open = new ConcurrentHashMap<>();
    private final Object lock = new Object();

    /** Connections by stage. The lock guards this and the fields below. */
    private final Map<Stage, EvictionQueue<Tcp>> queues = new EnumMap<>(Stage.class);

    private int used;
    private int protectedCount;

    /** A connection. The lock guards its stage and the fields below it. */
    private static final class Tcp {
        /** The TCP connection; from the hello on the connection that speaks TLS over it. */
        volatile StreamConnection stream;

        final InetAddress address;
        final Lease lease;
        Stage stage = Stage.HEAD_AWAITED;
        long sinceNs;
        boolean isCounted = true;
        /** The number of joined polling sessions whose last polls it carried. */
        int players;

        Tcp(StreamConnection stream, InetAddress address, Lease lease) {
            this.stream = stream;
            this.address = address;
            this.lease = lease;
        }
    }

    public ConnectionAdmission(
            HttpOpenListener http, @Nullable TlsAcceptor tls, AddressLimits addresses, ServerMetrics metrics) {
        this.http = http;
        this.tls = tls;
        this.addresses = addresses;
        this.metrics = metrics;
        Defence defence = addresses.defence();
        capacity = defence.connections().httpConnectionsMax();
        timeouts = defence.timeouts();
        for (Stage stage : Stage.values()) {
            queues.put(stage, new EvictionQueue<>());
        }
    }

    private EvictionQueue<Tcp> queue(Stage stage) {
        return Objects.requireNonNull(queues.get(stage));
    }

    @Override
    public void handleEvent(StreamConnection tcp) {
        InetSocketAddress peer = tcp.getPeerAddress(InetSocketAddress.class);
        Lease lease = peer == null ? null : addresses.reserveConnection(peer.getAddress(), System.nanoTime());
        if (peer == null || lease == null) {
            metrics.dropped("connections_of_address");
            IoUtils.safeClose(tcp);
            return;
        }
        Lease handshake =
                tls == null ? Lease.UNLIMITED : addresses.reserveHandshake(peer.getAddress(), System.nanoTime());
        Tcp connection = new Tcp(tcp, peer.getAddress(), lease);
        if (handshake == null || !reserve(connection)) {
            metrics.dropped(handshake == null ? "handshakes_of_address" : "connections_of_all");
            lease.close();
            if (handshake != null) {
                handshake.close();
            }
            IoUtils.safeClose(tcp);
        } else if (tls == null) {
            begin(connection, tcp);
            watchEnd(tcp);
        } else {
            beginTls(tls, connection, handshake);
        }
    }

    private void beginTls(TlsAcceptor with, Tcp connection, Lease handshake) {
        StreamConnection tcp = connection.stream;
        open.put(tcp, connection);
        Lease tlsLease = with.accept(tcp, new TlsAcceptor.Peer(connection.address, handshake), stream -> {
            open.remove(tcp);
            connection.stream = stream;
            begin(connection, stream);
        });
        tcp.setCloseListener(closed -> {
            tlsLease.close();
            closed(connection.stream);
        });
        if (!tcp.isOpen()) {
            tlsLease.close();
            closed(connection.stream);
        }
    }

    private void begin(Tcp connection, StreamConnection stream) {
        open.put(stream, connection);
        http.handleEvent(stream);
    }

    /** Records that the head of a request has arrived completely. */
    public void requestStarted(StreamConnection stream) {
        move(open.get(stream), Stage.BUSY);
    }

    /** Records that a request is answered; the next one may follow. */
    public void requestEnded(StreamConnection stream) {
        move(open.get(stream), Stage.IDLE);
    }

    /** Stops counting a connection here, because it is now counted as a WebSocket. */
    public void upgraded(StreamConnection stream) {
        Tcp connection = open.get(stream);
        if (connection != null) {
            synchronized (lock) {
                release(connection);
            }
        }
    }

    /** Protects a connection from eviction until the lease is closed, because it carries the polls of a player. */
    public Lease protect(StreamConnection stream) {
        Tcp connection = open.get(stream);
        synchronized (lock) {
            if (connection == null || !connection.isCounted || protectedCount >= CapacityRules.protectedMax(capacity)) {
                return Lease.UNLIMITED;
            }
            addPlayer(connection, 1);
        }
        return Lease.of(() -> {
            synchronized (lock) {
                addPlayer(connection, -1);
            }
        });
    }

    /** Changes the number of players. Call with the lock held. */
    private void addPlayer(Tcp connection, int change) {
        boolean was = connection.players > 0;
        connection.players += change;
        boolean is = connection.players > 0;
        if (was != is && connection.isCounted) {
            protectedCount += is ? 1 : -1;
            enqueue(connection);
        }
    }

    private void move(@Nullable Tcp connection, Stage stage) {
        if (connection == null) {
            return;
        }
        synchronized (lock) {
            if (connection.isCounted) {
                queue(connection.stage).remove(connection);
                connection.stage = stage;
                enqueue(connection);
            }
        }
    }

    /** Appends the connection to the queue of its stage, unless it is protected. Call with the lock held. */
    private void enqueue(Tcp connection) {
        EvictionQueue<Tcp> queue = queue(connection.stage);
        queue.remove(connection);
        connection.sinceNs = System.nanoTime();
        if (connection.players == 0) {
            queue.add(connection);
        }
    }

    private boolean reserve(Tcp connection) {
        Tcp evicted = null;
        synchronized (lock) {
            if (used >= capacity) {
                evicted = victim();
                if (evicted == null) {
                    return false;
                }
                release(evicted);
            }
            used++;
            enqueue(connection);
        }
        if (evicted != null) {
            metrics.dropped(evicted.stage.evicted);
            close(evicted);
        }
        return true;
    }

    /** Returns the next connection to evict. Call with the lock held. */
    private @Nullable Tcp victim() {
        for (EvictionQueue<Tcp> queue : queues.values()) {
            Tcp victim = queue.victim(one -> addresses.held(one.address, AddressLimits.Held.CONNECTION));
            if (victim != null) {
                return victim;
            }
        }
        return null;
    }

    /** Releases a connection. Call with the lock held; a second call does nothing. */
    private void release(Tcp connection) {
        if (connection.isCounted) {
            connection.isCounted = false;
            used--;
            protectedCount -= connection.players > 0 ? 1 : 0;
            queue(connection.stage).remove(connection);
        }
    }

    /** Watches the end of a connection, after Undertow has set its own listener, which is called as well. */
    private void watchEnd(StreamConnection stream) {
        ChannelListener<? super StreamConnection> next = stream.getCloseListener();
        stream.setCloseListener(closed -> {
            closed(stream);
            if (next != null) {
                next.handleEvent(closed);
            }
        });
        if (!stream.isOpen()) {
            closed(stream);
        }
    }

    private void closed(StreamConnection stream) {
        Tcp connection = open.remove(stream);
        if (connection != null) {
            synchronized (lock) {
                release(connection);
            }
            connection.lease.close();
        }
    }

    /** Closes a connection on its own I/O thread, because TLS must not be used from another one. */
    private static void close(Tcp connection) {
        try {
            connection.stream.getIoThread().execute(() -> IoUtils.safeClose(connection.stream));
        } catch (RejectedExecutionException e) {
            // The server stops, and closes everything.
            IoUtils.safeClose(connection.stream);
        }
    }

    /** Closes all connections that have waited too long; called regularly. Any thread. */
    public void sweep() {
        List<Tcp> expired = new ArrayList<>();
        synchronized (lock) {
            expire(Stage.HEAD_AWAITED, timeouts.handshakeMs(), expired);
            expire(Stage.IDLE, timeouts.keepAliveMs(), expired);
            expire(Stage.BUSY, timeouts.responseMs(), expired);
        }
        for (Tcp connection : expired) {
            if (connection.stage == Stage.HEAD_AWAITED) {
                metrics.dropped("handshake_timed_out");
            }
            close(connection);
        }
    }

    /** Collects the expired connections of a stage, bounded by the capacity. Call with the lock held. */
    private void expire(Stage stage, int fullMs, List<Tcp> expired) {
        EvictionQueue<Tcp> queue = queue(stage);
        long waitNs = CapacityRules.waitMs(fullMs, used, capacity) * 1_000_000L;
        long nowNs = System.nanoTime();
        for (Tcp oldest = queue.oldest(); oldest != null; oldest = queue.oldest()) {
            if (nowNs - oldest.sinceNs <= waitNs) {
                return;
            }
            release(oldest);
            expired.add(oldest);
        }
    }
}
