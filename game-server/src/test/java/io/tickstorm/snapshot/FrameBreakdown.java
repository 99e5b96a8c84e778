package io.tickstorm.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import java.util.Map;
import java.util.TreeMap;

/**
 * The use of the bytes of a frame, over the frames of a minute's fight whose receivers have about a given number of
 * ships and of bolts in their sight.
 */
final class FrameBreakdown {
    /** Means per frame. */
    record Result(int frames, double bytes, double ships, double bolts, double onScreen, Map<String, Double> parts) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append("Frame payload, mean of %,d frames: %.1f B%n".formatted(frames, bytes));
            text.append("  in sight: %.1f ships, %.1f of them on the screen itself, and %.1f bolts%n"
                    .formatted(ships, onScreen, bolts));
            parts.forEach((part, size) -> text.append("  %-28s %6.1f B%n".formatted(part, size)));
            return text.toString();
        }
    }

    private static final int SHIPS_OFF = 1;
    private static final int BOLTS_OFF = 2;
    private static final int FIRE_SHARE = 21;
    private static final int RAIL_SHARE = 20;
    private static final int WARM_UP = 300;
    private static final int TICKS = 1_800;

    private final int wantedShips;
    private final int wantedBolts;
    private final Skirmish skirmish;
    private final Recipient[] recipients;
    private final ReferenceClient[] clients;
    private final Map<String, Double> parts = new TreeMap<>();
    private int frames;
    private double bytes;
    private double ships;
    private double bolts;
    private double onScreen;

    FrameBreakdown(int wantedShips, int wantedBolts) {
        this.wantedShips = wantedShips;
        this.wantedBolts = wantedBolts;
        int seats = 9 * wantedShips;
        ArenaMap map = ArenaMap.generate(3, 16);
        skirmish = new Skirmish(3, map, seats, FIRE_SHARE, RAIL_SHARE);
        recipients = new Recipient[seats];
        clients = new ReferenceClient[seats];
        for (int i = 0; i < seats; i++) {
            recipients[i] = new Recipient();
            recipients[i].follow(i);
            clients[i] = new ReferenceClient(map.columns);
        }
    }

    Result measure() throws InvalidProtocolBufferException {
        for (int tick = 0; tick < WARM_UP + TICKS; tick++) {
            skirmish.tick();
            for (int i = 0; i < recipients.length; i++) {
                recipients[i].noteMargin(20 + i % 7);
                recipients[i].disturb(skirmish.world.ships().disturbances[i]);
                skirmish.world.ships().disturbances[i] = 0;
                int length = skirmish.encoder.encode(recipients[i]);
                ServerFrame frame = ServerFrame.parseFrom(ByteString.copyFrom(skirmish.encoder.bytes(), 0, length));
                clients[i].apply(frame);
                if (tick >= WARM_UP && skirmish.world.ships().alive[i] && isWanted(clients[i])) {
                    add(frame, i);
                }
            }
        }
        parts.replaceAll((part, sum) -> sum / frames);
        return new Result(frames, bytes / frames, ships / frames, bolts / frames, onScreen / frames, parts);
    }

    private boolean isWanted(ReferenceClient client) {
        return Math.abs(client.ships.size() - wantedShips) <= SHIPS_OFF
                && Math.abs(client.bolts.size() - wantedBolts) <= BOLTS_OFF;
    }

    private void add(ServerFrame frame, int i) {
        ReferenceClient client = clients[i];
        frames++;
        bytes += frame.getSerializedSize();
        ships += client.ships.size();
        bolts += client.bolts.size();
        onScreen += client.ships.keySet().stream()
                .filter(ship -> isOnScreen(i, ship))
                .count();
        addField("header: tick, since, margin", frame.toBuilder().clearView(), 1, 2, 4);
        addField("header: view", frame.toBuilder(), 3);
        addField("own: hash", frame.toBuilder(), 5);
        addField("own: state", frame.toBuilder(), 6);
        addField("own: vitals", frame.toBuilder(), 8);
        addField("roster", frame.toBuilder(), 9);
        addField("kills", frame.toBuilder(), 11);
        addField("round, chat, answers", frame.toBuilder(), 10, 12, 13, 14, 15);
        int inSegments =
                client.bytes.values().stream().mapToInt(Integer::intValue).sum();
        client.bytes.forEach((part, size) -> parts.merge("segments: " + part, (double) size, Double::sum));
        int field = ServerFrame.newBuilder()
                .addAllSegments(frame.getSegmentsList())
                .build()
                .getSerializedSize();
        parts.merge("segments: FIELD", (double) field - inSegments, Double::sum);
    }

    private void addField(String part, ServerFrame.Builder frame, int... numbers) {
        ServerFrame.Builder only = ServerFrame.newBuilder();
        for (int number : numbers) {
            var field = ServerFrame.getDescriptor().findFieldByNumber(number);
            if (field.isRepeated() || frame.hasField(field) || !field.hasPresence()) {
                only.setField(field, frame.getField(field));
            }
        }
        parts.merge(part, (double) only.build().getSerializedSize(), Double::sum);
    }

    private boolean isOnScreen(int own, int ship) {
        var all = skirmish.world.ships();
        return Math.abs(all.x[own] - all.x[ship]) <= 700 * Fixed.ONE
                && Math.abs(all.y[own] - all.y[ship]) <= 400 * Fixed.ONE;
    }
}
