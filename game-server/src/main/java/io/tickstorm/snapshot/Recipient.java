package io.tickstorm.snapshot;

import io.tickstorm.interest.CellWindow;
import io.tickstorm.interest.Sight;
import io.tickstorm.proto.v1.Acknowledgement;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Topic;
import io.tickstorm.sim.Ships;

/**
 * The server's knowledge about the client for which frames are encoded: the tick and the view of the frame it holds,
 * its roster and chat versions, and the messages for the next frame. Outlives a connection, so that a resume can
 * continue. Tick thread only.
 */
public final class Recipient {
    /** The largest age of a baseline in ticks; cells remember departures for that time. */
    static final int HISTORY_TICKS = SentFrames.HISTORY_TICKS;

    /**
     * The input margin if no input arrived since the previous frame, because a stall must not look like a good input.
     */
    public static final int NO_NEW_INPUT = 0;

    private static final int EVERYTHING = -1;
    private static final int NOWHERE = -1;

    private final SentFrames sent = new SentFrames();
    private final PendingAnswers answers = new PendingAnswers();
    private int ship = Ships.NOBODY;
    private boolean portrait;
    private int inputMargin;
    private int newestInput;
    private int pendingCauses = 1 << CorrectionCause.CORRECTION_CAUSE_SYNC_VALUE;
    private int centreX = NOWHERE;
    private int centreY = NOWHERE;
    private int baseline;
    private int view;
    private int heldX;
    private int heldY;
    private boolean heldPortrait;
    private int vitals;
    private int roundVersion;
    private int rosterVersion;
    /** The own place and the number of players that the client knows, packed. */
    private int standing;

    private int chatSequence;
    private int announcementSequence;
    private int serversVersion;
    /** The topics to which the client is subscribed: bit n stands for {@link Topic} number n. */
    private int topics = EVERYTHING;

    /**
     * Assigns this ship to the client; with {@link Ships#NOBODY} it only watches. The part of the roster that a client
     * holds depends on its ship, so another ship receives the roster anew.
     */
    public void follow(int ownShip) {
        if (ship != ownShip) {
            rosterVersion = 0;
        }
        ship = ownShip;
    }

    /** Returns the own ship; {@link Ships#NOBODY} if the client only watches. */
    public int ship() {
        return ship;
    }

    /** Sets the shape of the screen from the next frame. */
    public void turnScreen(boolean isPortrait) {
        portrait = isPortrait;
    }

    /** Returns true if the client's screen is higher than wide. */
    public boolean isPortrait() {
        return portrait;
    }

    /** Records an input's margin: deadline minus arrival in 1/16 tick, never {@link #NO_NEW_INPUT}. */
    public void noteMargin(int margin16ths) {
        inputMargin = margin16ths;
    }

    /** Clears the margin after a frame has carried it. */
    public void clearInputMargin() {
        inputMargin = NO_NEW_INPUT;
    }

    /** Returns the margin of the newest input since the last frame, in 1/16 tick; {@link #NO_NEW_INPUT} without one. */
    int inputMargin() {
        return inputMargin;
    }

    /** Records the tick of an input, on any connection; returns true if it is the newest. */
    public boolean noteInput(int tick) {
        boolean isNewest = tick > newestInput;
        newestInput = Math.max(newestInput, tick);
        return isNewest;
    }

    /** Returns the tick of the newest input received, on any connection; 0 before the first. */
    int newestInput() {
        return newestInput;
    }

    /** Adds a reason to send the own state in full. */
    public void correct(CorrectionCause cause) {
        pendingCauses |= 1 << cause.getNumber();
    }

    /** Adds the reasons among {@link Ships#disturbances}. */
    public void disturb(int disturbances) {
        pendingCauses |= disturbances << CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE;
    }

    /**
     * Returns the causes for which the own state has to be sent: bit n stands for {@link CorrectionCause} number n.
     * They stay until a frame has carried the state.
     */
    public int pendingCauses() {
        return pendingCauses;
    }

    /** Clears the causes after a frame has carried the state. */
    void clearCauses() {
        pendingCauses = 0;
    }

    /** Moves the centre of the view to a position: that of the own ship, or where it last lived. */
    void lookAt(int x, int y) {
        centreX = x;
        centreY = y;
    }

    /** Returns true once the view has had a centre. */
    boolean hasCentre() {
        return centreX >= 0;
    }

    /** Returns the x of the centre of the view, a position; negative before the first. */
    int centreX() {
        return centreX;
    }

    /** Returns the y of the centre of the view. */
    int centreY() {
        return centreY;
    }

    /** Returns the tick of the frame that the client holds; 0 without one. */
    int baseline() {
        return baseline;
    }

    /** Returns the cells in view of the frame that the client holds; {@link CellWindow#NONE} without one. */
    int view() {
        return view;
    }

    /** Places a sight as in the frame that the client holds. */
    void placeHeldSight(Sight sight, int side) {
        sight.place(heldX, heldY, heldPortrait, side);
    }

    /** Returns the vitals that the client knows, as on the wire; 0 before the first. */
    int vitals() {
        return vitals;
    }

    /** Records the vitals that the frame carries. */
    void sentVitals(int newest) {
        vitals = newest;
    }

    /** Returns the version of the round's state that the client knows; 0 before the first. */
    int roundVersion() {
        return roundVersion;
    }

    /** Records the version of the round's state that the frame carries. */
    void sentRound(int version) {
        roundVersion = version;
    }

    /** Returns the version of the roster that the client knows; 0 before the first. */
    int rosterVersion() {
        return rosterVersion;
    }

    /** Records the version of the roster that the frame carries. */
    void sentRoster(int version) {
        rosterVersion = version;
    }

    /** Returns the own place and the number of players that the client knows, packed by {@link LocalRoster}. */
    int standing() {
        return standing;
    }

    /** Records the own place and the number of players that the frame carries. */
    void sentStanding(int packed) {
        standing = packed;
    }

    /** Answers a request for a page of the standings with the next frame. */
    public void standings(byte[] page) {
        answers.standings(page);
    }

    /** Returns the number of the newest chat line that the client holds; 0 before the first. */
    int chatSequence() {
        return chatSequence;
    }

    /** Records the number of the newest chat line that the client holds. */
    public void sentChat(int sequence) {
        chatSequence = sequence;
    }

    /** Returns the version of the list of servers that the client has received. */
    int serversVersion() {
        return serversVersion;
    }

    /** Records the version of the list of servers that the client has received. */
    public void sentServers(int version) {
        serversVersion = version;
    }

    /** Returns the number of the newest announcement that the client has received; 0 before the first. */
    int announcementSequence() {
        return announcementSequence;
    }

    /** Records the newest announcement that the client has received. */
    public void sentAnnouncement(int sequence) {
        announcementSequence = sequence;
    }

    /**
     * Continues on a new connection from the newest frame that its client holds; an unknown frame counts as none. The
     * own state is sent again, because a lost frame may have carried it.
     */
    public void resume(int tick, int heldRosterVersion, int heldChatSequence) {
        restart();
        rosterVersion = heldRosterVersion;
        chatSequence = heldChatSequence;
        if (sent.has(tick)) {
            baseline = tick;
            view = sent.view(tick);
            heldPortrait = sent.isPortrait(tick);
            heldX = sent.centreX(tick);
            heldY = sent.centreY(tick);
        }
    }

    /** Starts again for a new connection whose client holds nothing. Messages for the old connection are dropped. */
    public void restart() {
        forgetFrames();
        rosterVersion = 0;
        standing = 0;
        chatSequence = 0;
        announcementSequence = 0;
        answers.clear();
        correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
    }

    /** Subscribes to topics or unsubscribes from them; bit n stands for {@link Topic} number n. */
    public void listen(int topicBits, boolean listens) {
        topics = listens ? topics | topicBits : topics & ~topicBits;
    }

    boolean listensTo(Topic topic) {
        return (topics & (1 << topic.getNumber())) != 0;
    }

    /** Reports with the next frame that a request was carried out, or why not. */
    public void acknowledge(Acknowledgement acknowledgement) {
        answers.acknowledge(acknowledgement);
    }

    /** Answers a ping with the next frame. */
    public void pong(long sentUs) {
        answers.pong(sentUs);
    }

    /** Reports an error with the next frame: why something was dropped. Replaces an unsent one. */
    public void error(ErrorCode code, String message, int retryAfterMs) {
        answers.error(Error.newBuilder()
                .setCode(code)
                .setMessage(message)
                .setRetryAfterMs(retryAfterMs)
                .build());
    }

    /**
     * Sends a Welcome with the next frame.
     *
     * @param own an encoded Welcome
     * @param shared another one, with the fields that are missing there
     */
    public void welcome(byte[] own, byte[] shared) {
        answers.welcome(own, shared);
    }

    /** Returns the messages that the next frame carries for this client alone. */
    PendingAnswers answers() {
        return answers;
    }

    /** Forgets the client's frames: there is no baseline for the next one. */
    void forgetFrames() {
        baseline = 0;
        view = CellWindow.NONE;
        vitals = 0;
        roundVersion = 0;
    }

    /** Records the frame of this tick, with these cells in view, as sent. */
    void sent(int tick, int newView) {
        sent.add(tick, newView, centreX, centreY, portrait);
        baseline = tick;
        view = newView;
        heldX = centreX;
        heldY = centreY;
        heldPortrait = portrait;
    }

    /**
     * Places a sight as in the frame sent for a tick within the last {@link #HISTORY_TICKS}; closes it if there was
     * none.
     */
    public void placeSight(Sight sight, int tick, int side) {
        sent.placeSight(sight, tick, side);
    }

    /** Returns the tick of the newest frame sent; 0 before the first. */
    public int newestSent() {
        return sent.newest();
    }

    /**
     * Returns the newest frame sent for this tick or an earlier one; 0 if there is none in the last {@link
     * #HISTORY_TICKS}.
     */
    public int frameUntil(int tick) {
        return sent.until(tick);
    }

    /**
     * Returns the oldest frame sent for this tick or a later one; 0 if there is none in the last {@link
     * #HISTORY_TICKS}.
     */
    public int frameFrom(int tick) {
        return sent.from(tick);
    }

    static {
        assert Ships.IMPULSE << CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE
                == 1 << CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE;
        assert Ships.ROUND << CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE
                == 1 << CorrectionCause.CORRECTION_CAUSE_ROUND_VALUE;
    }
}
