package io.tickstorm.room;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.sim.World;
import io.tickstorm.snapshot.ChatLog;
import io.tickstorm.snapshot.ServerList;
import java.util.function.Supplier;

/**
 * The facts that every part of a room needs: its identity and settings, its world, its chat and the counters. The
 * world and the chat belong to the room thread.
 */
record RoomEnvironment(RoomIdentity identity, RoomSettings settings, World world, ChatLog chat, Context context) {
    /**
     * The facts that all rooms of a process share.
     *
     * @param servers returns the WebSocket addresses of the servers that may continue a room; any thread
     */
    record Context(ServerMetrics metrics, Supplier<ServerList> servers) {}

    /** Returns the counters of the server. Any thread. */
    ServerMetrics metrics() {
        return context.metrics();
    }

    /** Returns the code of the room. Any thread. */
    String code() {
        return identity.code();
    }

    /** Returns the newest finished tick; 0 before the first. */
    int tick() {
        return world.tick();
    }

    /** Returns a duration in ticks, at least 1. */
    int ticks(int ms) {
        return settings.ticks(ms);
    }

    /** Returns the room as the rest of the fleet sees it, with this number of people. Any thread. */
    RoomListing listing(int people) {
        return new RoomListing(code(), identity.epoch(), identity.isPublic(), people, settings.seats());
    }

    /** Returns the facts needed to reproduce a fault. */
    String report(int seated) {
        return "room " + code() + " at tick " + tick() + " with " + seated + " players in " + settings.seats()
                + " seats, --seed " + settings.seed() + " --tick-rate " + settings.tickRate();
    }
}
