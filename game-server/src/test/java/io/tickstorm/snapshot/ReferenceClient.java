package io.tickstorm.snapshot;

import io.tickstorm.interest.CellWindow;
import io.tickstorm.proto.v1.ChatLine;
import io.tickstorm.proto.v1.Kill;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.RosterUpdate;
import io.tickstorm.proto.v1.Round;
import io.tickstorm.proto.v1.ServerFrame;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client as docs/PROTOCOL.md describes it, on the generated protobuf classes and without optimisation, as a third
 * party would write it. It shares only the packing of a view with the server.
 */
final class ReferenceClient {
    /** x and y in 1/8 u of the cell. */
    record Ship(int id, int cell, int x, int y, int aim, int flags) {}

    /** A bolt at the tick of the frame that contained it. */
    record Bolt(int id, int cell, int x, int y, int angle, int owner, int age, int variant, int tick) {}

    record Pickup(int id, int cell, int x, int y, int kind) {}

    /** x and y in 1/8 u of the arena. */
    record Event(int tick, int kind, int subject, int object, int x, int y, int a, int b) {}

    record Left(int kind, int id, int cell) {}

    final Map<Integer, Ship> ships = new TreeMap<>();
    final Map<Integer, Bolt> bolts = new TreeMap<>();
    final Map<Integer, Pickup> pickups = new TreeMap<>();
    /** The events of the newest frame; a beam once. */
    final List<Event> events = new ArrayList<>();

    /** Entries as RosterEntry, always with a name. */
    final Map<Integer, RosterEntry> roster = new TreeMap<>();

    final List<ChatLine> chat = new ArrayList<>();
    final List<Kill> kills = new ArrayList<>();
    int rosterVersion;
    int leader;
    /** In a large room, the ids of the ten best. */
    List<Integer> top = List.of();
    /** In a large room, the own place and the number of players; otherwise 0. */
    int place;

    int players;
    int chatSequence;

    @Nullable
    Round round;

    int vitals;
    int tick;
    int view;
    /** Bytes of the newest frame's segments by what they are spent on. */
    final Map<Part, Integer> bytes = new EnumMap<>(Part.class);

    enum Part {
        SHIPS,
        BOLTS,
        PICKUPS,
        EVENTS,
        LEFT,
        SEGMENT_OVERHEAD
    }

    /** The parts in the order of the head's bits. */
    private static final List<Part> RECORDS = List.of(Part.SHIPS, Part.BOLTS, Part.PICKUPS, Part.EVENTS, Part.LEFT);

    private final int columns;
    private final List<Left> left = new ArrayList<>();
    private final Set<List<Integer>> beams = new HashSet<>();

    ReferenceClient(int columns) {
        this.columns = columns;
    }

    void apply(ServerFrame frame) {
        if (frame.getSinceAge() == 0) {
            forgetEntitiesWhere(cell -> true);
        } else if (frame.getTick() - frame.getSinceAge() != tick) {
            throw new IllegalStateException(
                    "holds " + tick + ", frame " + frame.getTick() + " since " + frame.getSinceAge());
        }
        view = frame.getView() != 0 ? frame.getView() : view;
        tick = frame.getTick();
        forgetEntitiesWhere(cell -> !CellWindow.contains(view, cell, columns));
        applySegments(frame);
        applyRoster(frame);
        chat.addAll(frame.getChatList());
        chatSequence = chat.isEmpty() ? chatSequence : chat.get(chat.size() - 1).getSequence();
        kills.clear();
        kills.addAll(frame.getKillsList());
        round = frame.hasRound() ? frame.getRound() : round;
        vitals = frame.getVitals() != 0 ? frame.getVitals() : vitals;
    }

    private void forgetEntitiesWhere(java.util.function.IntPredicate isGone) {
        ships.values().removeIf(ship -> isGone.test(ship.cell));
        bolts.values().removeIf(bolt -> isGone.test(bolt.cell));
        pickups.values().removeIf(pickup -> isGone.test(pickup.cell));
    }

    private void applySegments(ServerFrame frame) {
        events.clear();
        left.clear();
        beams.clear();
        bytes.clear();
        for (var segments : frame.getSegmentsList()) {
            RecordReader in = new RecordReader(segments);
            while (in.hasMore()) {
                applySegment(in);
            }
        }
        left.forEach(this::forget);
    }

    private void forget(Left gone) {
        switch (gone.kind) {
            case 0 -> ships.computeIfPresent(gone.id, (id, ship) -> ship.cell == gone.cell ? null : ship);
            case 1 -> bolts.computeIfPresent(gone.id, (id, bolt) -> bolt.cell == gone.cell ? null : bolt);
            default -> pickups.computeIfPresent(gone.id, (id, pickup) -> pickup.cell == gone.cell ? null : pickup);
        }
    }

    private void applySegment(RecordReader in) {
        int start = in.position();
        int cell = in.varint();
        int head = in.bits(8);
        if ((head & 1 << RECORDS.size()) != 0) {
            forgetEntitiesWhere(home -> home == cell);
        }
        spend(Part.SEGMENT_OVERHEAD, in, start);
        for (int kind = 0; kind < RECORDS.size(); kind++) {
            if ((head & 1 << kind) != 0) {
                int from = in.position();
                int count = in.varint();
                spend(Part.SEGMENT_OVERHEAD, in, from);
                from = in.position();
                for (int i = 0; i < count; i++) {
                    applyRecord(kind, cell, in);
                }
                spend(RECORDS.get(kind), in, from);
            }
        }
    }

    private void spend(Part part, RecordReader in, int from) {
        bytes.merge(part, in.position() - from, Integer::sum);
    }

    private void applyRecord(int kind, int cell, RecordReader in) {
        switch (kind) {
            case 0 -> {
                int id = in.bits(12);
                ships.put(id, new Ship(id, cell, in.bits(12), in.bits(12), in.bits(8), in.bits(4)));
            }
            case 1 -> {
                int id = in.bits(14);
                int x = in.bits(12);
                int y = in.bits(12);
                int angle = in.bits(12);
                int owner = in.bits(12);
                bolts.put(id, new Bolt(id, cell, x, y, angle, owner, in.bits(8), in.bits(2), tick));
            }
            case 2 -> {
                int id = in.bits(12);
                pickups.put(id, new Pickup(id, cell, in.bits(12), in.bits(12), in.bits(4)));
            }
            case 3 -> applyEvent(cell, in);
            default -> left.add(new Left(in.bits(2), in.bits(14), cell));
        }
    }

    private void applyEvent(int cell, RecordReader in) {
        int kind = in.bits(4);
        int eventTick = tick - in.bits(6);
        int subject = in.bits(12);
        int object = in.bits(12);
        int x = in.bits(12);
        int y = in.bits(12);
        int a = in.bits(12);
        int b = in.bits(12);
        int column = cell % columns + (in.bits(3) << 29 >> 29);
        int row = cell / columns + (in.bits(3) << 29 >> 29);
        boolean isBeam = kind == 2;
        if (!isBeam || beams.add(List.of(eventTick, subject, b >> 10))) {
            events.add(new Event(eventTick, kind, subject, object, column * 4096 + x, row * 4096 + y, a, b));
        }
    }

    private void applyRoster(ServerFrame frame) {
        if (!frame.hasRoster()) {
            return;
        }
        RosterUpdate update = frame.getRoster();
        if (update.getReset()) {
            roster.clear();
        }
        for (RosterEntry entry : update.getEntriesList()) {
            RosterEntry known = roster.get(entry.getId());
            if (entry.getLeft()) {
                roster.remove(entry.getId());
            } else if (!entry.getName().isEmpty()) {
                roster.put(entry.getId(), entry);
            } else if (known != null) {
                roster.put(entry.getId(), withNameOf(known, entry));
            } else {
                throw new IllegalStateException("scores of an unknown ship: " + entry);
            }
        }
        rosterVersion = update.getVersion();
        leader = update.getLeader();
        top = update.getTopCount() > 0 ? update.getTopList() : top;
        if (update.getPlayers() > 0) {
            place = update.getPlace();
            players = update.getPlayers();
        }
    }

    private static RosterEntry withNameOf(RosterEntry known, RosterEntry entry) {
        return entry.toBuilder()
                .setName(known.getName())
                .setColour(known.getColour())
                .setBot(known.getBot())
                .build();
    }
}
