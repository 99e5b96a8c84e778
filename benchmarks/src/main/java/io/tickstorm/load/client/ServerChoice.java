package io.tickstorm.load.client;

import java.net.URI;
import java.util.List;
import java.util.Random;

/**
 * Chooses the server for the next connection of a player, as docs/PROTOCOL.md requires: it follows a move, and asks the
 * servers of the newest list after a loss. The generator's thread only.
 */
final class ServerChoice {
    private static final int HOPS_MAX = 4;
    private static final int SERVERS_MAX = 16;
    private static final double OTHER_MS_MIN = 250;
    private static final double OTHER_MS_MAX = 2_000;

    private final Random random;
    private URI current;
    private List<URI> servers = List.of();
    private int hops;
    private int next;

    ServerChoice(URI first, Random random) {
        current = first;
        this.random = random;
    }

    /** Returns the address of the newest connection, or of the next one. */
    URI current() {
        return current;
    }

    /** Returns true if the newest list has another server. */
    boolean hasOthers() {
        return servers.size() > 1;
    }

    /** Notes the servers of a Welcome, the one that sent it first. */
    void welcomed(List<String> addresses) {
        know(addresses);
        hops = 0;
        next = random.nextInt(Math.max(1, servers.size()));
    }

    /** Notes the servers of the fleet, which have changed. */
    void know(List<String> addresses) {
        servers = addresses.stream().limit(SERVERS_MAX).map(URI::create).toList();
    }

    /** Goes to the address of a move. Returns false if it was the fifth one without a Welcome. */
    boolean follow(String address) {
        if (address.isEmpty() || hops >= HOPS_MAX) {
            // The next connection follows the back-off, and begins a new chain of moves.
            hops = 0;
            return false;
        }
        hops++;
        current = URI.create(address);
        return true;
    }

    /** Chooses another server after a loss, and returns the wait before it is asked, in ms. */
    double goToOther() {
        hops = 0;
        URI lost = current;
        for (int i = 0; i < servers.size() && current.equals(lost); i++) {
            current = servers.get(next++ % servers.size());
        }
        return OTHER_MS_MIN + random.nextDouble() * (OTHER_MS_MAX - OTHER_MS_MIN);
    }
}
