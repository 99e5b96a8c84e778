package io.tickstorm.room;

import io.tickstorm.rewind.ViewAgeEstimate;
import io.tickstorm.rewind.ViewClock;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.StateImage;
import io.tickstorm.snapshot.Viewer;
import org.jspecify.annotations.Nullable;

/** A person's place in a room: outlives the connection by the time a resume may take. Room thread only. */
final class Seat {
    /** A character may be two. */
    private static final int NAME_CHARS_MAX = 2 * PersonText.NAME_LENGTH_MAX;

    final int ship;
    final String name;
    final PlannedInputs inputs;
    final ViewAgeEstimate viewAge;
    final ViewClock viewClock;
    final CheatSigns cheatSigns = new CheatSigns();
    Viewer viewer = new Viewer();
    /** Null while the connection is lost. */
    @Nullable
    Player player;

    /** The frames on their way over the newest connection. */
    SendWindow window;

    int awaySinceTick;
    int lastActiveTick;
    int lastControl;
    int lastStateTick;
    /** Tick in which the shape of the screen was taken over last. */
    int lastTurnTick;

    final SeatTokens tokens;
    /** The newest Welcome carried a token whose receipt is not proved yet: most inputs look no further. */
    boolean awaitsProof;
    /** The player has left, and the ship stays for one tick, so that its last attacker gets the kill. */
    boolean isLeaving;
    /** Ticks for which the page has been hidden. */
    int hiddenTicks;

    /** Since when the connection has not taken the frame it was given; only if {@link #isStuck}. */
    private long stuckSinceNs;

    private boolean isStuck;

    Seat(int ship, String name, SeatTokens tokens, Rules rules, SendWindow window) {
        this.window = window;
        this.ship = ship;
        this.name = name;
        this.tokens = tokens;
        inputs = new PlannedInputs(rules.inputRepeatTicks, rules.inputTellTicks, rules.inputFutureTicks);
        viewAge = new ViewAgeEstimate(rules.tickRate);
        viewClock = new ViewClock(rules.tickRate);
    }

    /** Reads the seat of a room that is taken up again: its person is awaited. */
    Seat(StateImage image, Rules rules, SendWindow window) {
        this(image.word(0), image.text("", NAME_CHARS_MAX), SeatTokens.read(image), rules, window);
    }

    /** Writes what the constructor for an image reads. */
    void write(StateImage image) {
        image.word(ship);
        image.text(name, NAME_CHARS_MAX);
        tokens.write(image);
    }

    /** Gives the seat to another connection. */
    void connect(Player newPlayer, SendWindow emptyWindow) {
        player = newPlayer;
        newPlayer.sitsAt(this);
        window = emptyWindow;
        isStuck = false;
        hiddenTicks = 0;
    }

    /** The server itself did not run until now: nothing that was not heard meanwhile counts against the player. */
    void resumeAfterStall(long nowNs) {
        stuckSinceNs = nowNs;
        window.resumeAfterStall(nowNs);
        if (player != null) {
            player.heard(nowNs);
        }
    }

    /** Notes whether the connection has taken the frame before; once a tick. */
    void noteOutbox(boolean isIdle, long nowNs) {
        stuckSinceNs = isStuck ? stuckSinceNs : nowNs;
        isStuck = !isIdle;
    }

    /** Returns for how long the peer has read nothing, in ns, whatever it says. */
    long unreadNs(long nowNs) {
        return Math.max(window.unacknowledgedNs(nowNs), isStuck ? nowNs - stuckSinceNs : 0);
    }
}
