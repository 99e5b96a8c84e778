package io.tickstorm;

import io.tickstorm.fleet.EmbeddedFleet;
import io.tickstorm.fleet.Fleet;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.TickGuard;

/** Connects a server process to a fleet, or to none. Main thread, unless a method says otherwise. */
public interface Membership {
    /** A server that is alone. It restores its rooms from a disk, and has one room that never ends. */
    Membership ALONE = new Membership() {
        @Override
        public Fleet join(RoomDirectory directory, ServerMetrics metrics) {
            return new EmbeddedFleet(directory);
        }
    };

    /** Returns true if there is no fleet. */
    default boolean isAlone() {
        return true;
    }

    /** Returns the guard of every tick loop. Called before {@link #join}. */
    default TickGuard guard() {
        return TickGuard.ALWAYS;
    }

    /** Joins the fleet, before the first room is opened and before clients can connect. */
    Fleet join(RoomDirectory directory, ServerMetrics metrics);

    /** Leaves the fleet once no room is left here. Shutdown thread. */
    default void leave() {}

    /** Returns the most time that the rooms of this server need to move, in ms. */
    default int drainMs() {
        return 0;
    }
}
