package io.tickstorm.load.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The way of one player through the servers of a fleet: where it played, and what it missed. The generator's thread
 * writes; others read after the run.
 */
public final class Journey {
    private final int number;
    private final List<Stay> stays = new ArrayList<>();

    /** The time on one server, from a Welcome to the loss of the connection. */
    public static final class Stay {
        /** The address of the server. */
        public final URI server;

        /** The room. */
        public final String room;

        /** The number of the ship. */
        public final int ship;

        /** True if the player got its seat again, false if it joined anew. */
        public final boolean isResumed;

        /** The time of the first and the newest frame, by {@link System#nanoTime}; 0 before the first one. */
        public long firstNs;

        public long newestNs;
        /** The tick of the first and of the newest frame. */
        public int firstTick;

        public int newestTick;
        /** The first and the newest score that the server sent for this player; -1 if it sent none. */
        public int firstScore = -1;

        public int newestScore = -1;
        /** Snapshots between the first and the newest that did not arrive. */
        public long missed;

        Stay(URI server, String room, int ship, boolean isResumed) {
            this.server = server;
            this.room = room;
            this.ship = ship;
            this.isResumed = isResumed;
        }

        void frame(int tick, long nowNs) {
            if (firstNs == 0) {
                firstNs = nowNs;
                firstTick = tick;
            } else {
                missed += Math.max(0, tick - newestTick - 1);
            }
            newestNs = nowNs;
            newestTick = tick;
        }

        void score(int score) {
            firstScore = firstScore < 0 ? score : firstScore;
            newestScore = score;
        }
    }

    Journey(int number) {
        this.number = number;
    }

    /** Returns the number of the player. */
    public int number() {
        return number;
    }

    /** Returns the stays, in order. */
    public List<Stay> stays() {
        return Collections.unmodifiableList(stays);
    }

    Stay begin(URI server, String room, int ship, boolean isResumed) {
        Stay stay = new Stay(server, room, ship, isResumed);
        stays.add(stay);
        return stay;
    }
}
