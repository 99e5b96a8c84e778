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

    /** Since when the connection has not taken the frame it was given; only if {@link #isStuck}. */
    private long stuckSinceNs;

    private boolean isStuck;

    Seat(int ship, String name, Rules rules, SendWindow window) {
        this.window = window;
        this.ship = ship;
        this.name = name;
        inputs = new PlannedInputs(rules.inputRepeatTicks, rules.inputTellTicks);
        viewAge = new ViewAgeEstimate(rules.tickRate);
    }

    /** Another connection takes over. */
    void connect(Player newPlayer, SendWindow emptyWindow) {
        player = newPlayer;
        window = emptyWindow;
        isStuck = false;
    }

    /** Once a tick: whether the connection has taken the frame before. */
    void noteOutbox(boolean isIdle, long nowNs) {
        stuckSinceNs = isStuck ? stuckSinceNs : nowNs;
        isStuck = !isIdle;
    }

    /** For how long the peer has read nothing, whatever it says. */
    long unreadNs(long nowNs) {
        return Math.max(window.unacknowledgedNs(nowNs), isStuck ? nowNs - stuckSinceNs : 0);
    }
}
