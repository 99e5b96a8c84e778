package io.tickstorm.net;

import io.tickstorm.metrics.ServerMetrics;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * The arithmetic of TLS handshakes, on a thread of its own that works half of the time at most: the game has the rest.
 * Addresses take turns, so one that begins many handshakes waits for its own. Tasks of closed connections are dropped.
 * Any thread offers; the waiting tasks are guarded by the monitor.
 */
final class TlsHandshakes implements AutoCloseable {
    static final int WAITING_MAX = 1_024;
    /** Of one address, or /48: a classroom may load a page at once. */
    static final int WAITING_OF_ADDRESS_MAX = 256;
    /** After this time the peer of a task may have hung up. */
    private static final long STALE_NS = 10_000_000;

    private static final int NETWORK_BYTES = 6;
    private static final int V4_BYTES = 4;

    private final ServerMetrics metrics;
    /** The turn is the first one's. */
    private final Map<Object, Deque<Task>> byAddress = new LinkedHashMap<>();

    private final Thread thread = new Thread(this::work, "tls-handshake");
    private int waiting;

    /** One step of the handshake of a connection. */
    interface Step {
        /** Handshake thread: does the arithmetic. */
        void run();

        boolean isOver();

        /** Any thread: has its I/O thread see whether the peer is there, and then offer the step again, or close. */
        void lookForPeer(Runnable offerAgain);
    }

    private static final class Task {
        final Object address;
        final Step step;
        final long offeredNs = System.nanoTime();
        boolean isFresh;

        Task(Object address, Step step) {
            this.address = address;
            this.step = step;
        }
    }

    TlsHandshakes(ServerMetrics metrics) {
        this.metrics = metrics;
        thread.setDaemon(true);
        thread.start();
    }

    /** @throws RejectedExecutionException if too many steps wait, of this address or of all */
    void offer(InetAddress peer, Step step) {
        Task task = new Task(address(peer), step);
        if (!offer(task)) {
            metrics.dropped("handshake_queue_full");
            throw new RejectedExecutionException();
        }
    }

    private synchronized boolean offer(Task task) {
        Deque<Task> own = byAddress.computeIfAbsent(task.address, key -> new ArrayDeque<>());
        if (own.size() >= WAITING_OF_ADDRESS_MAX || waiting >= WAITING_MAX && dropOver() == 0) {
            if (own.isEmpty()) {
                byAddress.remove(task.address);
            }
            return false;
        }
        own.add(task);
        waiting++;
        notifyAll();
        return true;
    }

    private synchronized void offerFirst(Task task) {
        task.isFresh = true;
        byAddress.computeIfAbsent(task.address, key -> new ArrayDeque<>()).addFirst(task);
        waiting++;
        notifyAll();
    }

    /** Steps that wait. */
    synchronized int waiting() {
        return waiting;
    }

    private int dropOver() {
        int before = waiting;
        for (Iterator<Deque<Task>> all = byAddress.values().iterator(); all.hasNext(); ) {
            Deque<Task> tasks = all.next();
            int size = tasks.size();
            tasks.removeIf(task -> task.step.isOver());
            waiting -= size - tasks.size();
            if (tasks.isEmpty() && size > 0) {
                all.remove();
            }
        }
        return before - waiting;
    }

    private synchronized Task next() throws InterruptedException {
        while (waiting == 0) {
            wait();
        }
        Iterator<Map.Entry<Object, Deque<Task>>> turns = byAddress.entrySet().iterator();
        Map.Entry<Object, Deque<Task>> turn = turns.next();
        Deque<Task> tasks = turn.getValue();
        turns.remove();
        Task task = tasks.remove();
        if (!tasks.isEmpty()) {
            byAddress.put(task.address, tasks);
        }
        waiting--;
        return task;
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                run(next());
            }
        } catch (InterruptedException e) {
            // The server stops.
        }
    }

    private void run(Task task) {
        if (task.step.isOver()) {
            metrics.dropped("handshake_abandoned");
            return;
        }
        long startNs = System.nanoTime();
        if (!task.isFresh && startNs - task.offeredNs > STALE_NS) {
            task.step.lookForPeer(() -> offerFirst(task));
            return;
        }
        try {
            task.step.run();
        } catch (RuntimeException e) {
            // The server stops and its I/O threads take no more, or this handshake cannot be done.
            metrics.dropped("handshake_failed");
        }
        LockSupport.parkNanos(System.nanoTime() - startNs);
    }

    private static Object address(InetAddress peer) {
        byte[] bytes = peer.getAddress();
        return bytes.length == V4_BYTES ? peer : ByteBuffer.wrap(Arrays.copyOf(bytes, NETWORK_BYTES));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
