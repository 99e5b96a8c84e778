package io.tickstorm.snapshot;

import java.util.Arrays;

/**
 * The players of a room in the order of their places: more points first, then fewer deaths, then the lower id. A sorted
 * array, in which a change moves one key. Tick thread only.
 */
final class Standings {
    private static final int ID_BITS = 12;
    private static final int ID_MASK = (1 << ID_BITS) - 1;
    private static final int POINTS_SHIFT = 32;
    private static final int DEATHS_MAX = (1 << (POINTS_SHIFT - ID_BITS)) - 1;

    private final long[] keys;
    private int count;

    Standings(int seats) {
        keys = new long[seats];
    }

    /** Adds a player who is not in the order yet. */
    void add(int ship, int points, int deaths) {
        long key = key(ship, points, deaths);
        int at = -1 - find(key);
        System.arraycopy(keys, at, keys, at + 1, count - at);
        keys[at] = key;
        count++;
    }

    /** Removes a player, who was added with these points and deaths. */
    void remove(int ship, int points, int deaths) {
        int at = find(key(ship, points, deaths));
        count--;
        System.arraycopy(keys, at + 1, keys, at, count - at);
    }

    /** Returns the number of players. */
    int count() {
        return count;
    }

    /** Returns the ship at a place, from 1 to {@link #count}. */
    int ship(int place) {
        return (int) keys[place - 1] & ID_MASK;
    }

    /** Returns the place of a player, from 1 on, who was added with these points and deaths. */
    int place(int ship, int points, int deaths) {
        return find(key(ship, points, deaths)) + 1;
    }

    private int find(long key) {
        return Arrays.binarySearch(keys, 0, count, key);
    }

    private static long key(int ship, int points, int deaths) {
        return -(long) points << POINTS_SHIFT | (long) Math.min(deaths, DEATHS_MAX) << ID_BITS | ship;
    }
}
