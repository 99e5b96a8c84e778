package io.tickstorm.load.client;

import io.tickstorm.proto.v1.Welcome;
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

    /** A server that sends nothing for this time stands still, even if no tick is missing afterwards. */
    private static final long STILL_NS = 300_000_000L;

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

        /** The times at which this connection was begun, and at which the Welcome arrived. */
        public final long connectNs;

        public final long welcomeNs;

        /** The time at which the connection ended; 0 before. */
        public long endNs;

        /** The time of the first and the newest frame, by {@link System#nanoTime}; 0 before the first one. */
        public long firstNs;

        public long newestNs;
        /** The tick of the first and of the newest frame. */
        public int firstTick;

        public int newestTick;

        /** The number of the round in the first and in the newest frame; 0 before the first one. */
        public int firstRound;

        public int newestRound;
        private final LongArrayList missedNs = new LongArrayList();
        private final IntArrayList scoredTick = new IntArrayList();
        private final IntArrayList scores = new IntArrayList();

        /** Begins the stay of a Welcome. */
        public Stay(URI server, Welcome welcome, long connectNs, long welcomeNs) {
            this.server = server;
            this.connectNs = connectNs;
            this.welcomeNs = welcomeNs;
            room = welcome.getRoom();
            ship = welcome.getShip();
            isResumed = welcome.getResumed();
        }

        /**
         * Notes a frame.
         *
         * @param round its number; 0 if the frame has none
         */
        public void frame(int tick, int round, long nowNs) {
            if (firstNs == 0) {
                firstNs = nowNs;
                firstTick = tick;
            } else if ((tick - newestTick > 1 || nowNs - newestNs > STILL_NS) && missedNs.size() < EVENTS_MAX) {
                missedNs.add(nowNs);
            }
            newestNs = nowNs;
            newestTick = tick;
            firstRound = firstRound == 0 ? round : firstRound;
            newestRound = round == 0 ? newestRound : round;
        }

        /** Notes a score of the player that came with the frame of a tick. */
        public void score(int score, int tick) {
            if (scores.size() < EVENTS_MAX) {
                scores.add(score);
                scoredTick.add(tick);
            }
        }

        /**
         * Returns the number of times between two times at which snapshots were missing, or none came for 0.3 s. The
         * end of the connection counts too.
         */
        public int missed(long fromNs, long toNs) {
            boolean hasEnded = endNs != 0 && endNs - toNs < 0;
            boolean isSilent = toNs - newestNs > STILL_NS;
            int count = hasEnded || isSilent ? 1 : 0;
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

        /** Returns the tick of the first score; -1 if the server sent none. */
        public int firstScoreTick() {
            return scores.isEmpty() ? -1 : scoredTick.getInt(0);
        }

        /** Returns the score that the server had sent with this tick or before it; -1 if it had sent none. */
        public int scoreAt(int tick) {
            int score = -1;
            for (int i = 0; i < scores.size() && scoredTick.getInt(i) <= tick; i++) {
                score = scores.getInt(i);
            }
            return score;
        }
    }

    /** Returns the stays, in order. */
    public List<Stay> stays() {
        return Collections.unmodifiableList(stays);
    }

    /** Adds a stay. */
    public void begin(Stay stay) {
        stays.add(stay);
    }
}
