package io.tickstorm.snapshot;

import io.tickstorm.interest.View;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.Ships;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows about what one client holds: the tick and the view of its last frame, its roster and chat, and
 * what the next frame has to tell it. Outlives a connection, so that a resume can go on. Tick thread only.
 */
public final class Viewer {
    /** How far back a client may name the frame it holds; so long cells keep what left them. */
    static final int HISTORY_TICKS = 64;

    /** {@link #inputMargin} while no input came since the frame before: a stall is not to look like a good input. */
    public static final int NO_NEW_INPUT = 0;

    /** Own ship; {@link Ships#NOBODY} only watches. */
    public int ship = Ships.NOBODY;

    public boolean portrait;
    /** Deadline - arrival of the newest input, in 1/16 tick; never 0 for an input. */
    public int inputMargin;
    /** Tick of the newest input received, on any connection. */
    public int newestInput;
    /** Bit n stands for {@link CorrectionCause} number n; set until a frame carried the own state. */
    public int pendingCauses = 1 << CorrectionCause.CORRECTION_CAUSE_SYNC_VALUE;

    /** Where the view is centred: the own ship, or where it last lived. Negative: nowhere yet. */
    int centreX = -1;

    int centreY = -1;
    /** Tick of the frame the client holds; 0: none. */
    int baseline;
    /** View of that frame. */
    int view;
    /** What the client knows: vitals as on the wire, the version of the round's state; 0: nothing. */
    int vitals;

    int roundVersion;
    int rosterVersion;
    int chatSequence;

    boolean hasPong;
    long pongSentUs;

    @Nullable
    Error error;

    @Nullable
    Welcome welcome;

    private int newestSent;
    private final int[] sentTick = new int[HISTORY_TICKS];
    private final int[] sentView = new int[HISTORY_TICKS];

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
     * own state is told again, for a lost frame may have carried it.
     */
    public void resume(int tick, int heldRosterVersion, int heldChatSequence) {
        restart();
        rosterVersion = heldRosterVersion;
        chatSequence = heldChatSequence;
        int slot = slot(tick);
        if (tick > 0 && sentTick[slot] == tick) {
            baseline = tick;
            view = sentView[slot];
        }
    }

    /** A new connection whose client holds nothing. What was still to be said on the old one is not said any more. */
    public void restart() {
        forgetFrames();
        rosterVersion = 0;
        chatSequence = 0;
        hasPong = false;
        error = null;
        correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
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

    /** Goes out with the next frame. */
    public void welcome(Welcome first) {
        welcome = first;
    }

    /** The frame of this tick, with this view, is on its way. */
    void sent(int tick, int newView) {
        int slot = slot(tick);
        newestSent = tick;
        sentTick[slot] = tick;
        sentView[slot] = newView;
        baseline = tick;
        view = newView;
    }

    /** Tick of the newest frame sent; 0: none. */
    public int newestSent() {
        return newestSent;
    }

    /** The newest frame sent for a tick up to this one; 0: none in the last {@link #HISTORY_TICKS}. */
    public int frameUntil(int tick) {
        int oldest = Math.max(0, newestSent - HISTORY_TICKS);
        int at = Math.min(tick, newestSent);
        while (at > oldest && sentTick[slot(at)] != at) {
            at--;
        }
        return at > oldest ? at : 0;
    }

    /** The oldest frame sent for a tick from this one on; 0: none in the last {@link #HISTORY_TICKS}. */
    public int frameFrom(int tick) {
        int at = Math.max(1, Math.max(tick, newestSent - HISTORY_TICKS + 1));
        while (at <= newestSent && sentTick[slot(at)] != at) {
            at++;
        }
        return at <= newestSent ? at : 0;
    }

    private static int slot(int tick) {
        return tick & HISTORY_TICKS - 1;
    }

    static {
        assert Ships.IMPULSE << CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE
                == 1 << CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE;
        assert Ships.ROUND << CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE
                == 1 << CorrectionCause.CORRECTION_CAUSE_ROUND_VALUE;
    }
}
