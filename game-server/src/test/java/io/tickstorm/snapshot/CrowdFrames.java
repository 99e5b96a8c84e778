package io.tickstorm.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.bot.Pilots;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of frames in a world full of pilots, by field. It counts only frames whose player is alive, far from the
 * walls, and has a given range of ships in sight, so that worlds of different sizes show the same picture.
 */
final class CrowdFrames {
    /** Means per frame. */
    record Result(int players, int frames, double bytes, double ships, Map<String, Double> fields) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("%,d players, %,d frames: %.1f B with %.2f ships in sight%n"
                    .formatted(players, frames, bytes, ships));
            fields.forEach((field, size) -> text.append("  %-14s %6.2f B%n".formatted(field, size)));
            return text.toString();
        }
    }

    private static final int WARM_TICKS = 600;
    private static final int WALL = 1_000 * Fixed.ONE;

    private final World world;
    private final Pilots pilots;
    private final Roster roster;
    private final VersionedCells cells;
    private final FrameEncoder encoder;
    private final Recipient[] recipients;
    private final ReferenceClient[] clients;
    private final int[] commands;
    private final int[] framesOfShips = new int[64];
    private final long[] bytesOfShips = new long[64];
    private final Map<String, Double> fields = new TreeMap<>();
    private int frames;
    private long bytes;
    private long ships;

    /** @param sampled the number of players whose frames are counted; all others get no frames */
    CrowdFrames(int players, int sampled, int seed) {
        world = new World(new Rules(30), seed, players);
        pilots = new Pilots(world, seed);
        roster = new Roster(players);
        cells = new VersionedCells(world);
        encoder = new FrameEncoder(world, cells, roster, new ChatLog());
        commands = new int[players];
        for (int ship = 0; ship < players; ship++) {
            world.seat(ship);
            pilots.enlist(ship);
            roster.enter(ship, "Pilot " + ship, ship % 49, true);
        }
        recipients = new Recipient[sampled];
        clients = new ReferenceClient[sampled];
        for (int i = 0; i < sampled; i++) {
            recipients[i] = new Recipient();
            recipients[i].follow((int) ((long) i * players / sampled));
            clients[i] = new ReferenceClient(world.map().columns);
        }
    }

    /** Plays a number of ticks. Returns the means of the frames with {@code least} to {@code most} ships in sight. */
    Result measure(int ticks, int least, int most) throws InvalidProtocolBufferException {
        for (int i = 0; i < WARM_TICKS + ticks; i++) {
            pilots.decide(commands);
            world.step(commands);
            cells.observe();
            roster.observe(world);
            encoder.beginTick();
            for (int k = 0; k < recipients.length; k++) {
                receive(k, i >= WARM_TICKS, least, most);
            }
        }
        fields.replaceAll((field, sum) -> sum / frames);
        return new Result(commands.length, frames, (double) bytes / frames, (double) ships / frames, fields);
    }

    /** Returns the mean bytes of the frames with a number of ships in sight. */
    double bytesWith(int shipsInSight) {
        return (double) bytesOfShips[shipsInSight] / framesOfShips[shipsInSight];
    }

    private void receive(int k, boolean counts, int least, int most) throws InvalidProtocolBufferException {
        Recipient recipient = recipients[k];
        int ship = recipient.ship();
        recipient.noteMargin(20 + k % 7);
        recipient.disturb(world.ships().disturbances[ship]);
        world.ships().disturbances[ship] = 0;
        int length = encoder.encode(recipient);
        ServerFrame frame = ServerFrame.parseFrom(ByteString.copyFrom(encoder.bytes(), 0, length));
        clients[k].apply(frame);
        int inSight = clients[k].ships.size();
        if (counts && inSight >= least && inSight <= most && isInside(ship)) {
            frames++;
            bytes += length;
            ships += inSight;
            bytesOfShips[inSight] += length;
            framesOfShips[inSight]++;
            frame.getAllFields().forEach(this::add);
        }
    }

    private void add(FieldDescriptor field, Object value) {
        int size = ServerFrame.newBuilder().setField(field, value).build().getSerializedSize();
        fields.merge(field.getName(), (double) size, Double::sum);
    }

    private boolean isInside(int ship) {
        Ships all = world.ships();
        int end = world.map().side - WALL;
        return all.alive[ship] && all.x[ship] > WALL && all.y[ship] > WALL && all.x[ship] < end && all.y[ship] < end;
    }
}
