package io.tickstorm.load.attack;

import io.tickstorm.proto.v1.Join;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Players who join during an attack, one after the other. Each joins by quick play and leaves after its Welcome. They
 * use a thread of their own; read the figures after {@link #close}.
 */
final class Newcomers implements AutoCloseable {
    static final int COUNT = 10;
    static final double JOIN_MS_MAX = 1_000;

    private static final int REASONS_MAX = 3;
    private static final long STOP_MS_MAX = 10_000;

    private final Target target;
    private final Random random;
    private final long pauseMs;
    private final Thread thread = new Thread(this::run, "newcomers");
    private final List<String> reasons = new ArrayList<>();
    private volatile boolean closing;
    private volatile boolean done;
    private int joined;
    private double slowestMs;

    /** @param pauseMs time from one newcomer to the next */
    Newcomers(Target target, int seed, long pauseMs) {
        this.target = target;
        this.pauseMs = pauseMs;
        random = new Random(seed);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            for (int i = 0; i < COUNT && !closing; i++) {
                join(i);
                Thread.sleep(pauseMs);
            }
            done = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void join(int number) {
        long beganNs = System.nanoTime();
        try (BlockingWebSocket client = BlockingWebSocket.binary(target, random)) {
            client.join(Join.newBuilder().setName("New " + number).build());
            record(beganNs);
            joined++;
            client.leave();
        } catch (IOException e) {
            record(beganNs);
            if (reasons.size() < REASONS_MAX) {
                reasons.add(e.toString());
            }
        }
    }

    private void record(long beganNs) {
        slowestMs = Math.max(slowestMs, (System.nanoTime() - beganNs) / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(STOP_MS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether all have joined or failed to join. Any thread. */
    boolean areDone() {
        return done;
    }

    int joined() {
        return joined;
    }

    /** Returns the longest time from the connect to the Welcome, or to the failure. */
    double slowestMs() {
        return slowestMs;
    }

    /** Returns the first reasons why newcomers could not join, at most three. */
    List<String> reasons() {
        return reasons;
    }

    /** Returns whether all joined within a second. */
    boolean areAllInTime() {
        return joined == COUNT && slowestMs <= JOIN_MS_MAX;
    }
}
