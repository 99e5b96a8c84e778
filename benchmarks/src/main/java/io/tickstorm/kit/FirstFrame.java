package io.tickstorm.kit;

import com.google.protobuf.ByteString;
import io.tickstorm.proto.v1.Arena;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;

/** The first frame of a contender that does not play the game. */
public final class FirstFrame {
    private FirstFrame() {}

    /** Returns a ServerFrame with the Welcome that a client waits for. */
    public static byte[] of(String room, int ship, int seats, int tick) {
        Welcome welcome = Welcome.newBuilder()
                .setRoom(room)
                .setShip(ship)
                .setEpoch(1)
                .setTick(tick)
                .setTickRate(ServerDefaults.TICK_RATE)
                .setSeats(seats)
                .setResumeToken(ByteString.copyFrom(new byte[16]))
                .setArena(Arena.newBuilder().setSide(2_048))
                .setServerVersion("benchmark")
                .build();
        return ServerFrame.newBuilder()
                .setTick(tick)
                .setWelcome(welcome)
                .build()
                .toByteArray();
    }
}
