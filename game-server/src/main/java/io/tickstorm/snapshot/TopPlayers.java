package io.tickstorm.snapshot;

import io.tickstorm.sim.Ships;

/**
 * The ten best players of a room and its leader, as all clients of a large room receive them. Their entries and their
 * order change once a second at most, so that a busy world does not add them to every frame. Tick thread only.
 */
final class TopPlayers {
    private static final int BEST_MAX = 10;
    /** A leader may have the points of ten others, and more deaths. */
    private static final int LISTED_MAX = BEST_MAX + 1;

    private final Roster roster;
    private int[] listed = new int[LISTED_MAX];
    /** The version in which the entry was last renewed, and the version in which its name was. */
    private int[] entryVersion = new int[LISTED_MAX];

    private int[] nameVersion = new int[LISTED_MAX];
    private int[] listedBefore = new int[LISTED_MAX];
    private int[] entryBefore = new int[LISTED_MAX];
    private int[] nameBefore = new int[LISTED_MAX];
    private int count;
    private int best;
    private int orderVersion;
    private int newestVersion;
    private int observedVersion;

    TopPlayers(Roster roster) {
        this.roster = roster;
    }

    /**
     * Replaces the listed players by the present ones. Returns true if anything changed; that has the version {@code
     * version}, the roster's next one.
     */
    boolean renew(Standings standings, int leader, int version) {
        int countBefore = count;
        int bestBefore = best;
        swap();
        count = 0;
        best = Math.min(BEST_MAX, standings.count());
        boolean isNewOrder = best != bestBefore;
        for (int i = 0; i < best; i++) {
            int ship = standings.ship(i + 1);
            isNewOrder |= listedBefore[i] != ship;
            list(ship, countBefore, version);
        }
        if (leader != Ships.NOBODY && roster.has(leader) && !isListed(leader)) {
            list(leader, countBefore, version);
        }
        orderVersion = isNewOrder ? version : orderVersion;
        newestVersion = isNewOrder ? version : newestVersion;
        observedVersion = roster.version();
        return newestVersion == version;
    }

    /** Returns the number of listed players: the best, and the leader if they lack it. */
    int count() {
        return count;
    }

    /** Returns the number of players in the order. */
    int best() {
        return best;
    }

    int ship(int i) {
        return listed[i];
    }

    /** Returns true if anything is newer than a version. */
    boolean isNewer(int since) {
        return newestVersion > since;
    }

    boolean isOrderNewer(int since) {
        return orderVersion > since;
    }

    boolean isEntryNewer(int i, int since) {
        return entryVersion[i] > since;
    }

    boolean isNameNewer(int i, int since) {
        return nameVersion[i] > since;
    }

    private void list(int ship, int countBefore, int version) {
        int before = 0;
        while (before < countBefore && listedBefore[before] != ship) {
            before++;
        }
        boolean isNew = before == countBefore;
        boolean isNamed = isNew || roster.hasNewName(ship, observedVersion);
        boolean isRenewed = isNew || roster.isNewer(ship, observedVersion);
        listed[count] = ship;
        nameVersion[count] = isNamed ? version : nameBefore[before];
        entryVersion[count] = isRenewed ? version : entryBefore[before];
        newestVersion = isRenewed ? version : newestVersion;
        count++;
    }

    private boolean isListed(int ship) {
        for (int i = 0; i < count; i++) {
            if (listed[i] == ship) {
                return true;
            }
        }
        return false;
    }

    private void swap() {
        int[] ships = listedBefore;
        int[] entries = entryBefore;
        int[] names = nameBefore;
        listedBefore = listed;
        entryBefore = entryVersion;
        nameBefore = nameVersion;
        listed = ships;
        entryVersion = entries;
        nameVersion = names;
    }
}
