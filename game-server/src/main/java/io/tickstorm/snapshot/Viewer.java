package io.tickstorm.snapshot;

import io.tickstorm.interest.Sight;
import io.tickstorm.interest.View;
import io.tickstorm.proto.v1.Acknowledgement;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Topic;
import io.tickstorm.sim.Ships;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The server's knowledge of what one client holds: the tick and the view of its last frame, its roster and chat, and
 * what the next frame has to tell it. Outlives a connection, so that a resume can go on. Tick thread only.
 */
public final class Viewer {
    /** The most ticks that the frame a client names may lie back; cells keep what left them for that time. */
    static final int HISTORY_TICKS = 64;

    /**
     * The {@link #inputMargin} while no input came since the frame before: a stall is not to look like a good input.
     */
    public static final int NO_NEW_INPUT = 0;

    private static final int EVERYTHING = -1;
    private static final int SENT_COLUMNS = 4;
    /** The bit for a portrait screen, in the column of the view. */
    private static final int PORTRAIT_BIT = 1 << 30;

    /** Own ship; {@link Ships#NOBODY} only watches. */
    public int ship = Ships.NOBODY;

    public boolean portrait;
    /** Deadline - arrival of the newest input, in 1/16 tick; never 0 for an input. */
    public int inputMargin;
    /** Tick of the newest input received, on any connection. */
    public int newestInput;
    /** Bit n stands for {@link CorrectionCause} number n; set until a frame carried the own state. */
    public int pendingCauses = 1 << CorrectionCause.CORRECTION_CAUSE_SYNC_VALUE;

    /** The centre of the view: the own ship, or where it last lived. Negative: nowhere yet. */
    int centreX = -1;

    int centreY = -1;
    /** Tick of the frame the client holds; 0: none. */
    int baseline;
    /** View of that frame. */
    int view;
    /** The centre and the shape of its sight. */
    int heldX;

    int heldY;
    boolean heldPortrait;
    /**
     * The vitals that the client knows, as on the wire, and the version of the round's state that it knows; 0: none.
     */
    int vitals;

    int roundVersion;
    int rosterVersion;
    /** The number of the newest chat line held. */
    public int chatSequence;

    int announcementSequence;
    /** Bit n stands for {@link Topic} number n. */
    private int topics = EVERYTHING;

    /** Created by the first: most clients ask for none. */
    private @Nullable Queue<Acknowledgement> acknowledgements;

    boolean hasPong;
    long pongSentUs;

    @Nullable
    Error error;

    /** A Welcome in two parts: what is this client's own, and what every client of the room is told. */
    byte @Nullable [] ownWelcome;

    byte @Nullable [] sharedWelcome;

    private int newestSent;
    /** Tick, view and centre of each frame sent: {@link #slot} is where those of a tick begin. */
    private final int[] sent = new int[SENT_COLUMNS * HISTORY_TICKS];

    /** Adds a reason to send the own state in full. */
    public void correct(CorrectionCause cause) {
        pendingCauses |= 1 << cause.getNumber();
    }

    /** Adds the reasons among {@link Ships#disturbances}. */
    public void disturb(int disturbances) {
        pendingCauses |= disturbances << CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE;
    }

    /**
     * A new connection goes on from the newest frame its client says it holds; an unknown one is as good as none. The
     * own state is told again, since a lost frame may have carried it.
     */
    public void resume(int tick, int heldRosterVersion, int heldChatSequence) {
        restart();
        rosterVersion = heldRosterVersion;
        chatSequence = heldChatSequence;
        int slot = slot(tick);
        if (tick > 0 && sent[slot] == tick) {
            baseline = tick;
            view = sent[slot + 1] & ~PORTRAIT_BIT;
            heldPortrait = (sent[slot + 1] & PORTRAIT_BIT) != 0;
            heldX = sent[slot + 2];
            heldY = sent[slot + 3];
        }
    }

    /** A new connection whose client holds nothing. What was still to be said on the old one is not said any more. */
    public void restart() {
        forgetFrames();
        rosterVersion = 0;
        chatSequence = 0;
        announcementSequence = 0;
        acknowledgements = null;
        hasPong = false;
        error = null;
        correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
    }

    /** The newest announcement a client that resumes has heard. */
    public void heardAnnouncement(int sequence) {
        announcementSequence = sequence;
    }

    /** Adds topics to those listened to, or takes them away; bit n stands for {@link Topic} number n. */
    public void listen(int topicBits, boolean listens) {
        topics = listens ? topics | topicBits : topics & ~topicBits;
    }

    boolean listensTo(Topic topic) {
        return (topics & 1 << topic.getNumber()) != 0;
    }

    /** Tells with the next frame that a request was carried out, or why not. */
    public void acknowledge(Acknowledgement acknowledgement) {
        if (acknowledgements == null) {
            acknowledgements = new ArrayDeque<>();
        }
        acknowledgements.add(acknowledgement);
    }

    /** The oldest one not told yet, which is told now. */
    @Nullable
    Acknowledgement acknowledgement() {
        return acknowledgements == null ? null : acknowledgements.poll();
    }

    /** The client holds no frame that the next one could go on from. */
    void forgetFrames() {
        baseline = 0;
        view = View.NONE;
        vitals = 0;
        roundVersion = 0;
    }

    /** Answers a ping with the next frame. */
    public void pong(long sentUs) {
        hasPong = true;
        pongSentUs = sentUs;
    }

    /** Says with the next frame why something was dropped; a newer one takes the place of one not yet sent. */
    public void error(ErrorCode code, String message, int retryAfterMs) {
        error = Error.newBuilder()
                .setCode(code)
                .setMessage(message)
                .setRetryAfterMs(retryAfterMs)
                .build();
    }

    /**
     * Sends a Welcome with the next frame.
     *
     * @param own an encoded Welcome
     * @param shared another one, with the fields that are missing there
     */
    public void welcome(byte[] own, byte[] shared) {
        ownWelcome = own;
        sharedWelcome = shared;
    }

    /** The frame of this tick, with this view, is on its way. */
    void sent(int tick, int newView) {
        int slot = slot(tick);
        newestSent = tick;
        sent[slot] = tick;
        sent[slot + 1] = portrait ? newView | PORTRAIT_BIT : newView;
        sent[slot + 2] = centreX;
        sent[slot + 3] = centreY;
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
        int slot = slot(tick);
        if (tick > 0 && sent[slot] == tick) {
            sight.place(sent[slot + 2], sent[slot + 3], (sent[slot + 1] & PORTRAIT_BIT) != 0, side);
        } else {
            sight.close();
        }
    }

    /** Returns the tick of the newest frame sent; 0: none. */
    public int newestSent() {
        return newestSent;
    }

    /** Returns the newest frame sent for a tick up to this one; 0: none in the last {@link #HISTORY_TICKS}. */
    public int frameUntil(int tick) {
        int oldest = Math.max(0, newestSent - HISTORY_TICKS);
        int at = Math.min(tick, newestSent);
        while (at > oldest && sent[slot(at)] != at) {
            at--;
        }
        return at > oldest ? at : 0;
    }

    /** Returns the oldest frame sent for a tick from this one on; 0: none in the last {@link #HISTORY_TICKS}. */
    public int frameFrom(int tick) {
        int at = Math.max(1, Math.max(tick, newestSent - HISTORY_TICKS + 1));
        while (at <= newestSent && sent[slot(at)] != at) {
            at++;
        }
        return at <= newestSent ? at : 0;
    }

    private static int slot(int tick) {
        return SENT_COLUMNS * (tick & HISTORY_TICKS - 1);
    }

    static {
        assert Ships.IMPULSE << CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE
                == 1 << CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE;
        assert Ships.ROUND << CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE
                == 1 << CorrectionCause.CORRECTION_CAUSE_ROUND_VALUE;
    }
}
