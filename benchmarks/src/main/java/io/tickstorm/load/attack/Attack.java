package io.tickstorm.load.attack;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Attacks a server in small steps, on a thread of its own until it is closed. Any thread reads its state. */
public abstract class Attack implements AutoCloseable {
    static final long SECOND_NS = 1_000_000_000L;
    private static final long PAUSE_NS = 1_000_000;
    /** Time for which a step may wait for the server before it is interrupted. */
    private static final long CLOSE_MS_MAX = 5_000;

    /** Connections of the attack, which end with it. */
    final @Nullable RawConnection[] peers;
    /** Number of connections, sessions or frames that the attack has begun. */
    final AtomicInteger begun = new AtomicInteger();
    /** Number of connections that the server closed and the attack opened again. */
    final AtomicInteger replaced = new AtomicInteger();
    /** Number of attempts that the server or the system refused. */
    final AtomicInteger refused = new AtomicInteger();

    private final Thread thread = new Thread(this::run, getClass().getSimpleName());
    private volatile boolean closing;
    private volatile boolean ready;
    private volatile String failure = "";

    Attack(int peerCount) {
        peers = new RawConnection[peerCount];
        thread.setDaemon(true);
    }

    /** Starts the attack. */
    public final void start() {
        thread.start();
    }

    /** Returns whether the attack has reached its full size. */
    public final boolean isReady() {
        return ready;
    }

    /** Returns a description of the failure of the attacker itself; empty if it did not fail. */
    public final String failure() {
        return failure;
    }

    /** Returns whether the attack is still running. */
    public final boolean isRunning() {
        return thread.isAlive();
    }

    final void ready() {
        ready = true;
    }

    /** Returns whether the peer of this number is missing or closed. */
    final boolean isMissing(int number) {
        RawConnection peer = peers[number];
        return peer == null || peer.isClosed();
    }

    /** Does one step. Returns false once there is nothing left to do. */
    abstract boolean step(long nowNs) throws IOException;

    /** Adds lines and demands about the attack, once it is over. */
    abstract void report(AttackReport report) throws IOException;

    /** Returns whether the attack ends by itself once it has done everything. */
    boolean isFinite() {
        return false;
    }

    /** Returns the time between two steps, in ns. */
    long pauseNs() {
        return PAUSE_NS;
    }

    private void run() {
        try {
            while (!closing && step(System.nanoTime())) {
                LockSupport.parkNanos(pauseNs());
            }
        } catch (IOException | RuntimeException e) {
            failure = closing ? "" : e.toString();
        } finally {
            end();
        }
    }

    /** Closes every connection. */
    void end() {
        for (RawConnection peer : peers) {
            if (peer != null) {
                peer.close();
            }
        }
    }

    @Override
    public final void close() {
        closing = true;
        try {
            thread.join(CLOSE_MS_MAX);
            thread.interrupt();
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
