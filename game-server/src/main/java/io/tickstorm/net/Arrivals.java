package io.tickstorm.net;

import io.tickstorm.metrics.ServerMetrics;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;

/**
 * TCP connections from the accept to their first request: counted by address and in all, and closed if they ask for
 * nothing in time. When there are too many, the oldest that has asked for nothing goes, so that whoever does ask gets
 * in. Any I/O thread.
 */
final class Arrivals implements ChannelListener<StreamConnection> {
    private final HttpOpenListener http;
    private final AddressLimits addresses;
    private final ServerMetrics metrics;
    private final int connectionsMax;
    private final int handshakeMs;
    private final Map<StreamConnection, Arrival> open = new ConcurrentHashMap<>();
    /** Oldest first; whoever has asked or gone is skipped when his turn comes, at the latest after the time-out. */
    private final Queue<Arrival> waiting = new ConcurrentLinkedQueue<>();

    private final AtomicInteger connections = new AtomicInteger();

    private static final class Arrival {
        final StreamConnection stream;
        final Runnable leave;
        volatile XnioExecutor.@Nullable Key timeOut;
        final AtomicBoolean isCounted = new AtomicBoolean(true);
        volatile boolean hasAsked;

        Arrival(StreamConnection stream, Runnable leave) {
            this.stream = stream;
            this.leave = leave;
        }
    }

    Arrivals(HttpOpenListener http, AddressLimits addresses, ServerMetrics metrics, Defence defence) {
        this.http = http;
        this.addresses = addresses;
        this.metrics = metrics;
        connectionsMax = defence.share().httpConnectionsMax();
        handshakeMs = defence.patience().handshakeMs();
    }

    @Override
    public void handleEvent(StreamConnection stream) {
        InetSocketAddress peer = stream.getPeerAddress(InetSocketAddress.class);
        Runnable leave = peer == null ? null : addresses.connection(peer.getAddress(), System.nanoTime());
        if (leave == null || isFull()) {
            metrics.dropped(leave == null ? "connections_of_address" : "connections_of_all");
            if (leave != null) {
                leave.run();
            }
            IoUtils.safeClose(stream);
            return;
        }
        Arrival arrival = new Arrival(stream, leave);
        connections.incrementAndGet();
        open.put(stream, arrival);
        waiting.add(arrival);
        try {
            arrival.timeOut = stream.getIoThread()
                    .executeAfter(() -> closeUnlessAsked(arrival), handshakeMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server ends.
            gone(stream);
            IoUtils.safeClose(stream);
            return;
        }
        http.handleEvent(stream);
        watchEnd(stream, arrival);
    }

    /** It has sent the whole head of a request. */
    void asked(StreamConnection stream) {
        Arrival arrival = open.get(stream);
        if (arrival != null && !arrival.hasAsked) {
            arrival.hasAsked = true;
            forgetTimeOut(arrival);
        }
    }

    /** It has become a WebSocket, and is counted as one. */
    void upgraded(StreamConnection stream) {
        Arrival arrival = open.get(stream);
        if (arrival != null) {
            countNoMore(arrival);
        }
    }

    private void countNoMore(Arrival arrival) {
        if (arrival.isCounted.compareAndSet(true, false)) {
            connections.decrementAndGet();
        }
    }

    /** After Undertow has set its own listener, which has to be told as well. */
    private void watchEnd(StreamConnection stream, Arrival arrival) {
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
        forgetOldest(arrival);
    }

    private void gone(StreamConnection stream) {
        Arrival arrival = open.remove(stream);
        if (arrival != null) {
            countNoMore(arrival);
            forgetTimeOut(arrival);
            arrival.leave.run();
        }
    }

    private boolean isFull() {
        if (connections.get() < connectionsMax) {
            return false;
        }
        Arrival oldest = oldestWaiting();
        if (oldest != null) {
            metrics.dropped("handshake_pushed_out");
            IoUtils.safeClose(oldest.stream);
        }
        return oldest == null;
    }

    private @Nullable Arrival oldestWaiting() {
        Arrival oldest = waiting.poll();
        while (oldest != null && isDone(oldest)) {
            oldest = waiting.poll();
        }
        return oldest;
    }

    /** Keeps the row as short as those who wait, and those who came after the oldest of them. */
    private void forgetOldest(Arrival newest) {
        for (Arrival oldest = waiting.peek(); oldest != null && oldest != newest; oldest = waiting.peek()) {
            if (!isDone(oldest) || !waiting.remove(oldest)) {
                return;
            }
        }
    }

    private static boolean isDone(Arrival arrival) {
        return arrival.hasAsked || !arrival.stream.isOpen();
    }

    private void closeUnlessAsked(Arrival arrival) {
        if (!arrival.hasAsked && arrival.stream.isOpen()) {
            metrics.dropped("handshake_timed_out");
            IoUtils.safeClose(arrival.stream);
        }
    }

    private static void forgetTimeOut(Arrival arrival) {
        XnioExecutor.Key timeOut = arrival.timeOut;
        if (timeOut != null) {
            timeOut.remove();
        }
    }
}
