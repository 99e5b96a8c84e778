package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.Input;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Weapon;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests held controls and a low frame rate, which text clients need. */
class HeldControlsTest {
    private static final int IDLE_MS = 60_000;

    private final ServerMetrics metrics = new ServerMetrics();
    private final Room room = room(30);
    private final List<Player> players = new ArrayList<>();
    private long nowNs;

    @ParameterizedTest(name = "({0}, {1}) at {2} degrees")
    @CsvSource({
        "0, 0, 0, 0, 0, 0",
        "1, -1, 90, 7, -7, 1024",
        "0.5, -0.07, 360, 4, 0, 0",
        "0.08, 0, -90, 1, 0, 3072",
        "0, 0, 810, 0, 0, 1024",
        "0, 0, 1e300, 0, 0, 0",
        "0, 0, 359.99, 0, 0, 0"
    })
    void plainUnitsAreRoundedToThoseOfACommand(
            double moveX, double moveY, double aim, int stepsX, int stepsY, int angle) {
        int command = HeldControls.command(
                Input.newBuilder().setMoveX(moveX).setMoveY(moveY).setAim(aim).build());
        assertEquals(stepsX, InputCommand.moveX(command));
        assertEquals(stepsY, InputCommand.moveY(command));
        assertEquals(angle, InputCommand.aim(command));
        assertTrue(InputCommand.isValid(command));
    }

    @ParameterizedTest
    @CsvSource({
        "1.001, 0, 0",
        "0, -1.001, 0",
        "NaN, 0, 0",
        "0, NaN, 0",
        "0, 0, NaN",
        "0, 0, Infinity",
        "-Infinity, 0, 0"
    })
    void anInvalidControlIsRefused(double moveX, double moveY, double aim) {
        Input input =
                Input.newBuilder().setMoveX(moveX).setMoveY(moveY).setAim(aim).build();
        Player player = player();
        assertFalse(player.steer(input));
        assertFalse(player.begin(input));
        assertNull(new Player(new MemoryOutbox(), false, 0).heldControls());
    }

    @Test
    void controlsStayAsSetAndNoInputIsMissed() {
        Player player = player();
        enter(player);
        assertTrue(player.steer(Input.newBuilder().setMoveX(1).setFire(true).build()));
        tick(60);
        Ships ships = room.environment().world().ships();
        int ship = 0;
        assertTrue(InputCommand.moveX(ships.command[ship]) == 7 && Weapon.BLASTER.isAskedForBy(ships.command[ship]));
        assertTrue(player.steer(Input.getDefaultInstance()));
        tick(1);
        assertEquals(InputCommand.of(0, 0, 0, 0), ships.command[ship]);
        assertEquals(0, metrics.inputsMissed.getLongValue());
        assertEquals(2, metrics.inputsReceived.getLongValue());
    }

    @ParameterizedTest
    @EnumSource(Weapon.class)
    void everyWeaponCanBeNamed(Weapon weapon) {
        Input input = Input.newBuilder().addWeaponsValue(weapon.number).build();
        assertEquals(InputCommand.of(0, 0, 0, weapon.button), HeldControls.command(input));
        assertEquals(
                InputCommand.of(0, 0, 0, 0),
                HeldControls.command(Input.newBuilder().addWeaponsValue(99).build()));
    }

    @Test
    void aRailGoesOffOnceEvenIfTheNextInputComesBeforeTheTick() {
        Player player = player();
        enter(player);
        tick(1);
        player.steer(Input.newBuilder().setRail(true).setAim(45).build());
        player.steer(Input.newBuilder().setMoveY(1).setAim(90).build());
        tick(1);
        int command = room.environment().world().ships().command[0];
        assertTrue(Weapon.RAIL.isAskedForBy(command));
        assertEquals(1024, InputCommand.aim(command));
        tick(1);
        assertEquals(InputCommand.of(0, 7, 1024, 0), room.environment().world().ships().command[0]);
    }

    @Test
    void anInputWithItsTickEndsHeldControls() {
        Player player = player();
        enter(player);
        player.steer(Input.newBuilder().setMoveX(1).build());
        tick(2);
        player.steerByTick();
        player.inputs().offer(4, InputCommand.of(0, -7, 0, 0), 2, 0, nowNs);
        tick(2);
        assertEquals(InputCommand.of(0, -7, 0, 0), room.environment().world().ships().command[0]);
    }

    @Test
    void onlyAPlayerWithUnchangedControlsIsIdle() {
        Player busy = player();
        Player lazy = player();
        MemoryOutbox lazyOutbox = (MemoryOutbox) lazy.outbox();
        enter(busy);
        enter(lazy);
        lazy.steer(Input.newBuilder().setMoveX(1).build());
        for (int i = 0; i < IDLE_MS / 1_000 + 2; i++) {
            busy.steer(Input.newBuilder().setMoveX(i % 2).build());
            tick(30);
        }
        assertEquals(CloseReason.IDLE, lazyOutbox.closed);
        assertNull(((MemoryOutbox) busy.outbox()).closed);
    }

    @Test
    void theControlsOfAJoinDoNotProveReceiptOfItsToken() {
        Player first = player();
        MemoryOutbox outbox = enter(first);
        Welcome welcome = outbox.last().getWelcome();
        Player second = resuming(welcome.getResumeToken());
        tick(2);
        Player third = resuming(welcome.getResumeToken());
        tick(2);
        assertNull(((MemoryOutbox) third.outbox()).closed, "the second Welcome may have been lost");
        assertEquals(CloseReason.SUPERSEDED, ((MemoryOutbox) second.outbox()).closed);
        third.steer(Input.getDefaultInstance());
        tick(1);
        Player late = resuming(welcome.getResumeToken());
        tick(1);
        assertEquals(CloseReason.RESUME_REFUSED, ((MemoryOutbox) late.outbox()).closed);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 128})
    void framesKeepTheirIntervalAtEveryTickRate(int tickRate) {
        Room other = room(tickRate);
        long intervalNs = 1_000_000_000L / tickRate;
        SeldomOutbox outbox = new SeldomOutbox();
        other.counter().reserve();
        Player player = new Player(outbox, false, 0);
        other.post(new RoomCommand.Enter(player, request(JoinRequest.Resume.NONE)));
        for (int i = 1; i <= 20 * tickRate; i++) {
            receive(player, i - 1, i * intervalNs);
            other.tick(i * intervalNs, true);
        }
        assertEquals(200, outbox.frames.size(), 1);
        for (int i = 1; i < outbox.frames.size(); i++) {
            int since = outbox.frames.get(i).getSinceAge();
            assertEquals(
                    outbox.frames.get(i - 1).getTick(), outbox.frames.get(i).getTick() - since);
            assertEquals(tickRate / 10.0, since, 1);
        }
    }

    @Test
    void aSkippedFrameIsNotFollowedByABurst() {
        SeldomOutbox outbox = new SeldomOutbox();
        Player player = new Player(outbox, false, 0);
        players.add(player);
        room.counter().reserve();
        room.post(new RoomCommand.Enter(player, request(JoinRequest.Resume.NONE)));
        tick(30);
        outbox.stuck = true;
        tick(30);
        outbox.stuck = false;
        int before = outbox.frames.size();
        tick(9);
        assertTrue(outbox.frames.size() - before <= 4, outbox.frames.size() - before + " frames in 300 ms");
        assertNotEquals(before, outbox.frames.size());
    }

    private Room room(int tickRate) {
        RoomSettings settings = new RoomSettings(tickRate, 4, 0, 3, IDLE_MS, 10_000, 30_000, 30_000);
        return new Room(new RoomIdentity("ROOM", 1, true, false), settings, new RoomTest.NoTokens(), metrics);
    }

    private Player player() {
        Player player = new Player(new MemoryOutbox(), false, nowNs);
        players.add(player);
        assertTrue(player.begin(Input.getDefaultInstance()));
        return player;
    }

    private MemoryOutbox enter(Player player) {
        room.counter().reserve();
        room.post(new RoomCommand.Enter(player, request(JoinRequest.Resume.NONE)));
        tick(1);
        return (MemoryOutbox) player.outbox();
    }

    private Player resuming(ByteString token) {
        Player player = player();
        room.post(new RoomCommand.Enter(player, request(new JoinRequest.Resume(token, 0, 0, 0, 0, 1))));
        return player;
    }

    private static JoinRequest request(JoinRequest.Resume resume) {
        return new JoinRequest("Ada", "", false, resume, false);
    }

    private void tick(int count) {
        for (int i = 0; i < count; i++) {
            nowNs += 1_000_000_000L / 30;
            for (Player player : players) {
                receive(player, room.environment().world().tick(), nowNs);
            }
            room.tick(nowNs, true);
        }
    }

    /** Delivers the frame of a tick to the client; 0 means no frame. */
    private static void receive(Player player, int tick, long atNs) {
        player.recordReceipt(atNs);
        assertTrue(tick == 0 || player.acknowledge(tick, atNs));
    }

    /** A connection that accepts ten frames a second. */
    private static final class SeldomOutbox implements Outbox {
        private final MemoryOutbox memory = new MemoryOutbox();
        final List<ServerFrame> frames = memory.frames;
        boolean stuck;

        @Override
        public long frameIntervalNs() {
            return 100_000_000;
        }

        @Override
        public boolean isIdle() {
            return !stuck;
        }

        @Override
        public int offer(byte[] frame, int length) {
            return memory.offer(frame, length);
        }

        @Override
        public void close(CloseReason reason) {
            memory.close(reason);
        }
    }
}
