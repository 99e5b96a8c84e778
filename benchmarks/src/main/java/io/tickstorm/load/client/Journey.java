package io.tickstorm.load.client;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The way of one player through the servers of a fleet: where it played, and what it missed. The generator's thread
 * writes; others read after the run.
 */
public final class Journey {
    /** Scores and gaps beyond this number are not stored. */
    private static final int EVENTS_MAX = 4_096;

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
        private final LongArrayList missedNs = new LongArrayList();
        private final LongArrayList scoredNs = new LongArrayList();
        private final IntArrayList scores = new IntArrayList();

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
            } else if (tick - newestTick > 1 && missedNs.size() < EVENTS_MAX) {
                missedNs.add(nowNs);
            }
            newestNs = nowNs;
            newestTick = tick;
        }

        void score(int score, long nowNs) {
            if (scores.size() < EVENTS_MAX) {
                scores.add(score);
                scoredNs.add(nowNs);
            }
        }

        /** Returns the number of times at which snapshots were missing, between two times. */
        public int missed(long fromNs, long toNs) {
            int count = 0;
            for (int i = 0; i < missedNs.size(); i++) {
                long atNs = missedNs.getLong(i);
                count += atNs - fromNs >= 0 && atNs - toNs < 0 ? 1 : 0;
            }
            return count;
        }

        /** Returns the first score that the server sent for this player; -1 if it sent none. */
        public int firstScore() {
            return scores.isEmpty() ? -1 : scores.getInt(0);
        }

        /** Returns true if the player had this score at this time or later. */
        public boolean hadScore(int score, long fromNs) {
            for (int i = scores.size() - 1; i >= 0; i--) {
                if (scores.getInt(i) == score) {
                    return true;
                }
                if (scoredNs.getLong(i) - fromNs < 0) {
                    return false;
                }
            }
            return false;
        }
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
