package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.RosterUpdate;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.shared.GameData;
import io.tickstorm.sim.Round;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;
import java.nio.charset.StandardCharsets;

/**
 * The players of the room: names, colours, scores and presence. It has its own version number, so that every client
 * receives each change once, even after a gap. Its update since a version is encoded once for all clients that hold
 * that version. In a room over {@link #WHOLE_SEATS_MAX} seats, {@link LocalRoster} sends a part of it instead. Tick
 * thread only.
 */
public final class Roster {
    /** The seats of the largest room whose clients receive all players. */
    static final int WHOLE_SEATS_MAX = GameData.constant("ROSTER_WHOLE_SEATS");

    private static final int PAGE_ENTRIES = GameData.constant("STANDINGS_PAGE");
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

    private final Standings standings;
    private final TopPlayers top = new TopPlayers(this);
    /** The ships that changed since {@link #clearChanged}, in a large room. */
    private final int[] changed;

    private int changedCount;
    private int clearedVersion;
    private int renewTick;

    private final SharedRuns runs = new SharedRuns(1);
    private int encodedVersion;
    private int leader = Ships.NOBODY;
    private int leaderVersion;
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
        changed = new int[seats];
        standings = new Standings(seats);
        java.util.Arrays.fill(name, NO_NAME);
    }

    /** Adds a player with a score of 0. */
    public void enter(int ship, String shownName, int colourIndex, boolean isBot) {
        if (present[ship]) {
            standings.remove(ship, score[ship], deaths[ship]);
        }
        present[ship] = true;
        name[ship] = shownName.getBytes(StandardCharsets.UTF_8);
        colour[ship] = colourIndex;
        bot[ship] = isBot;
        away[ship] = false;
        score[ship] = 0;
        kills[ship] = 0;
        deaths[ship] = 0;
        standings.add(ship, 0, 0);
        change(ship, ++version);
        nameVersion[ship] = version;
    }

    /** Removes a player; an empty seat is left as it is. */
    public void leave(int ship) {
        if (present[ship]) {
            standings.remove(ship, score[ship], deaths[ship]);
            present[ship] = false;
            name[ship] = NO_NAME;
            change(ship, ++version);
        }
    }

    /** Marks a player whose connection was lost, or is back. */
    public void away(int ship, boolean isAway) {
        if (present[ship] && away[ship] != isAway) {
            away[ship] = isAway;
            change(ship, ++version);
        }
    }

    /** Updates scores and the crown; call after each {@link World#step}, or at least before each frame. */
    public void observe(World world) {
        Ships ships = world.ships();
        int next = version + 1;
        for (int i = 0; i < present.length; i++) {
            if (present[i] && isScoreChanged(ships, i)) {
                standings.remove(i, score[i], deaths[i]);
                score[i] = ships.score[i];
                kills[i] = ships.kills[i];
                deaths[i] = ships.deaths[i];
                standings.add(i, score[i], deaths[i]);
                change(i, next);
                version = next;
            }
        }
        Round round = world.round();
        boolean isNewLeader = leader != round.leader();
        if (isNewLeader) {
            leader = round.leader();
            leaderVersion = next;
            version = next;
        }
        if (!isWhole() && (isNewLeader || world.tick() >= renewTick)) {
            renewTick = world.tick() + world.rules().tickRate;
            version = top.renew(standings, leader, version + 1) ? version + 1 : version;
        }
    }

    /** Returns true if every client receives all players. */
    boolean isWhole() {
        return present.length <= WHOLE_SEATS_MAX;
    }

    /** Returns true if a player has this seat. */
    boolean has(int ship) {
        return present[ship];
    }

    /** Returns true if the entry of a ship is newer than a version. */
    boolean isNewer(int ship, int since) {
        return changeVersion[ship] > since;
    }

    /** Returns true if the player of a ship is newer than a version. */
    boolean hasNewName(int ship, int since) {
        return nameVersion[ship] > since;
    }

    /** Returns the ship that wears the crown, or {@link Ships#NOBODY}. */
    int leader() {
        return leader;
    }

    /** Returns true if the crown changed after a version. */
    boolean hasNewLeader(int since) {
        return leaderVersion > since;
    }

    /** Returns the ten best players. */
    TopPlayers top() {
        return top;
    }

    /** Returns the number of players. */
    int players() {
        return standings.count();
    }

    /** Returns the place of a player, from 1 on; 0 for an empty seat. */
    int place(int ship) {
        return present[ship] ? standings.place(ship, score[ship], deaths[ship]) : 0;
    }

    /** Returns the number of ships that changed since {@link #clearChanged}; {@link #changed} returns each. */
    int changedCount() {
        return changedCount;
    }

    int changed(int i) {
        return changed[i];
    }

    void clearChanged() {
        changedCount = 0;
        clearedVersion = version;
    }

    /** Returns an encoded page of the standings: the answer to a request. Places begin at 1. */
    public byte[] standings(int firstPlace) {
        WireBuffer out = new WireBuffer(1 << 9);
        int from = Math.max(1, firstPlace);
        int end = (int) Math.min(standings.count(), (long) from + PAGE_ENTRIES - 1);
        out.field(io.tickstorm.proto.v1.Standings.FIRST_PLACE_FIELD_NUMBER, from);
        out.field(io.tickstorm.proto.v1.Standings.PLAYERS_FIELD_NUMBER, standings.count());
        for (int place = from; place <= end; place++) {
            int entry = out.startMessage(io.tickstorm.proto.v1.Standings.ENTRIES_FIELD_NUMBER);
            writeFields(out, standings.ship(place), true);
            out.endMessage(entry);
        }
        return java.util.Arrays.copyOf(out.bytes(), out.length());
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

    private void change(int ship, int newVersion) {
        if (changeVersion[ship] <= clearedVersion && !isWhole()) {
            changed[changedCount++] = ship;
        }
        changeVersion[ship] = newVersion;
    }

    private void writeEntry(WireBuffer out, int i, int since) {
        writeEntry(out, i, nameVersion[i] > since);
    }

    /** Writes the entry of a ship into a RosterUpdate. */
    void writeEntry(WireBuffer out, int i, boolean isNamed) {
        int entry = out.startMessage(RosterUpdate.ENTRIES_FIELD_NUMBER);
        writeFields(out, i, isNamed);
        out.endMessage(entry);
    }

    private void writeFields(WireBuffer out, int i, boolean isNamed) {
        out.field(RosterEntry.ID_FIELD_NUMBER, i);
        if (!present[i]) {
            out.field(RosterEntry.LEFT_FIELD_NUMBER, true);
            return;
        }
        if (isNamed) {
            out.field(RosterEntry.NAME_FIELD_NUMBER, name[i]);
            out.field(RosterEntry.COLOUR_FIELD_NUMBER, colour[i]);
            out.field(RosterEntry.BOT_FIELD_NUMBER, bot[i]);
        }
        out.field(RosterEntry.SCORE_FIELD_NUMBER, score[i]);
        out.field(RosterEntry.KILLS_FIELD_NUMBER, kills[i]);
        out.field(RosterEntry.DEATHS_FIELD_NUMBER, deaths[i]);
        out.field(RosterEntry.AWAY_FIELD_NUMBER, away[i]);
    }
}
