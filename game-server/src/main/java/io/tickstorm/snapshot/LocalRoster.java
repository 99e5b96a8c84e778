package io.tickstorm.snapshot;

import io.tickstorm.interest.CellWindow;
import io.tickstorm.interest.Sight;
import io.tickstorm.proto.v1.RosterUpdate;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Topic;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;
import java.util.Arrays;

/**
 * Writes the part of the roster and the kills that a client of a large room receives. These are the entries of the
 * ships in its sight, of the ten best players and its own, and the kills that it sees. The entries that the client
 * holds need no bookkeeping: they include those of the ships in the sight of its baseline. An entry is encoded once a
 * tick. Tick thread only.
 */
final class LocalRoster {
    private static final int PLAYERS_BITS = 13;

    private final World world;
    private final VersionedCells cells;
    private final Roster roster;
    /** The entry of each ship, at 2 * ship without and at 2 * ship + 1 with its name. */
    private final SharedRuns entries;
    /** At 0 the entries of the ten best since a version, at 1 their order. */
    private final SharedRuns top = new SharedRuns(2);

    private int topVersion;
    private final int second;

    private Recipient recipient = new Recipient();
    private Sight sight = new Sight();
    private Sight sightHeld = sight;
    private int own;
    private int since;
    private int sinceRow;
    private int sinceVersion;
    private int view;
    private boolean isReset;
    private boolean findsKills;
    /** The slots in {@link #entries} of the listed entries. */
    private int[] listed = new int[64];

    private int listedCount;
    /** The listed kills, as entries of the log. */
    private long[] kills = new long[16];

    private int killCount;

    LocalRoster(VersionedCells cells, Roster roster) {
        this.cells = cells;
        this.roster = roster;
        world = cells.world();
        entries = new SharedRuns(2 * world.ships().seats());
        second = world.rules().tickRate;
    }

    /** Drops the encoded entries, and notes in the cells which ships have changed. */
    void beginTick() {
        entries.clear();
        for (int i = 0; i < roster.changedCount(); i++) {
            cells.ships.note(roster.changed(i));
        }
        roster.clearChanged();
        if (topVersion != roster.version()) {
            topVersion = roster.version();
            top.clear();
        }
    }

    /** Starts the frame of one client; the sights are those of {@link CutSegmentEncoder}. */
    void begin(Recipient to, int baseline, int newView, Sight now, Sight held) {
        recipient = to;
        own = to.ship();
        since = baseline;
        sinceRow = cells.past.row(baseline);
        view = newView;
        sight = now;
        sightHeld = held;
        isReset = since == 0 || to.rosterVersion() == 0 || to.rosterVersion() > roster.version();
        sinceVersion = isReset ? 0 : to.rosterVersion();
        findsKills = since != 0 && to.listensTo(Topic.TOPIC_KILLS);
        listedCount = 0;
        killCount = 0;
        if (findsKills && own != Ships.NOBODY && cells.killTick(own) > since) {
            findOwnKills();
        }
    }

    /** Finds the entries and kills of a cell in view. */
    void visit(int cell, boolean isHeld) {
        if (!isHeld || isReset || cells.hasNews(cell, since)) {
            findEntries(cell, isHeld);
            if (findsKills) {
                findKills(cell);
            }
        }
    }

    /** Adds the ships that entered the sight without entering their cell. */
    void reveal(CutSegmentEncoder cuts) {
        for (int i = 0; i < cuts.revealedCount() && !isReset; i++) {
            list(cuts.revealed(i), true);
        }
    }

    /** Writes the field {@code ServerFrame.roster}, if the client needs it. */
    void writeRoster(WireBuffer out) {
        listOwn();
        boolean isTopNewer = roster.top().isNewer(sinceVersion);
        int standing = standing();
        boolean isStandingNew = isReset || standing != recipient.standing();
        if (listedCount == 0 && !isTopNewer && !isStandingNew && !roster.hasNewLeader(sinceVersion)) {
            return;
        }
        int update = out.startMessage(ServerFrame.ROSTER_FIELD_NUMBER);
        out.field(RosterUpdate.VERSION_FIELD_NUMBER, roster.version());
        if (isTopNewer) {
            int run = top.find(0, sinceVersion);
            top.copy(run != SharedRuns.NONE ? run : encodeTop(), out);
        }
        for (int i = 0; i < listedCount; i++) {
            int run = entries.find(listed[i], 0);
            entries.copy(run != SharedRuns.NONE ? run : encode(listed[i]), out);
        }
        int leader = roster.leader();
        out.field(RosterUpdate.LEADER_FIELD_NUMBER, leader == Ships.NOBODY ? 0 : leader + 1);
        out.field(RosterUpdate.RESET_FIELD_NUMBER, isReset);
        if (roster.top().isOrderNewer(sinceVersion)) {
            int run = top.find(1, 0);
            top.copy(run != SharedRuns.NONE ? run : encodeOrder(), out);
        }
        if (isStandingNew) {
            out.field(RosterUpdate.PLACE_FIELD_NUMBER, standing >> PLAYERS_BITS);
            out.field(RosterUpdate.PLAYERS_FIELD_NUMBER, standing & (1 << PLAYERS_BITS) - 1);
            recipient.sentStanding(standing);
        }
        out.endMessage(update);
    }

    /** Writes the kills that the client sees. */
    void writeKills(WireBuffer out) {
        for (int i = 0; i < killCount; i++) {
            long kill = kills[i];
            KillRecord.write(out, cells.kills.low(kill), cells.tick() - cells.kills.tick(kill));
        }
    }

    private void findEntries(int cell, boolean isHeld) {
        Ships all = world.ships();
        CellTable ships = cells.ships;
        for (int id = ships.first(cell); id != CellTable.END; id = ships.next(id)) {
            if (!sight.contains(all.x[id], all.y[id])) {
                continue;
            }
            if (isKnown(id)) {
                listIfNewer(id);
            } else if (isReset || !isHeld || ships.enterTick[id] > since) {
                // CutSegmentEncoder lists the others.
                list(id, true);
            }
        }
    }

    /** Returns true if the client holds the entry of a ship, because the ship was in the sight of its baseline. */
    private boolean isKnown(int ship) {
        return !isReset
                && world.ships().spawnTick[ship] <= since
                && sightHeld.contains(cells.past.x(sinceRow, ship), cells.past.y(sinceRow, ship));
    }

    private boolean isInSight(int ship) {
        Ships all = world.ships();
        return all.alive[ship] && sight.contains(all.x[ship], all.y[ship]);
    }

    /** Lists the own entry, unless it is listed because the own ship is in sight. */
    private void listOwn() {
        if (own != Ships.NOBODY && roster.has(own) && !isInSight(own)) {
            if (isReset) {
                list(own, true);
            } else {
                listIfNewer(own);
            }
        }
    }

    private void listIfNewer(int ship) {
        if (roster.isNewer(ship, sinceVersion)) {
            list(ship, roster.hasNewName(ship, sinceVersion));
        }
    }

    private void list(int ship, boolean isNamed) {
        if (listedCount == listed.length) {
            listed = Arrays.copyOf(listed, 2 * listedCount);
        }
        listed[listedCount++] = 2 * ship + (isNamed ? 1 : 0);
    }

    /** Finds the kills filed in a cell. A kill that is filed in two cells of the view is found in the victim's. */
    private void findKills(int cell) {
        CellLog log = cells.kills;
        for (long kill = log.newest(cell); log.isAfter(kill, since); kill = log.older(kill)) {
            long place = log.high(kill);
            int x = (int) place;
            int y = (int) (place >> Integer.SIZE);
            int killer = KillRecord.killer(log.low(kill));
            int victimCell = cells.cellOf(x, y);
            boolean isFoundThere = victimCell != cell && CellWindow.contains(view, victimCell, cells.columns());
            boolean isOwn = killer == own || KillRecord.victim(log.low(kill)) == own;
            boolean isSeen = sight.contains(x, y) || (killer != Ships.NOBODY && isInSight(killer));
            if (isSeen && !isFoundThere && !(isOwn && own != Ships.NOBODY)) {
                list(kill);
            }
        }
    }

    private void findOwnKills() {
        CellLog log = cells.kills;
        for (long kill = log.newest(cells.anywhere()); log.isAfter(kill, since); kill = log.older(kill)) {
            if (KillRecord.killer(log.low(kill)) == own || KillRecord.victim(log.low(kill)) == own) {
                list(kill);
            }
        }
    }

    /** Lists a kill, and the entries of its ships that the client does not hold. */
    private void list(long kill) {
        if (killCount == kills.length) {
            kills = Arrays.copyOf(kills, 2 * killCount);
        }
        kills[killCount++] = kill;
        int killer = KillRecord.killer(cells.kills.low(kill));
        int victim = KillRecord.victim(cells.kills.low(kill));
        // A dead killer may have been dead before the baseline, and then the client need not know it.
        if (killer != Ships.NOBODY) {
            listParticipant(killer, world.ships().alive[killer] && isKnown(killer));
        }
        listParticipant(victim, isKnown(victim));
    }

    private void listParticipant(int ship, boolean isKnown) {
        if (ship != own && roster.has(ship) && !isKnown && !isInSight(ship)) {
            list(ship, true);
        }
    }

    private int encode(int slot) {
        int from = entries.out.length();
        roster.writeEntry(entries.out, slot >> 1, (slot & 1) != 0);
        return entries.add(slot, 0, from);
    }

    private int encodeTop() {
        TopPlayers best = roster.top();
        int from = top.out.length();
        for (int i = 0; i < best.count(); i++) {
            if (best.isEntryNewer(i, sinceVersion) && roster.has(best.ship(i))) {
                roster.writeEntry(top.out, best.ship(i), best.isNameNewer(i, sinceVersion));
            }
        }
        return top.add(0, sinceVersion, from);
    }

    private int encodeOrder() {
        TopPlayers best = roster.top();
        int from = top.out.length();
        int list = top.out.startMessage(RosterUpdate.TOP_FIELD_NUMBER);
        for (int i = 0; i < best.best(); i++) {
            top.out.varint(best.ship(i));
        }
        top.out.endMessage(list);
        return top.add(1, 0, from);
    }

    /** Returns the own place and the number of players, which are renewed once a second. */
    private int standing() {
        int phase = own;
        if (!isReset && (cells.tick() + phase) / second == (since + phase) / second) {
            return recipient.standing();
        }
        int place = own == Ships.NOBODY ? 0 : roster.place(own);
        return place << PLAYERS_BITS | roster.players();
    }
}
