package io.tickstorm.broadcast;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tickstorm.kit.FirstFrame;
import io.tickstorm.kit.NewestInput;
import io.tickstorm.kit.ServerDefaults;
import io.tickstorm.kit.SharedFrame;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.ShipMovement;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;
import org.jspecify.annotations.Nullable;

/** A room whose ships move, and whose players all get the same frame. Event loop only. */
final class BroadcastRoom {
    private static final int HEAD_BYTES_MAX = 13;
    /** Positions are sent in 1/2 u. */
    private static final int PLACE_SHIFT = 7;

    private static final int AIM_SHIFT = 4;
    private static final int LENGTH_DELIMITED = 2;

    private final String name;
    private final Rules rules = new Rules(ServerDefaults.TICK_RATE);
    private final ArenaMap map;
    private final Ships ships;
    private final @Nullable BroadcastPlayer[] players;
    private int playing;
    private int tick;
    private long deadlineNs;

    BroadcastRoom(String name, RoomSettings settings) {
        this.name = name;
        map = ArenaMap.generate(settings.seed(), settings.arenaSeats());
        // Only the columns are used: the world is never stepped.
        ships = new World(rules, map, settings.seed(), settings.seats()).ships();
        players = new BroadcastPlayer[settings.seats()];
    }

    /** Returns the newest tick. */
    int tick() {
        return tick;
    }

    /** Returns the deadline of the next tick, by {@link System#nanoTime}. */
    long deadlineNs() {
        return deadlineNs;
    }

    boolean hasFreeSeat() {
        return playing < players.length;
    }

    /** Gives a free seat to a player and returns the first frame. */
    byte[] join(BroadcastPlayer player) {
        int seat = 0;
        while (players[seat] != null) {
            seat++;
        }
        players[seat] = player;
        playing++;
        ships.x[seat] = place(seat, 1);
        ships.y[seat] = place(seat, 2);
        return FirstFrame.of(name, seat, players.length, tick);
    }

    private int place(int seat, int axis) {
        return Math.floorMod(Fixed.hash(seat + tick, axis), map.side);
    }

    void leave(BroadcastPlayer player) {
        for (int seat = 0; seat < players.length; seat++) {
            if (players[seat] == player) {
                players[seat] = null;
                playing--;
            }
        }
    }

    /** Moves all ships and sends the frame. */
    void tick(long nextDeadlineNs) {
        tick++;
        deadlineNs = nextDeadlineNs;
        if (playing == 0) {
            return;
        }
        int bytes = players.length * SharedFrame.RECORD_BYTES;
        ByteBuf frame = ByteBufAllocator.DEFAULT.directBuffer(HEAD_BYTES_MAX + bytes);
        varint(frame, ServerFrame.TICK_FIELD_NUMBER << 3);
        varint(frame, tick);
        varint(frame, SharedFrame.FIELD << 3 | LENGTH_DELIMITED);
        varint(frame, bytes);
        for (int seat = 0; seat < players.length; seat++) {
            move(seat, players[seat], frame);
        }
        for (BroadcastPlayer player : players) {
            if (player != null) {
                player.send(frame);
            }
        }
        frame.release();
    }

    /** Moves a ship and appends its record, as {@link SharedFrame} describes it. */
    private void move(int seat, @Nullable BroadcastPlayer player, ByteBuf frame) {
        if (player == null) {
            frame.writeZero(SharedFrame.RECORD_BYTES);
            return;
        }
        int command = player.command();
        ShipMovement.step(ships, seat, command, rules, map);
        NewestInput newest = player.newest();
        frame.writeShort(ships.x[seat] >> PLACE_SHIFT).writeShort(ships.y[seat] >> PLACE_SHIFT);
        frame.writeByte(command == InputCommand.NONE ? 0 : InputCommand.aim(command) >> AIM_SHIFT);
        frame.writeByte(newest.age(tick)).writeByte(newest.takeMargin());
    }

    private static void varint(ByteBuf out, int value) {
        int rest = value;
        while (rest > 127) {
            out.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }
}
