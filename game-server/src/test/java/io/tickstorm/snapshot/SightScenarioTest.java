package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Counts the places that a client receives. The client stores everything, turns its screen as often as the server
 * allows, and flies, aims and shoots. Its share of the arena is the share of ships whose place it has, because other
 * ships may be anywhere.
 */
final class SightScenarioTest {
    private static final int TURN_TICKS = 30;
    private static final ArenaMap MAP = ArenaMap.generate(3, 16);
    private static final int U = Fixed.ONE;

    private final SplittableRandom random = new SplittableRandom(9);

    @Test
    void aClientLearnsAtMostFourteenPercentOfTheArena() throws InvalidProtocolBufferException {
        Crowd crowd = new Crowd(128);
        long sent = 0;
        long there = 0;
        for (int i = 0; i < 3_000; i++) {
            crowd.tick();
            sent += crowd.client.ships.size() - 1;
            there += crowd.seats - 1;
        }
        double share = (double) sent / there;
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.printf("a client learns %.2f %% of the arena%n", 100 * share);
        }
        assertTrue(share <= 0.14, "share " + share);
        assertTrue(share >= 0.10, "the screen itself is 0.09: share " + share);
    }

    @Test
    void noPlaceIsSentBeyondTheScreenAndAHundredUnits() throws InvalidProtocolBufferException {
        Skirmish skirmish = new Skirmish(5, MAP, 60, 40, 60);
        Recipient recipient = new Recipient();
        recipient.follow(7);
        ReferenceClient client = new ReferenceClient(MAP.columns);
        int[] evaluated = new int[6];
        for (int i = 0; i < 4_000; i++) {
            skirmish.tick();
            recipient.turnScreen(i / TURN_TICKS % 2 == 0);
            if (random.nextInt(10) > 0) {
                client.apply(frame(skirmish.encoder, recipient));
                check(client, recipient, evaluated);
            }
        }
        for (int kind = 0; kind < evaluated.length; kind++) {
            assertTrue(evaluated[kind] > 50, "places of kind " + kind + ": " + evaluated[kind]);
        }
    }

    private static void check(ReferenceClient client, Recipient recipient, int[] evaluated) {
        for (ReferenceClient.Ship ship : client.ships.values()) {
            evaluated[0] +=
                    isInSight(recipient, inArena(ship.cell() % 7, ship.x()), inArena(ship.cell() / 7, ship.y()));
        }
        for (ReferenceClient.Pickup pickup : client.pickups.values()) {
            evaluated[1] += isInSight(
                    recipient, inArena(pickup.cell() % 7, pickup.x()), inArena(pickup.cell() / 7, pickup.y()));
        }
        for (ReferenceClient.Bolt bolt : client.bolts.values()) {
            if (bolt.tick() == client.tick) {
                evaluated[2] +=
                        isInSight(recipient, inArena(bolt.cell() % 7, bolt.x()), inArena(bolt.cell() / 7, bolt.y()));
            }
        }
        for (ReferenceClient.Event event : client.events) {
            evaluated[event.kind() == 2 ? 3 : 4] += isInSight(recipient, event.x() * 32, event.y() * 32);
            if (event.kind() == 2) {
                int x = event.x() * 32 + ((event.b() * Fixed.cos(event.a())) >> 6);
                int y = event.y() * 32 + ((event.b() * Fixed.sin(event.a())) >> 6);
                evaluated[5] += isInSight(recipient, x, y);
            }
        }
    }

    private static int isInSight(Recipient recipient, int x, int y) {
        int halfWidth = (recipient.isPortrait() ? 500 : 800) * U;
        int halfHeight = (recipient.isPortrait() ? 800 : 500) * U;
        // Places are sent in 1/8 u.
        int beyond =
                Math.max(Math.abs(x - recipient.centreX()) - halfWidth, Math.abs(y - recipient.centreY()) - halfHeight);
        assertTrue(beyond <= U / 8, (double) beyond / U + " u beyond");
        return 1;
    }

    private static int inArena(int line, int offset) {
        return (line * 4096 + offset) * 32;
    }

    private static ServerFrame frame(FrameEncoder encoder, Recipient recipient) throws InvalidProtocolBufferException {
        int length = encoder.encode(recipient);
        return ServerFrame.parseFrom(ByteString.copyFrom(encoder.bytes(), 0, length));
    }

    /** A client that flies and listens, and other ships that are somewhere else in each tick. */
    private final class Crowd {
        final int seats;
        final ReferenceClient client = new ReferenceClient(MAP.columns);
        private final World world;
        private final VersionedCells cells;
        private final Roster roster;
        private final FrameEncoder encoder;
        private final Recipient recipient = new Recipient();
        private final int[] commands;

        Crowd(int seats) {
            this.seats = seats;
            world = new World(new Rules(30), MAP, 4, seats);
            cells = new VersionedCells(world);
            roster = new Roster(seats);
            encoder = new FrameEncoder(world, cells, roster, new ChatLog());
            commands = new int[seats];
            recipient.follow(0);
            for (int i = 0; i < seats; i++) {
                world.seat(i);
            }
        }

        void tick() throws InvalidProtocolBufferException {
            if (world.tick() % 20 == 0) {
                int buttons = Weapon.BLASTER.button | Weapon.RAIL.button;
                commands[0] =
                        InputCommand.of(random.nextInt(-7, 8), random.nextInt(-7, 8), random.nextInt(4096), buttons);
            }
            world.step(commands);
            scatter(world.ships());
            cells.observe();
            encoder.beginTick();
            recipient.turnScreen(world.tick() / TURN_TICKS % 2 == 0);
            client.apply(frame(encoder, recipient));
            assertEquals(world.tick(), client.tick);
        }

        private void scatter(Ships ships) {
            for (int i = 0; i < seats; i++) {
                ships.alive[i] = true;
                ships.health[i] = 100;
                if (i > 0) {
                    ships.x[i] = random.nextInt(MAP.side);
                    ships.y[i] = random.nextInt(MAP.side);
                }
            }
        }
    }
}
