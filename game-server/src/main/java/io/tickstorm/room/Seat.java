package io.tickstorm.room;

import io.tickstorm.rewind.ViewAgeEstimate;
import io.tickstorm.sim.Rules;
import io.tickstorm.snapshot.Viewer;
import org.jspecify.annotations.Nullable;

/** A person's place in a room: outlives the connection by the time a resume may take. Room thread only. */
final class Seat {
    final int ship;
    final String name;
    final PlannedInputs inputs;
    final ViewAgeEstimate viewAge;
    Viewer viewer = new Viewer();
    /** Null while the connection is lost. */
    @Nullable
    Player player;

    /** What is on its way over the newest connection. */
    SendWindow window;

    int awaySinceTick;
    int lastActiveTick;
    int lastControl;
    int lastStateTick;
    String tokenHash = "";
    /** The token before, valid until the first input on the connection that got the new one. */
    @Nullable
    String previousTokenHash;

    Seat(int ship, String name, Rules rules, SendWindow window) {
        this.window = window;
        this.ship = ship;
        this.name = name;
        inputs = new PlannedInputs(rules.inputRepeatTicks);
        viewAge = new ViewAgeEstimate(rules.tickRate);
    }
}
