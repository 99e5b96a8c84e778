package io.tickstorm.load.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Reads what a server says, because a full pipe would stop it, and counts it. A thread of its own reads; any thread
 * asks.
 */
public final class ServerLog {
    /** The newest lines are kept, to show them. */
    private static final int KEPT_LINES_MAX = 20;

    private final Deque<String> newest = new ArrayDeque<>();
    private long lines;

    ServerLog(BufferedReader said) {
        Thread thread = new Thread(() -> read(said), "server-log");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(BufferedReader said) {
        try (said) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            // The server has ended.
        }
    }

    private synchronized void add(String line) {
        lines++;
        newest.add(line);
        if (newest.size() > KEPT_LINES_MAX) {
            newest.remove();
        }
    }

    public synchronized long lines() {
        return lines;
    }

    /** The newest lines, oldest first, 20 at most. */
    public synchronized List<String> newest() {
        return List.copyOf(newest);
    }
}
