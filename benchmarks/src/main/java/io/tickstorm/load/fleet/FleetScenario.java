package io.tickstorm.load.fleet;

import java.util.List;
import java.util.Random;

/** The ways in which servers leave a fleet while players play. */
public enum FleetScenario {
    FleetKill("kill -9 of a server"),
    FleetStall("a server is stopped for 12 s with SIGSTOP"),
    FleetCut("a server is cut from the other servers, but not from its clients"),
    FleetFaults("one of these three, by chance, in each round"),
    FleetDrain("SIGTERM: a server hands its rooms over and leaves"),
    FleetRollingUpgrade("each of the three servers is replaced, one after the other"),
    FleetIdle("no player and no room: the CPU time of each server");

    /** The way in which one server leaves. */
    enum Fault {
        KILL,
        STALL,
        CUT,
        DRAIN,
        REPLACEMENT;

        /** Returns true if the server hands its rooms over by itself. */
        boolean isPlanned() {
            return this == DRAIN || this == REPLACEMENT;
        }
    }

    private static final List<Fault> UNPLANNED = List.of(Fault.KILL, Fault.STALL, Fault.CUT);

    private final String about;

    FleetScenario(String about) {
        this.about = about;
    }

    /** Returns a description in a few words. */
    public String about() {
        return about;
    }

    /** Returns true if the run needs a network in which a server can be cut off. */
    public boolean needsCuts() {
        return this == FleetCut || this == FleetFaults;
    }

    /** Returns the fault of the next round. */
    Fault next(Random random) {
        return switch (this) {
            case FleetKill -> Fault.KILL;
            case FleetStall -> Fault.STALL;
            case FleetCut -> Fault.CUT;
            case FleetFaults -> UNPLANNED.get(random.nextInt(UNPLANNED.size()));
            case FleetDrain -> Fault.DRAIN;
            case FleetRollingUpgrade -> Fault.REPLACEMENT;
            case FleetIdle -> throw new IllegalStateException("an idle fleet has no faults");
        };
    }
}
