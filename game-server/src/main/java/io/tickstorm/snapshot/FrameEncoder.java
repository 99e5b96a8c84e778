package io.tickstorm.snapshot;

import io.tickstorm.interest.CellWindow;
import io.tickstorm.interest.Sight;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Topic;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;
import org.jspecify.annotations.Nullable;

/**
 * Writes the ServerFrame of one client, once per client and tick, into reused bytes. The client's own part and partly
 * visible cells are encoded for it; everything else is copied from bytes that were encoded once for all clients. Fields
 * are in ascending order, as protobuf's own writer has them. Tick thread only.
 */
public final class FrameEncoder {
    private final World world;
    private final VersionedCells cells;
    private final Roster roster;
    private final ChatLog chat;
    private final Announcements announcements = new Announcements();
    private ServerList servers = ServerList.NONE;
    private final SegmentEncoder segments;
    private final OwnShip own;
    private final RoundState round = new RoundState();
    private final SharedRuns kills = new SharedRuns(1);
    /** Null in a room whose clients receive the entries of all players, and all kills. */
    private final @Nullable LocalRoster local;

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
        local = roster.isWhole() ? null : new LocalRoster(cells, roster);
    }

    /** Sets the servers that clients know after their next frame. Call before the frames of a tick. */
    public void servers(ServerList newest) {
        servers = newest;
    }

    /** Returns the announcements that frames carry. */
    public Announcements announcements() {
        return announcements;
    }

    /**
     * Clears the shared bytes of the last tick; call after {@link VersionedCells#observe} and {@link Roster#observe}.
     */
    public void beginTick() {
        tick = cells.tick();
        assert world.tick() == tick : "call observe() first";
        segments.beginTick();
        kills.clear();
        if (local != null) {
            local.beginTick();
        }
        round.observe(world.round());
    }

    /** Writes the frame of one client, records it as sent and returns its length in {@link #bytes()}, from 0. */
    public int encode(Recipient recipient) {
        assert recipient.baseline() < tick : "one frame per client and tick";
        int since = baseline(recipient);
        int view = view(recipient);
        placeSights(recipient, since);
        out.clear();
        out.field(ServerFrame.TICK_FIELD_NUMBER, tick);
        out.field(ServerFrame.SINCE_AGE_FIELD_NUMBER, since == 0 ? 0 : tick - since);
        out.field(ServerFrame.VIEW_FIELD_NUMBER, view == recipient.view() ? 0 : view);
        out.signedField(ServerFrame.INPUT_MARGIN_FIELD_NUMBER, recipient.inputMargin());
        own.writeHash(out, recipient, tick);
        own.writeState(out, recipient);
        if (local != null) {
            local.begin(recipient, since, view, sight, sightHeld);
        }
        writeSegments(recipient.view(), view, since);
        own.writeVitals(out, recipient, tick);
        writeReliable(recipient, since);
        recipient.answers().write(out);
        if (since != 0 && recipient.ship() != Ships.NOBODY) {
            cells.audits().write(out, recipient.ship(), since, tick, sight);
        }
        writeAnnouncements(recipient);
        writeServers(recipient);
        recipient.answers().writeAcknowledgements(out);
        recipient.answers().writeStandings(out);
        recipient.sent(tick, view);
        return out.length();
    }

    /** Returns the bytes of the frame, valid until the next {@link #encode}; a longer frame may replace the array. */
    public byte[] bytes() {
        return out.bytes();
    }

    /** Returns the tick of the frame that the client holds; 0 without one, or if it is too old for a delta. */
    private int baseline(Recipient recipient) {
        if (recipient.baseline() != 0 && tick - recipient.baseline() > Recipient.HISTORY_TICKS) {
            recipient.forgetFrames();
        }
        return recipient.baseline();
    }

    private int view(Recipient recipient) {
        Ships ships = world.ships();
        int ship = recipient.ship();
        if (ship != Ships.NOBODY && ships.alive[ship]) {
            recipient.lookAt(ships.x[ship], ships.y[ship]);
        } else if (!recipient.hasCentre()) {
            recipient.lookAt(world.map().side / 2, world.map().side / 2);
        }
        return CellWindow.around(recipient.centreX(), recipient.centreY(), recipient.isPortrait(), cells.columns());
    }

    private void placeSights(Recipient recipient, int since) {
        int side = world.map().side;
        sight.place(recipient.centreX(), recipient.centreY(), recipient.isPortrait(), side);
        if (since == 0) {
            sightHeld.close();
        } else {
            recipient.placeHeldSight(sightHeld, side);
        }
        cuts.begin(sight, sightHeld, since);
    }

    /** Writes the segments. Cells that were and are entirely visible use bytes shared with other clients. */
    private void writeSegments(int held, int view, int since) {
        int start = out.length();
        int message = out.startMessage(ServerFrame.SEGMENTS_FIELD_NUMBER);
        int firstWhole = Math.max(sight.firstWholeColumn(), sightHeld.firstWholeColumn());
        int endWhole = Math.min(sight.endWholeColumn(), sightHeld.endWholeColumn());
        int firstWholeRow = Math.max(sight.firstWholeRow(), sightHeld.firstWholeRow());
        int endWholeRow = Math.min(sight.endWholeRow(), sightHeld.endWholeRow());
        int endColumn = CellWindow.firstColumn(view) + CellWindow.columns(view);
        int endRow = CellWindow.firstRow(view) + CellWindow.rows(view);
        for (int row = CellWindow.firstRow(view); row < endRow; row++) {
            boolean isWholeRow = row >= firstWholeRow && row < endWholeRow;
            for (int column = CellWindow.firstColumn(view); column < endColumn; column++) {
                int cell = row * cells.columns() + column;
                boolean isHeld = CellWindow.containsAt(held, column, row);
                if (isWholeRow && column >= firstWhole && column < endWhole && !cells.hasEvents(cell, since)) {
                    writeShared(cell, since);
                } else if (!cells.isEmpty(cell) || cells.isNewer(cell, since)) {
                    cuts.write(cell, isHeld);
                }
                if (local != null) {
                    local.visit(cell, isHeld);
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

    /** Writes the reliable parts: roster, chat, kills and the round. */
    private void writeReliable(Recipient recipient, int since) {
        if (local != null) {
            local.reveal(cuts);
            local.writeRoster(out);
            recipient.sentRoster(roster.version());
        } else if (recipient.rosterVersion() != roster.version()) {
            roster.write(out, recipient.rosterVersion());
            recipient.sentRoster(roster.version());
        }
        if (recipient.chatSequence() != chat.sequence()) {
            if (recipient.listensTo(Topic.TOPIC_CHAT)) {
                chat.write(out, recipient.chatSequence());
            }
            recipient.sentChat(chat.sequence());
        }
        if (local != null) {
            local.writeKills(out);
        } else if (since != 0 && recipient.listensTo(Topic.TOPIC_KILLS)) {
            writeKills(since);
        }
        round.write(out, recipient);
    }

    private void writeKills(int since) {
        if (cells.kills.isAfter(cells.kills.newest(cells.anywhere()), since)) {
            int run = kills.find(0, since);
            kills.copy(run != SharedRuns.NONE ? run : encodeKills(since), out);
        }
    }

    private int encodeKills(int since) {
        CellLog log = cells.kills;
        int from = kills.out.length();
        for (long kill = log.newest(cells.anywhere()); log.isAfter(kill, since); kill = log.older(kill)) {
            KillRecord.write(kills.out, log.low(kill), tick - log.tick(kill));
        }
        return kills.add(0, since, from);
    }

    private void writeServers(Recipient recipient) {
        if (recipient.serversVersion() != servers.version()) {
            out.field(ServerFrame.SERVERS_FIELD_NUMBER, servers.encoded());
            recipient.sentServers(servers.version());
        }
    }

    private void writeAnnouncements(Recipient recipient) {
        if (recipient.announcementSequence() != announcements.sequence()) {
            if (recipient.listensTo(Topic.TOPIC_ANNOUNCEMENTS)) {
                announcements.write(out, recipient.announcementSequence());
            }
            recipient.sentAnnouncement(announcements.sequence());
        }
    }
}
