package io.tickstorm.load.attack;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Something bad done to a server, a little at a time, on a thread of its own until this is closed. */
public abstract class Attack implements AutoCloseable {
    private static final long PAUSE_NS = 1_000_000;

    private final Thread thread = new Thread(this::run, getClass().getSimpleName());
    private volatile boolean closing;
    private volatile boolean ready;
    private volatile String failure = "";

    Attack() {
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** The attack goes on in full. */
    public final boolean isReady() {
        return ready;
    }

    /** Empty unless the attacker itself has failed. */
    public final String failure() {
        return failure;
    }

    public final boolean isRunning() {
        return thread.isAlive();
    }

    final void ready() {
        ready = true;
    }

    /** One round; false once there is nothing left to do. */
    abstract boolean step(long nowNs) throws IOException;

    /** Lets go of every connection. */
    abstract void end();

    private void run() {
        try {
            while (!closing && step(System.nanoTime())) {
                LockSupport.parkNanos(PAUSE_NS);
            }
        } catch (IOException | RuntimeException e) {
            failure = e.toString();
        } finally {
            end();
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
