package io.tickstorm.text;

import com.google.protobuf.ByteString;
import io.tickstorm.interest.CellWindow;
import io.tickstorm.proto.v1.Rules;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Weapon;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * The state that one client holds, updated by its frames by the receiver's rules of docs/PROTOCOL.md. A complete frame
 * can be written from it. One thread at a time.
 */
final class Picture {
    private static final int CELL_U = 1 << (Fixed.CELL_SHIFT - Fixed.POSITION_BITS);
    private static final int CELL_EIGHTHS = 8 * CELL_U;
    private static final int KINDS = 5;
    private static final int RESET = 1 << KINDS;
    private static final int BEAM = 2;
    private static final int NAMED_WEAPONS = 2;

    /** x and y in 1/8 u of the arena, aim in 1/4096 turn. */
    record Ship(int id, int cell, int x, int y, int aim, int flags) {
        boolean isThrusting() {
            return (flags & 1) != 0;
        }

        boolean isBoosting() {
            return (flags & 2) != 0;
        }

        boolean isProtected() {
            return (flags & 4) != 0;
        }

        boolean isShielded() {
            return (flags & 8) != 0;
        }
    }

    /** x and y in 1/256 u, at the tick in which it was received; steps in 1/256 u per tick. */
    record Bolt(
            int id, int cell, int x, int y, int angle, int owner, Weapon weapon, int stepX, int stepY, int sentTick) {
        int xAt(int tick) {
            return Units.eighths(x + (tick - sentTick) * stepX);
        }

        int yAt(int tick) {
            return Units.eighths(y + (tick - sentTick) * stepY);
        }
    }

    record Pickup(int id, int cell, int x, int y, int kind) {}

    /** Kinds, subject, object, a and b as on the wire; x and y in 1/8 u of the arena. */
    record Happening(int kind, int tick, int subject, int object, int x, int y, int a, int b) {}

    private record Left(int kind, int id, int cell) {}

    final Map<Integer, Ship> ships = new TreeMap<>();
    final Map<Integer, Bolt> bolts = new TreeMap<>();
    final Map<Integer, Pickup> pickups = new TreeMap<>();
    /** The events of the newest frame; a beam appears once. */
    final List<Happening> happenings = new ArrayList<>();

    int tick;
    int view;
    private final List<Left> left = new ArrayList<>();
    private int columns = 1;
    private Rules rules = Rules.getDefaultInstance();

    /** Applies the Welcome of the first frame, before that frame is applied. */
    void welcome(Welcome welcome) {
        columns = Math.max(1, (welcome.getArena().getSide() + CELL_U - 1) / CELL_U);
        rules = welcome.getRules();
    }

    void apply(ServerFrame frame) {
        tick = frame.getTick();
        view = frame.getView() != 0 ? frame.getView() : view;
        happenings.clear();
        left.clear();
        boolean isNew = frame.getSinceAge() == 0;
        forgetIf(cell -> isNew || !CellWindow.contains(view, cell, columns));
        for (ByteString segments : frame.getSegmentsList()) {
            SegmentReader in = new SegmentReader(segments);
            while (in.hasMore()) {
                readSegment(in);
            }
        }
        left.forEach(this::forget);
    }

    private void readSegment(SegmentReader in) {
        int cell = in.varint();
        int head = in.bits(8);
        if ((head & RESET) != 0) {
            forgetIf(home -> home == cell);
        }
        for (int kind = 0; kind < KINDS; kind++) {
            int count = (head >> kind & 1) != 0 ? in.varint() : 0;
            for (int i = 0; i < count; i++) {
                readRecord(kind, cell, in);
            }
        }
    }

    /** Reads a record; kinds are in the order of the head's bits. */
    private void readRecord(int kind, int cell, SegmentReader in) {
        switch (kind) {
            case 0 -> readShip(cell, in);
            case 1 -> readBolt(cell, in);
            case 2 -> readPickup(cell, in);
            case 3 -> readHappening(cell, in);
            default -> left.add(new Left(in.bits(2), in.bits(14), cell));
        }
    }

    private void readShip(int cell, SegmentReader in) {
        int id = in.bits(12);
        int x = left(cell) + in.bits(12);
        int y = top(cell) + in.bits(12);
        int aim = (in.bits(8) * Fixed.ANGLE_STEPS) >> 8;
        ships.put(id, new Ship(id, cell, x, y, aim, in.bits(4)));
    }

    private void readBolt(int cell, SegmentReader in) {
        int id = in.bits(14);
        int x = Units.position(left(cell) + in.bits(12));
        int y = Units.position(top(cell) + in.bits(12));
        int angle = in.bits(12);
        int owner = in.bits(12);
        // The age of the bolt is not needed: only its current position is shown.
        in.bits(8);
        Weapon weapon = Weapon.of(Weapon.Kind.BOLT, in.bits(2));
        int boltVelocity = boltVelocity(weapon);
        int stepX = (boltVelocity * Fixed.cos(angle)) >> Fixed.TRIG_BITS;
        int stepY = (boltVelocity * Fixed.sin(angle)) >> Fixed.TRIG_BITS;
        bolts.put(id, new Bolt(id, cell, x, y, angle, owner, weapon, stepX, stepY, tick));
    }

    /**
     * Returns the velocity of a weapon's bolt. The first weapon has its own fields in the rules; weapons from the third
     * on are in a list.
     */
    private int boltVelocity(Weapon weapon) {
        return weapon.number <= NAMED_WEAPONS
                ? rules.getBoltVelocity()
                : rules.getFurtherWeapons(weapon.number - NAMED_WEAPONS - 1).getBoltVelocity();
    }

    private void readPickup(int cell, SegmentReader in) {
        int id = in.bits(12);
        int x = left(cell) + in.bits(12);
        int y = top(cell) + in.bits(12);
        pickups.put(id, new Pickup(id, cell, x, y, in.bits(4)));
    }

    private void readHappening(int cell, SegmentReader in) {
        int kind = in.bits(4);
        int at = tick - in.bits(6);
        int subject = in.bits(12);
        int object = in.bits(12);
        int x = left(cell) + in.bits(12);
        int y = top(cell) + in.bits(12);
        int a = in.bits(12);
        int b = in.bits(12);
        x += in.signedBits(3) * CELL_EIGHTHS;
        y += in.signedBits(3) * CELL_EIGHTHS;
        Happening happening = new Happening(kind, at, subject, object, x, y, a, b);
        // The event is filed in each cell that it crosses.
        if (kind != BEAM || !happenings.contains(happening)) {
            happenings.add(happening);
        }
    }

    private void forget(Left gone) {
        switch (gone.kind) {
            case 0 -> ships.computeIfPresent(gone.id, (id, ship) -> ship.cell == gone.cell ? null : ship);
            case 1 -> bolts.computeIfPresent(gone.id, (id, bolt) -> bolt.cell == gone.cell ? null : bolt);
            default -> pickups.computeIfPresent(gone.id, (id, pickup) -> pickup.cell == gone.cell ? null : pickup);
        }
    }

    private void forgetIf(IntPredicate isGone) {
        ships.values().removeIf(ship -> isGone.test(ship.cell));
        bolts.values().removeIf(bolt -> isGone.test(bolt.cell));
        pickups.values().removeIf(pickup -> isGone.test(pickup.cell));
    }

    private int left(int cell) {
        return cell % columns * CELL_EIGHTHS;
    }

    private int top(int cell) {
        return cell / columns * CELL_EIGHTHS;
    }
}
