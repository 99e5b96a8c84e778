package io.tickstorm.net.admission;

import io.tickstorm.metrics.ServerMetrics;
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
 * Limits the TCP connections that are not WebSockets, from the accept to their end. It counts them by address and in
 * all, and closes those that wait for too long. When all places are taken, the order of {@link Occupancy} decides which
 * one is closed. Any I/O thread.
 */
public final class Arrivals implements ChannelListener<StreamConnection> {
    /** The stage of a connection; the order is that of eviction. */
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
    private final int places;
    private final Defence.Patience patience;
    private final Map<StreamConnection, Arrival> open = new ConcurrentHashMap<>();
    private final Object lock = new Object();

    /** Connections by stage. This and the rest are guarded by the lock. */
    private final Map<Stage, EvictionQueue<Arrival>> queues = new EnumMap<>(Stage.class);

    private int taken;
    private int protectedCount;

    /** Its stage and what follows are guarded by the lock. */
    private static final class Arrival {
        /** The TCP connection; from the hello on the one that speaks TLS over it. */
        volatile StreamConnection stream;

        final InetAddress address;
        final Runnable leave;
        Stage stage = Stage.HEAD_AWAITED;
        long sinceNs;
        boolean isCounted = true;
        /** Joined polling sessions whose polls it brought last. */
        int players;

        Arrival(StreamConnection stream, InetAddress address, Runnable leave) {
            this.stream = stream;
            this.address = address;
            this.leave = leave;
        }
    }

    public Arrivals(HttpOpenListener http, @Nullable TlsAcceptor tls, AddressLimits addresses, ServerMetrics metrics) {
        this.http = http;
        this.tls = tls;
        this.addresses = addresses;
        this.metrics = metrics;
        Defence defence = addresses.defence();
        places = defence.share().httpConnectionsMax();
        patience = defence.patience();
        for (Stage stage : Stage.values()) {
            queues.put(stage, new EvictionQueue<>());
        }
    }

    private EvictionQueue<Arrival> queue(Stage stage) {
        return Objects.requireNonNull(queues.get(stage));
    }

    @Override
    public void handleEvent(StreamConnection tcp) {
        InetSocketAddress peer = tcp.getPeerAddress(InetSocketAddress.class);
        Runnable leave = peer == null ? null : addresses.connection(peer.getAddress(), System.nanoTime());
        if (peer == null || leave == null) {
            metrics.dropped("connections_of_address");
            IoUtils.safeClose(tcp);
            return;
        }
        Runnable endHandshake = tls == null ? () -> {} : addresses.handshake(peer.getAddress(), System.nanoTime());
        Arrival arrival = new Arrival(tcp, peer.getAddress(), leave);
        if (endHandshake == null || !takesPlace(arrival)) {
            metrics.dropped(endHandshake == null ? "handshakes_of_address" : "connections_of_all");
            leave.run();
            if (endHandshake != null) {
                endHandshake.run();
            }
            IoUtils.safeClose(tcp);
        } else if (tls == null) {
            begin(arrival, tcp);
            watchEnd(tcp);
        } else {
            beginTls(tls, arrival, endHandshake);
        }
    }

    private void beginTls(TlsAcceptor with, Arrival arrival, Runnable endHandshake) {
        StreamConnection tcp = arrival.stream;
        open.put(tcp, arrival);
        Runnable end = with.accept(tcp, new TlsAcceptor.Arrival(arrival.address, endHandshake), stream -> {
            open.remove(tcp);
            arrival.stream = stream;
            begin(arrival, stream);
        });
        tcp.setCloseListener(closed -> {
            end.run();
            gone(arrival.stream);
        });
        if (!tcp.isOpen()) {
            end.run();
            gone(arrival.stream);
        }
    }

    private void begin(Arrival arrival, StreamConnection stream) {
        open.put(stream, arrival);
        http.handleEvent(stream);
    }

    /** A request begins: the whole head has come. */
    public void asked(StreamConnection stream) {
        move(open.get(stream), Stage.BUSY);
    }

    /** The request is over, and the next one may come. */
    public void answered(StreamConnection stream) {
        move(open.get(stream), Stage.IDLE);
    }

    /** It has become a WebSocket, and is counted as one. */
    public void upgraded(StreamConnection stream) {
        Arrival arrival = open.get(stream);
        if (arrival != null) {
            synchronized (lock) {
                giveUpPlace(arrival);
            }
        }
    }

    /** Keeps a connection from being evicted until the answer is run, once: it brings the polls of a player. */
    public Runnable protect(StreamConnection stream) {
        Arrival arrival = open.get(stream);
        synchronized (lock) {
            if (arrival == null || !arrival.isCounted || protectedCount >= Occupancy.protectedMax(places)) {
                return () -> {};
            }
            addPlayer(arrival, 1);
        }
        return () -> {
            synchronized (lock) {
                addPlayer(arrival, -1);
            }
        };
    }

    /** Holds the lock. */
    private void addPlayer(Arrival arrival, int change) {
        boolean was = arrival.players > 0;
        arrival.players += change;
        boolean is = arrival.players > 0;
        if (was != is && arrival.isCounted) {
            protectedCount += is ? 1 : -1;
            enqueue(arrival);
        }
    }

    private void move(@Nullable Arrival arrival, Stage stage) {
        if (arrival == null) {
            return;
        }
        synchronized (lock) {
            if (arrival.isCounted) {
                queue(arrival.stage).remove(arrival);
                arrival.stage = stage;
                enqueue(arrival);
            }
        }
    }

    /** Holds the lock: to the end of its queue, unless it is protected. */
    private void enqueue(Arrival arrival) {
        EvictionQueue<Arrival> queue = queue(arrival.stage);
        queue.remove(arrival);
        arrival.sinceNs = System.nanoTime();
        if (arrival.players == 0) {
            queue.add(arrival);
        }
    }

    private boolean takesPlace(Arrival arrival) {
        Arrival evicted = null;
        synchronized (lock) {
            if (taken >= places) {
                evicted = victim();
                if (evicted == null) {
                    return false;
                }
                giveUpPlace(evicted);
            }
            taken++;
            enqueue(arrival);
        }
        if (evicted != null) {
            metrics.dropped(evicted.stage.evicted);
            close(evicted);
        }
        return true;
    }

    /** Holds the lock. */
    private @Nullable Arrival victim() {
        for (EvictionQueue<Arrival> queue : queues.values()) {
            Arrival victim = queue.victim(one -> addresses.held(one.address, AddressLimits.Held.CONNECTION));
            if (victim != null) {
                return victim;
            }
        }
        return null;
    }

    /** Call with the lock held; a second call does nothing. */
    private void giveUpPlace(Arrival arrival) {
        if (arrival.isCounted) {
            arrival.isCounted = false;
            taken--;
            protectedCount -= arrival.players > 0 ? 1 : 0;
            queue(arrival.stage).remove(arrival);
        }
    }

    /** Watches the end of a connection, after Undertow has set its own listener, which has to be called as well. */
    private void watchEnd(StreamConnection stream) {
        ChannelListener<? super StreamConnection> next = stream.getCloseListener();
        stream.setCloseListener(closed -> {
            gone(stream);
            if (next != null) {
                next.handleEvent(closed);
            }
        });
        if (!stream.isOpen()) {
            gone(stream);
        }
    }

    private void gone(StreamConnection stream) {
        Arrival arrival = open.remove(stream);
        if (arrival != null) {
            synchronized (lock) {
                giveUpPlace(arrival);
            }
            arrival.leave.run();
        }
    }

    /** Closes a connection on its own thread, since TLS must not be used from another one. */
    private static void close(Arrival arrival) {
        try {
            arrival.stream.getIoThread().execute(() -> IoUtils.safeClose(arrival.stream));
        } catch (RejectedExecutionException e) {
            // The server ends, and closes everything.
            IoUtils.safeClose(arrival.stream);
        }
    }

    /** Closes all that have waited for too long; called regularly. Any thread. */
    public void sweep() {
        List<Arrival> expired = new ArrayList<>();
        synchronized (lock) {
            expire(Stage.HEAD_AWAITED, patience.handshakeMs(), expired);
            expire(Stage.IDLE, patience.keepAliveMs(), expired);
            expire(Stage.BUSY, patience.responseMs(), expired);
        }
        for (Arrival arrival : expired) {
            if (arrival.stage == Stage.HEAD_AWAITED) {
                metrics.dropped("handshake_timed_out");
            }
            close(arrival);
        }
    }

    /** Holds the lock. At most as many as there are places. */
    private void expire(Stage stage, int fullMs, List<Arrival> expired) {
        EvictionQueue<Arrival> queue = queue(stage);
        long waitNs = Occupancy.waitMs(fullMs, taken, places) * 1_000_000L;
        long nowNs = System.nanoTime();
        for (Arrival oldest = queue.oldest(); oldest != null; oldest = queue.oldest()) {
            if (nowNs - oldest.sinceNs <= waitNs) {
                return;
            }
            giveUpPlace(oldest);
            expired.add(oldest);
        }
    }
}
