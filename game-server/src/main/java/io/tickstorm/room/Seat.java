package io.tickstorm.room;

import io.tickstorm.rewind.ViewAgeEstimate;
import io.tickstorm.rewind.ViewClock;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.World;
import io.tickstorm.snapshot.Recipient;
import org.jspecify.annotations.Nullable;

/** A player's seat in a room, which outlives the connection for the time of a resume. Room thread only. */
final class Seat {
    /** A character may take two chars. */
    private static final int NAME_CHARS_MAX = 2 * PersonText.NAME_LENGTH_MAX;

    private final int ship;
    private final String name;
    private final SeatTokens tokens;
    private final PlannedInputs inputs;
    private final ViewAgeEstimate viewAge;
    private final ViewClock viewClock;
    private final CheatSigns cheatSigns = new CheatSigns();
    private final Recipient recipient = new Recipient();
    private @Nullable Player player;
    private SendWindow window;
    private int awaySinceTick;
    private int lastActiveTick;
    private int lastControl;
    private int lastStateTick;
    private int lastTurnTick;
    private boolean awaitsProof;
    private boolean isLeaving;
    private int hiddenTicks;

    /** The time since which the connection has not accepted its frame; valid if {@link #isStuck}. */
    private long stuckSinceNs;

    private boolean isStuck;

    Seat(int ship, String name, SeatTokens tokens, Rules rules, SendWindow window) {
        this.window = window;
        this.ship = ship;
        this.name = name;
        this.tokens = tokens;
        inputs = new PlannedInputs(rules.inputRepeatTicks, rules.inputCadenceTicks, rules.inputFutureTicks);
        viewAge = new ViewAgeEstimate(rules.tickRate);
        viewClock = new ViewClock(rules.tickRate);
    }

    /** Reads the seat of a restored room, which waits for its player. */
    Seat(StateImage image, Rules rules, SendWindow window) {
        this(image.word(0), image.text("", NAME_CHARS_MAX), SeatTokens.read(image), rules, window);
        inputs.transfer(image);
    }

    /** Writes the fields that the constructor for an image reads. */
    void write(StateImage image) {
        image.word(ship);
        image.text(name, NAME_CHARS_MAX);
        tokens.write(image);
        inputs.transfer(image);
    }

    /** Returns the number of the ship. */
    int ship() {
        return ship;
    }

    /** Returns the name shown to other players. */
    String name() {
        return name;
    }

    /** Returns the tokens that resume the seat. */
    SeatTokens tokens() {
        return tokens;
    }

    /** Returns the inputs by their ticks. */
    PlannedInputs inputs() {
        return inputs;
    }

    /** Returns the estimate of the client's view age from its acknowledgements. */
    ViewAgeEstimate viewAge() {
        return viewAge;
    }

    /** Returns the clock that limits the view ages of claims. */
    ViewClock viewClock() {
        return viewClock;
    }

    /** Returns the cheat indications counted for this player. */
    CheatSigns cheatSigns() {
        return cheatSigns;
    }

    /** Returns the state of the client and its pending messages. */
    Recipient recipient() {
        return recipient;
    }

    /** Returns the connection of the player; null while it is lost. */
    @Nullable
    Player player() {
        return player;
    }

    /** Returns the window of the newest connection. */
    SendWindow window() {
        return window;
    }

    /** Assigns the seat to another connection. */
    void connect(Player newPlayer, SendWindow emptyWindow) {
        player = newPlayer;
        newPlayer.sitsAt(this);
        window = emptyWindow;
        isStuck = false;
        hiddenTicks = 0;
    }

    /** Records that the connection is lost; the seat waits for a resume from this tick. */
    void disconnect(int tick) {
        player = null;
        awaySinceTick = tick;
    }

    /** Records that the player left by choice, and that the ship stays for one more tick. */
    void leaveAfterTick() {
        player = null;
        isLeaving = true;
    }

    /** Returns true if the player has left and the ship stays for one tick, so that its last attacker gets the kill. */
    boolean isLeaving() {
        return isLeaving;
    }

    /** Returns the number of ticks without a connection. */
    int awayTicks(int tick) {
        return tick - awaySinceTick;
    }

    /** Restarts the idle time. */
    void noteActive(int tick) {
        lastActiveTick = tick;
    }

    /** Records the command of an input: a changed control shows that the player is active. */
    void noteControl(int command, int tick) {
        int control = InputCommand.coarse(command);
        if (control != lastControl) {
            lastControl = control;
            lastActiveTick = tick;
        }
    }

    /** Returns the number of ticks without a changed control. */
    int idleTicks(int tick) {
        return tick - lastActiveTick;
    }

    /** Sets whether proof is pending that the token of the newest Welcome has arrived. */
    void awaitProof(boolean awaits) {
        awaitsProof = awaits;
    }

    /** Returns true if the receipt of the newest Welcome's token is not proved yet. */
    boolean awaitsProof() {
        return awaitsProof;
    }

    /** Counts a tick with a hidden page; returns their number up to now. */
    int countHiddenTick() {
        return ++hiddenTicks;
    }

    /** Records that the page is shown; returns true if it was hidden. */
    boolean wake() {
        boolean wasHidden = hiddenTicks > 0;
        hiddenTicks = 0;
        return wasHidden;
    }

    /** Allows the full own state once in {@code intervalTicks}; returns true if it may be sent in this tick. */
    boolean allowState(int tick, int intervalTicks) {
        boolean allows = tick - lastStateTick >= intervalTicks;
        lastStateTick = allows ? tick : lastStateTick;
        return allows;
    }

    /** Adopts the shape of the player's screen. */
    void showScreen(boolean isPortrait, World world) {
        recipient.turnScreen(isPortrait);
        world.turnScreen(ship, isPortrait);
        lastTurnTick = world.tick();
    }

    /** Returns the number of ticks for which the screen has had its shape. */
    int turnedTicks(int tick) {
        return tick - lastTurnTick;
    }

    /**
     * Credits the time until now, in which the server itself did not run, so that the player does not count as silent.
     */
    void resumeAfterStall(long nowNs) {
        stuckSinceNs = nowNs;
        window.resumeAfterStall(nowNs);
        if (player != null) {
            player.recordReceipt(nowNs);
        }
    }

    /** Records whether the connection has accepted the previous frame; call once a tick. */
    void noteOutbox(boolean isIdle, long nowNs) {
        stuckSinceNs = isStuck ? stuckSinceNs : nowNs;
        isStuck = !isIdle;
    }

    /** Returns the time for which the peer has read nothing, in ns, even if it sends messages. */
    long unreadNs(long nowNs) {
        return Math.max(window.unacknowledgedNs(nowNs), isStuck ? nowNs - stuckSinceNs : 0);
    }
}
