package io.tickstorm.load.fleet;

import io.tickstorm.load.fleet.FleetScenario.Fault;
import java.net.URI;

/**
 * A server that left the fleet. Immutable.
 *
 * @param log index of its tick log
 * @param url its address for clients
 * @param fromNs time at which the fault began, by {@link System#nanoTime}
 * @param untilNs time at which all players played again, or the wait for them ended
 * @param exitCode exit code of the server; -1 if it did not end in time
 * @param hasRecovered true if all players play again
 */
record FleetEvent(Fault fault, int log, URI url, long fromNs, long untilNs, int exitCode, boolean hasRecovered) {
    /** Returns the exit code that such a server ends with. */
    int expectedExitCode() {
        return switch (fault) {
            case KILL -> 128 + 9;
            case STALL, CUT -> FleetServer.EXIT_REMOVED;
            case DRAIN, REPLACEMENT -> 0;
        };
    }
}
