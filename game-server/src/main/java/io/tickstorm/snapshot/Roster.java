package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.RosterUpdate;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.Round;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;
import java.nio.charset.StandardCharsets;

/**
 * The players of the room: names, colours, scores and presence. It has its own version number, so that every client
 * receives each change once, even after a gap. Its update since a version is encoded once for all clients that hold
 * that version. Tick thread only.
 */
public final class Roster {
    private static final byte[] NO_NAME = {};

    private final boolean[] present;
    private final byte[][] name;
    private final int[] colour;
    private final boolean[] bot;
    private final boolean[] away;
    private final int[] score;
    private final int[] kills;
    private final int[] deaths;
    /** The version of the entry's newest change; of the departure while the seat is empty. */
    private final int[] changeVersion;
    /** The version in which the player joined. */
    private final int[] nameVersion;

    private final SharedRuns runs = new SharedRuns(1);
    private int encodedVersion;
    private int leader = Ships.NOBODY;
    private int version;

    public Roster(int seats) {
        present = new boolean[seats];
        name = new byte[seats][];
        colour = new int[seats];
        bot = new boolean[seats];
        away = new boolean[seats];
        score = new int[seats];
        kills = new int[seats];
        deaths = new int[seats];
        changeVersion = new int[seats];
        nameVersion = new int[seats];
        java.util.Arrays.fill(name, NO_NAME);
    }

    /** Adds a player with a score of 0. */
    public void enter(int ship, String shownName, int colourIndex, boolean isBot) {
        present[ship] = true;
        name[ship] = shownName.getBytes(StandardCharsets.UTF_8);
        colour[ship] = colourIndex;
        bot[ship] = isBot;
        away[ship] = false;
        score[ship] = 0;
        kills[ship] = 0;
        deaths[ship] = 0;
        changeVersion[ship] = ++version;
        nameVersion[ship] = version;
    }

    /** Removes a player; an empty seat is left as it is. */
    public void leave(int ship) {
        if (present[ship]) {
            present[ship] = false;
            name[ship] = NO_NAME;
            changeVersion[ship] = ++version;
        }
    }

    /** Marks a player whose connection was lost, or is back. */
    public void away(int ship, boolean isAway) {
        if (present[ship] && away[ship] != isAway) {
            away[ship] = isAway;
            changeVersion[ship] = ++version;
        }
    }

    /** Updates scores and the crown; call after each {@link World#step}, or at least before each frame. */
    public void observe(World world) {
        Ships ships = world.ships();
        int next = version + 1;
        for (int i = 0; i < present.length; i++) {
            if (present[i] && isScoreChanged(ships, i)) {
                score[i] = ships.score[i];
                kills[i] = ships.kills[i];
                deaths[i] = ships.deaths[i];
                changeVersion[i] = next;
                version = next;
            }
        }
        Round round = world.round();
        if (leader != round.leader()) {
            leader = round.leader();
            version = next;
        }
    }

    /** Returns the version of the newest change; 0 before the first. */
    public int version() {
        return version;
    }

    /** Writes the field {@code ServerFrame.roster} for a client that holds a version; 0 if it holds none. */
    void write(WireBuffer to, int heldVersion) {
        if (encodedVersion != version) {
            runs.clear();
            encodedVersion = version;
        }
        int since = heldVersion > version ? 0 : heldVersion;
        int run = runs.find(0, since);
        runs.copy(run != SharedRuns.NONE ? run : encode(since), to);
    }

    private boolean isScoreChanged(Ships ships, int i) {
        return score[i] != ships.score[i] || kills[i] != ships.kills[i] || deaths[i] != ships.deaths[i];
    }

    private int encode(int since) {
        WireBuffer out = runs.out;
        int from = out.length();
        int update = out.startMessage(ServerFrame.ROSTER_FIELD_NUMBER);
        out.field(RosterUpdate.VERSION_FIELD_NUMBER, version);
        for (int i = 0; i < present.length; i++) {
            if (changeVersion[i] > since && (present[i] || since != 0)) {
                writeEntry(out, i, since);
            }
        }
        out.field(RosterUpdate.LEADER_FIELD_NUMBER, leader == Ships.NOBODY ? 0 : leader + 1);
        out.field(RosterUpdate.RESET_FIELD_NUMBER, since == 0);
        out.endMessage(update);
        return runs.add(0, since, from);
    }

    private void writeEntry(WireBuffer out, int i, int since) {
        int entry = out.startMessage(RosterUpdate.ENTRIES_FIELD_NUMBER);
        out.field(RosterEntry.ID_FIELD_NUMBER, i);
        if (present[i]) {
            if (nameVersion[i] > since) {
                out.field(RosterEntry.NAME_FIELD_NUMBER, name[i]);
                out.field(RosterEntry.COLOUR_FIELD_NUMBER, colour[i]);
                out.field(RosterEntry.BOT_FIELD_NUMBER, bot[i]);
            }
            out.field(RosterEntry.SCORE_FIELD_NUMBER, score[i]);
            out.field(RosterEntry.KILLS_FIELD_NUMBER, kills[i]);
            out.field(RosterEntry.DEATHS_FIELD_NUMBER, deaths[i]);
            out.field(RosterEntry.AWAY_FIELD_NUMBER, away[i]);
        } else {
            out.field(RosterEntry.LEFT_FIELD_NUMBER, true);
        }
        out.endMessage(entry);
    }
}
