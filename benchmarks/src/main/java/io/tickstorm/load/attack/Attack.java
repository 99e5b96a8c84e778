package io.tickstorm.load.attack;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Something bad done to a server, a little at a time, on a thread of its own until this is closed. */
public abstract class Attack implements AutoCloseable {
    private static final long PAUSE_NS = 1_000_000;
    /** A round may wait for the server; after this it is interrupted. */
    private static final long CLOSE_MS_MAX = 5_000;

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

    /** It ends by itself once it has done everything; otherwise it goes on until it is closed. */
    boolean isFinite() {
        return false;
    }

    /** From one round to the next. */
    long pauseNs() {
        return PAUSE_NS;
    }

    /** Lets go of every connection. */
    abstract void end();

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

    @Override
    public void close() {
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
