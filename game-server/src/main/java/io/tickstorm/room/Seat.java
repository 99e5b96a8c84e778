package io.tickstorm.room;

import io.tickstorm.rewind.ViewAgeEstimate;
import io.tickstorm.rewind.ViewClock;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.World;
import io.tickstorm.snapshot.Recipient;
import org.jspecify.annotations.Nullable;

/** A person's place in a room: outlives the connection by the time a resume may take. Room thread only. */
final class Seat {
    /** A character may be two. */
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

    /** The time since which the connection has not taken the frame it was given; only if {@link #isStuck}. */
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

    /** Reads the seat of a room that is restored: its person is awaited. */
    Seat(StateImage image, Rules rules, SendWindow window) {
        this(image.word(0), image.text("", NAME_CHARS_MAX), SeatTokens.read(image), rules, window);
    }

    /** Writes what the constructor for an image reads. */
    void write(StateImage image) {
        image.word(ship);
        image.text(name, NAME_CHARS_MAX);
        tokens.write(image);
    }

    /** Returns the number of the ship. */
    int ship() {
        return ship;
    }

    /** Returns the name that others see. */
    String name() {
        return name;
    }

    /** Returns the tokens that open the seat. */
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

    /** Returns the clock that holds the view ages of claims together. */
    ViewClock viewClock() {
        return viewClock;
    }

    /** Returns the signs of cheating that were counted for this person. */
    CheatSigns cheatSigns() {
        return cheatSigns;
    }

    /** Returns what the client holds and is still to be told. */
    Recipient recipient() {
        return recipient;
    }

    /** Returns the connection of the person; null while it is lost. */
    @Nullable
    Player player() {
        return player;
    }

    /** Returns the frames on their way over the newest connection. */
    SendWindow window() {
        return window;
    }

    /** Gives the seat to another connection. */
    void connect(Player newPlayer, SendWindow emptyWindow) {
        player = newPlayer;
        newPlayer.sitsAt(this);
        window = emptyWindow;
        isStuck = false;
        hiddenTicks = 0;
    }

    /** Notes that the connection is lost; the seat waits for a resume from this tick on. */
    void disconnect(int tick) {
        player = null;
        awaySinceTick = tick;
    }

    /** Notes that the person left by choice, and the ship stays for one more tick. */
    void leaveAfterTick() {
        player = null;
        isLeaving = true;
    }

    /** Returns true if the player has left and the ship stays for one tick, so that its last attacker gets the kill. */
    boolean isLeaving() {
        return isLeaving;
    }

    /** Returns for how many ticks the seat has had no connection. */
    int awayTicks(int tick) {
        return tick - awaySinceTick;
    }

    /** Starts the count of idle time anew. */
    void noteActive(int tick) {
        lastActiveTick = tick;
    }

    /** Notes the command of an input: another control than the one before is a sign that somebody is there. */
    void noteControl(int command, int tick) {
        int control = InputCommand.coarse(command);
        if (control != lastControl) {
            lastControl = control;
            lastActiveTick = tick;
        }
    }

    /** Returns for how many ticks the person has changed no control. */
    int idleTicks(int tick) {
        return tick - lastActiveTick;
    }

    /** Waits, or no longer waits, for proof that the token of the newest Welcome has arrived. */
    void awaitProof(boolean awaits) {
        awaitsProof = awaits;
    }

    /** Returns true if the newest Welcome carried a token whose receipt is not proved yet. */
    boolean awaitsProof() {
        return awaitsProof;
    }

    /** Counts a tick for which the page is hidden; returns the number of them up to now. */
    int countHiddenTick() {
        return ++hiddenTicks;
    }

    /** Notes that the page is shown; returns true if it was hidden. */
    boolean wake() {
        boolean wasHidden = hiddenTicks > 0;
        hiddenTicks = 0;
        return wasHidden;
    }

    /** Allows the whole own state once in {@code intervalTicks}; returns true if it may be sent in this tick. */
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

    /** Returns for how many ticks the screen has had its shape. */
    int turnedTicks(int tick) {
        return tick - lastTurnTick;
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
