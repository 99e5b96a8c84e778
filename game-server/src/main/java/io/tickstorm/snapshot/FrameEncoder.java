package io.tickstorm.snapshot;

import io.tickstorm.interest.Sight;
import io.tickstorm.interest.View;
import io.tickstorm.proto.v1.Acknowledgement;
import io.tickstorm.proto.v1.Topic;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;

/**
 * Writes the whole ServerFrame of one client, once per client and tick, into reused bytes. Its own part and the cells
 * that it sees only in part are written anew, all else is copied from what was encoded once for all. Fields are in
 * ascending order, as protobuf's own writer has them. Tick thread only.
 */
public final class FrameEncoder {
    private static final int TICK = 1;
    private static final int SINCE_AGE = 2;
    private static final int VIEW = 3;
    private static final int INPUT_MARGIN = 4;
    private static final int SEGMENTS = 7;
    private static final int KILLS = 11;
    private static final int PONG = 13;
    private static final int WELCOME = 14;
    private static final int ERROR = 15;
    private static final int ACKNOWLEDGEMENTS = 18;

    private final World world;
    private final VersionedCells cells;
    private final Roster roster;
    private final ChatLog chat;
    private final Announcements announcements = new Announcements();
    private final SegmentEncoder segments;
    private final OwnShip own;
    private final RoundState round = new RoundState();
    private final SharedRuns kills = new SharedRuns(1);
    private final WireBuffer out = new WireBuffer(1 << 10);
    private final CutSegmentEncoder cuts;
    private final Sight sight = new Sight();
    private final Sight sightHeld = new Sight();
    private int tick;

    public FrameEncoder(World world, VersionedCells cells, Roster roster, ChatLog chat) {
        this.world = world;
        this.cells = cells;
        this.roster = roster;
        this.chat = chat;
        segments = new SegmentEncoder(cells);
        cuts = new CutSegmentEncoder(cells, out);
        own = new OwnShip(world.ships());
    }

    /** Returns the announcements that frames tell. */
    public Announcements announcements() {
        return announcements;
    }

    /** Forgets what was shared in the last tick; after {@link VersionedCells#observe} and {@link Roster#observe}. */
    public void beginTick() {
        tick = cells.tick();
        assert world.tick() == tick : "observe() comes first";
        segments.beginTick();
        kills.clear();
        round.observe(world.round());
    }

    /** Writes the frame of one client, counts it as sent and returns its length in {@link #bytes()}, from 0. */
    public int encode(Viewer viewer) {
        assert viewer.baseline < tick : "one frame per client and tick";
        int since = baseline(viewer);
        int view = view(viewer);
        placeSights(viewer, since);
        out.clear();
        out.field(TICK, tick);
        out.field(SINCE_AGE, since == 0 ? 0 : tick - since);
        out.field(VIEW, view == viewer.view ? 0 : view);
        out.signedField(INPUT_MARGIN, viewer.inputMargin);
        own.writeHash(out, viewer, tick);
        own.writeState(out, viewer);
        writeSegments(viewer.view, view, since);
        own.writeVitals(out, viewer, tick);
        writeTold(viewer, since);
        writeAnswers(viewer);
        if (since != 0 && viewer.ship != Ships.NOBODY) {
            cells.audits().write(out, viewer.ship, since, tick, sight);
        }
        writeAnnouncements(viewer);
        writeAcknowledgements(viewer);
        viewer.sent(tick, view);
        return out.length();
    }

    /** Returns the bytes of the frame, valid until the next {@link #encode}; a longer frame may bring a new array. */
    public byte[] bytes() {
        return out.bytes();
    }

    /** Tick of the frame the client holds, unless that is too old to go on from. */
    private int baseline(Viewer viewer) {
        if (viewer.baseline != 0 && tick - viewer.baseline > Viewer.HISTORY_TICKS) {
            viewer.forgetFrames();
        }
        return viewer.baseline;
    }

    private int view(Viewer viewer) {
        Ships ships = world.ships();
        if (viewer.ship != Ships.NOBODY && ships.alive[viewer.ship]) {
            viewer.centreX = ships.x[viewer.ship];
            viewer.centreY = ships.y[viewer.ship];
        } else if (viewer.centreX < 0) {
            viewer.centreX = world.map().side / 2;
            viewer.centreY = world.map().side / 2;
        }
        return View.around(viewer.centreX, viewer.centreY, viewer.portrait, cells.columns());
    }

    private void placeSights(Viewer viewer, int since) {
        int side = world.map().side;
        sight.place(viewer.centreX, viewer.centreY, viewer.portrait, side);
        if (since == 0) {
            sightHeld.close();
        } else {
            sightHeld.place(viewer.heldX, viewer.heldY, viewer.heldPortrait, side);
        }
        cuts.begin(sight, sightHeld, since);
    }

    /** Cells that the client sees whole, and saw whole, are told in bytes that it shares with others. */
    private void writeSegments(int held, int view, int since) {
        int start = out.length();
        int message = out.startMessage(SEGMENTS);
        int firstWhole = Math.max(sight.firstWholeColumn(), sightHeld.firstWholeColumn());
        int endWhole = Math.min(sight.endWholeColumn(), sightHeld.endWholeColumn());
        int firstWholeRow = Math.max(sight.firstWholeRow(), sightHeld.firstWholeRow());
        int endWholeRow = Math.min(sight.endWholeRow(), sightHeld.endWholeRow());
        int endColumn = View.firstColumn(view) + View.columns(view);
        int endRow = View.firstRow(view) + View.rows(view);
        for (int row = View.firstRow(view); row < endRow; row++) {
            boolean isWholeRow = row >= firstWholeRow && row < endWholeRow;
            for (int column = View.firstColumn(view); column < endColumn; column++) {
                int cell = row * cells.columns() + column;
                if (isWholeRow && column >= firstWhole && column < endWhole && !cells.hasEvents(cell, since)) {
                    writeShared(cell, since);
                } else if (!cells.isEmpty(cell) || cells.isNewer(cell, since)) {
                    cuts.write(cell, View.containsAt(held, column, row));
                }
            }
        }
        if (out.length() == message) {
            out.truncate(start);
        } else {
            out.endMessage(message);
        }
    }

    private void writeShared(int cell, int since) {
        if (cells.isNewer(cell, since)) {
            segments.copy(segments.segment(cell, since), out);
        }
    }

    /** Writes what travels reliably: roster, chat, kills and the round. */
    private void writeTold(Viewer viewer, int since) {
        if (viewer.rosterVersion != roster.version()) {
            roster.write(out, viewer.rosterVersion);
            viewer.rosterVersion = roster.version();
        }
        if (viewer.chatSequence != chat.sequence()) {
            if (viewer.listensTo(Topic.TOPIC_CHAT)) {
                chat.write(out, viewer.chatSequence);
            }
            viewer.chatSequence = chat.sequence();
        }
        boolean tellsKills = since != 0 && viewer.listensTo(Topic.TOPIC_KILLS);
        if (tellsKills && cells.kills.isAfter(cells.kills.newest(0), since)) {
            int run = kills.find(0, since);
            kills.copy(run != SharedRuns.NONE ? run : encodeKills(since), out);
        }
        round.write(out, viewer);
    }

    private int encodeKills(int since) {
        CellLog log = cells.kills;
        int from = kills.out.length();
        for (long kill = log.newest(0); log.isAfter(kill, since); kill = log.older(kill)) {
            int low = log.low(kill);
            int start = kills.out.startMessage(KILLS);
            kills.out.field(1, tick - log.tick(kill));
            kills.out.field(2, low & 0xFFF);
            kills.out.field(3, low >> 12 & 0xFFF);
            kills.out.field(4, low >> 24 & 7);
            kills.out.field(5, low >> 27 & 1);
            kills.out.endMessage(start);
        }
        return kills.add(0, since, from);
    }

    private void writeAnnouncements(Viewer viewer) {
        if (viewer.announcementSequence != announcements.sequence()) {
            if (viewer.listensTo(Topic.TOPIC_ANNOUNCEMENTS)) {
                announcements.write(out, viewer.announcementSequence);
            }
            viewer.announcementSequence = announcements.sequence();
        }
    }

    private void writeAcknowledgements(Viewer viewer) {
        for (Acknowledgement each = viewer.acknowledgement(); each != null; each = viewer.acknowledgement()) {
            out.field(ACKNOWLEDGEMENTS, each.toByteArray());
        }
    }

    /** Writes what is said once, to this client alone. */
    private void writeAnswers(Viewer viewer) {
        if (viewer.hasPong) {
            int pong = out.startMessage(PONG);
            out.longField(1, viewer.pongSentUs);
            out.endMessage(pong);
            viewer.hasPong = false;
        }
        if (viewer.ownWelcome != null && viewer.sharedWelcome != null) {
            out.startBytes(WELCOME, viewer.ownWelcome.length + viewer.sharedWelcome.length);
            out.put(viewer.ownWelcome, 0, viewer.ownWelcome.length);
            out.put(viewer.sharedWelcome, 0, viewer.sharedWelcome.length);
            viewer.ownWelcome = null;
            viewer.sharedWelcome = null;
        }
        if (viewer.error != null) {
            out.field(ERROR, viewer.error.toByteArray());
            viewer.error = null;
        }
    }
}
