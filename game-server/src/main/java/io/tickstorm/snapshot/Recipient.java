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
 * The client that frames are encoded for, as the server knows it: the tick and the view of the frame it holds, its
 * roster and chat, and what the next frame has to tell it. Outlives a connection, so that a resume can go on. Tick
 * thread only.
 */
public final class Recipient {
    /** The most ticks that the frame a client names may lie back; cells keep what left them for that time. */
    static final int HISTORY_TICKS = SentFrames.HISTORY_TICKS;

    /** The input margin while no input came since the frame before: a stall is not to look like a good input. */
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
    private int chatSequence;
    private int announcementSequence;
    /** The topics that the client listens to: bit n stands for {@link Topic} number n. */
    private int topics = EVERYTHING;

    /** Gives the client this ship; {@link Ships#NOBODY} only watches. */
    public void follow(int ownShip) {
        ship = ownShip;
    }

    /** Returns the own ship; {@link Ships#NOBODY} if the client only watches. */
    public int ship() {
        return ship;
    }

    /** Sets the shape of the screen from the next frame on. */
    public void turnScreen(boolean isPortrait) {
        portrait = isPortrait;
    }

    /** Returns true if the client's screen is higher than wide. */
    public boolean isPortrait() {
        return portrait;
    }

    /** Notes an input's margin: deadline minus arrival in 1/16 tick, never {@link #NO_NEW_INPUT}. */
    public void noteMargin(int margin16ths) {
        inputMargin = margin16ths;
    }

    /** Forgets the margin, which a frame has told. */
    public void clearInputMargin() {
        inputMargin = NO_NEW_INPUT;
    }

    /** Returns the margin of the newest input since the last frame, in 1/16 tick; {@link #NO_NEW_INPUT} without one. */
    int inputMargin() {
        return inputMargin;
    }

    /** Notes the tick of an input, on any connection; returns true if it is the newest. */
    public boolean noteInput(int tick) {
        boolean isNewest = tick > newestInput;
        newestInput = Math.max(newestInput, tick);
        return isNewest;
    }

    /** Returns the tick of the newest input received, on any connection; 0: none. */
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
     * Returns the causes for which the own state is to be sent: bit n stands for {@link CorrectionCause} number n. They
     * stay until a frame has carried the state.
     */
    public int pendingCauses() {
        return pendingCauses;
    }

    /** Forgets the causes, since a frame carries the state. */
    void clearCauses() {
        pendingCauses = 0;
    }

    /** Moves the centre of the view to a position; the own ship, or where it last lived. */
    void lookAt(int x, int y) {
        centreX = x;
        centreY = y;
    }

    /** Returns true once the view has had a centre. */
    boolean hasCentre() {
        return centreX >= 0;
    }

    /** Returns the centre of the view, a position; negative: nowhere yet. */
    int centreX() {
        return centreX;
    }

    /** Returns the other coordinate of {@link #centreX}. */
    int centreY() {
        return centreY;
    }

    /** Returns the tick of the frame the client holds; 0: none. */
    int baseline() {
        return baseline;
    }

    /** Returns the cells in view of the frame the client holds; {@link CellWindow#NONE} without one. */
    int view() {
        return view;
    }

    /** Places a sight where that of the frame held was. */
    void placeHeldSight(Sight sight, int side) {
        sight.place(heldX, heldY, heldPortrait, side);
    }

    /** Returns the vitals that the client knows, as on the wire; 0: none. */
    int vitals() {
        return vitals;
    }

    /** Notes the vitals that the frame tells. */
    void toldVitals(int newest) {
        vitals = newest;
    }

    /** Returns the version of the round's state that the client knows; 0: none. */
    int roundVersion() {
        return roundVersion;
    }

    /** Notes the version of the round's state that the frame tells. */
    void toldRound(int version) {
        roundVersion = version;
    }

    /** Returns the version of the roster that the client knows; 0: none. */
    int rosterVersion() {
        return rosterVersion;
    }

    /** Notes the version of the roster that the frame tells. */
    void toldRoster(int version) {
        rosterVersion = version;
    }

    /** Returns the number of the newest chat line that the client holds; 0: none. */
    int chatSequence() {
        return chatSequence;
    }

    /** Notes the number of the newest chat line that the client holds. */
    public void toldChat(int sequence) {
        chatSequence = sequence;
    }

    /** Returns the number of the newest announcement that the client has heard; 0: none. */
    int announcementSequence() {
        return announcementSequence;
    }

    /** Notes the newest announcement that the client has heard. */
    public void toldAnnouncement(int sequence) {
        announcementSequence = sequence;
    }

    /**
     * A new connection goes on from the newest frame its client says it holds; an unknown one is as good as none. The
     * own state is told again, since a lost frame may have carried it.
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

    /** A new connection whose client holds nothing. What was still to be said on the old one is not said any more. */
    public void restart() {
        forgetFrames();
        rosterVersion = 0;
        chatSequence = 0;
        announcementSequence = 0;
        answers.clear();
        correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
    }

    /** Adds topics to those listened to, or takes them away; bit n stands for {@link Topic} number n. */
    public void listen(int topicBits, boolean listens) {
        topics = listens ? topics | topicBits : topics & ~topicBits;
    }

    boolean listensTo(Topic topic) {
        return (topics & (1 << topic.getNumber())) != 0;
    }

    /** Tells with the next frame that a request was carried out, or why not. */
    public void acknowledge(Acknowledgement acknowledgement) {
        answers.acknowledge(acknowledgement);
    }

    /** Answers a ping with the next frame. */
    public void pong(long sentUs) {
        answers.pong(sentUs);
    }

    /** Says with the next frame why something was dropped; a newer one replaces one that was not sent yet. */
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

    /** Returns the messages that the next frame tells this client alone. */
    PendingAnswers answers() {
        return answers;
    }

    /** The client holds no frame that the next one could go on from. */
    void forgetFrames() {
        baseline = 0;
        view = CellWindow.NONE;
        vitals = 0;
        roundVersion = 0;
    }

    /** The frame of this tick, with these cells in view, is on its way. */
    void sent(int tick, int newView) {
        sent.add(tick, newView, centreX, centreY, portrait);
        baseline = tick;
        view = newView;
        heldX = centreX;
        heldY = centreY;
        heldPortrait = portrait;
    }

    /**
     * Places a sight where that of the frame sent for a tick was, one of the last {@link #HISTORY_TICKS}; it is closed
     * if there was none.
     */
    public void placeSight(Sight sight, int tick, int side) {
        sent.placeSight(sight, tick, side);
    }

    /** Returns the tick of the newest frame sent; 0: none. */
    public int newestSent() {
        return sent.newest();
    }

    /** Returns the newest frame sent for a tick up to this one; 0: none in the last {@link #HISTORY_TICKS}. */
    public int frameUntil(int tick) {
        return sent.until(tick);
    }

    /** Returns the oldest frame sent for a tick from this one on; 0: none in the last {@link #HISTORY_TICKS}. */
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
