package io.tickstorm.room;

import io.tickstorm.proto.v1.Acknowledgement;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Input;
import io.tickstorm.sim.InputCommand;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One joined connection, used by two threads: the I/O thread writes received values into volatile fields and the input
 * queue, the room's thread reads them at the next tick. Neither blocks.
 */
public final class Player {
    /** The most acknowledgements that may wait for a frame; further ones are dropped. */
    static final int ACKNOWLEDGEMENTS_MAX = 64;

    private static final long HIDDEN_FRAME_INTERVAL_NS = 1_000_000_000L;

    private final Outbox outbox;
    private final InputQueue inputs = new InputQueue();
    private final AtomicReference<@Nullable CloseReason> complaint = new AtomicReference<>();
    /** Created by the first request: most connections have none. */
    private volatile @Nullable Queue<Acknowledgement> acknowledgements;

    /** The held controls; null while inputs have ticks. */
    private volatile @Nullable HeldControls heldControls;

    private final long frameIntervalNs;
    /** The earliest time of the next frame. Room thread only. */
    private long nextFrameNs;

    private @Nullable Seat seat;

    private volatile boolean portrait;
    private volatile boolean hidden;
    private volatile boolean stateWanted;
    private volatile boolean gone;
    private volatile boolean leaves;
    /** The time of the newest ping. Written before {@link #pinged}, and read after it. */
    private volatile long pingUs;

    private volatile boolean pinged;
    private volatile long receivedNs;

    public Player(Outbox outbox, boolean portrait, long nowNs) {
        this.outbox = outbox;
        this.portrait = portrait;
        receivedNs = nowNs;
        frameIntervalNs = outbox.frameIntervalNs();
        nextFrameNs = nowNs;
    }

    /** Returns the queue of inputs. The I/O thread is its producer, the room's thread its consumer. */
    public InputQueue inputs() {
        return inputs;
    }

    /**
     * Sets the first controls, which are held; returns false if they are outside their ranges. Call before the player
     * enters a room.
     */
    public boolean begin(Input input) {
        int command = HeldControls.command(input);
        heldControls = new HeldControls(command);
        return command != InputCommand.NONE;
    }

    /** Sets the held controls; returns false if they are outside their ranges. I/O thread only. */
    public boolean steer(Input input) {
        int command = HeldControls.command(input);
        if (command == InputCommand.NONE) {
            return false;
        }
        HeldControls held = heldControls;
        if (held == null) {
            held = new HeldControls(command);
            heldControls = held;
        }
        held.put(command);
        return true;
    }

    /** Ends the held controls, because an input with a tick has arrived. I/O thread only. */
    public void steerByTick() {
        if (heldControls != null) {
            heldControls = null;
        }
    }

    /** Records that the client holds the frame of a tick; returns false if the queue is full. I/O thread only. */
    public boolean acknowledge(int tick, long nowNs) {
        return inputs.offer(tick, InputCommand.NONE, tick, 0, nowNs);
    }

    /** Records that a message arrived, or that the server itself could not receive any. Any thread. */
    public void recordReceipt(long nowNs) {
        receivedNs = nowNs;
    }

    /** Sets whether the client's screen is higher than wide. I/O thread only. */
    public void turnScreen(boolean isPortrait) {
        portrait = isPortrait;
    }

    /** Sets whether the client's page is hidden. I/O thread only. */
    public void hide(boolean isHidden) {
        hidden = isHidden;
    }

    /** Requests an answer in the next frame; of several pings within a tick the newest is answered. I/O thread only. */
    public void ping(long sentUs) {
        pingUs = sentUs;
        pinged = true;
    }

    /** Requests the full state of the own ship in the next frame. I/O thread only. */
    public void wantState() {
        stateWanted = true;
    }

    /** Reports with the next frame that a message was dropped. */
    public void complain(CloseReason reason) {
        complaint.set(reason);
    }

    /** Prepares for a request that either thread will acknowledge. I/O thread only. */
    public void expectRequest() {
        if (acknowledgements == null) {
            acknowledgements = new MpscAtomicArrayQueue<>(ACKNOWLEDGEMENTS_MAX);
        }
    }

    /**
     * Acknowledges with the next frame a message with a request number; 0: without one.
     *
     * @param error the reason for a refusal, otherwise UNSPECIFIED
     */
    public void answer(int request, ErrorCode error) {
        Queue<Acknowledgement> queue = acknowledgements;
        if (request != 0 && queue != null) {
            queue.offer(Acknowledgement.newBuilder()
                    .setRequest(request)
                    .setError(error)
                    .build());
        }
    }

    /** Records that the connection is lost; the seat stays reserved for a limited time. */
    public void disconnected() {
        gone = true;
    }

    /** Records that the player leaves for good. */
    public void leave() {
        leaves = true;
    }

    /** Returns the seat of this connection; another connection may have taken it over since. Room thread only. */
    @Nullable
    Seat seat() {
        return seat;
    }

    void sitsAt(Seat given) {
        seat = given;
    }

    Outbox outbox() {
        return outbox;
    }

    @Nullable
    HeldControls heldControls() {
        return heldControls;
    }

    /** Returns true if a frame may be sent already. */
    boolean isDue(long nowNs) {
        long intervalNs = intervalNs();
        // A page that is shown again waits at most its own interval.
        return intervalNs == 0 || nowNs - nextFrameNs >= 0 || nextFrameNs - nowNs > intervalNs;
    }

    private long intervalNs() {
        return hidden ? Math.max(HIDDEN_FRAME_INTERVAL_NS, frameIntervalNs) : frameIntervalNs;
    }

    /**
     * Records that a frame was sent. On average there is one per interval, independent of the tick rate; a late frame
     * is not made up for.
     */
    void framed(long nowNs) {
        long intervalNs = intervalNs();
        if (intervalNs > 0) {
            nextFrameNs += Math.max(intervalNs, nowNs - nextFrameNs + intervalNs / 2);
        }
    }

    boolean isPortrait() {
        return portrait;
    }

    boolean isHidden() {
        return hidden;
    }

    boolean isGone() {
        return gone;
    }

    boolean hasLeft() {
        return leaves;
    }

    long receivedNs() {
        return receivedNs;
    }

    boolean pollStateWanted() {
        boolean wanted = stateWanted;
        if (wanted) {
            stateWanted = false;
        }
        return wanted;
    }

    @Nullable
    Acknowledgement pollAcknowledgement() {
        Queue<Acknowledgement> queue = acknowledgements;
        return queue == null ? null : queue.poll();
    }

    /** Returns true once for each ping, or for several within a tick; its time is {@link #pingUs()}. */
    boolean pollPing() {
        boolean has = pinged;
        if (has) {
            pinged = false;
        }
        return has;
    }

    /** Returns the time in the newest ping; any 64 bits. */
    long pingUs() {
        return pingUs;
    }

    @Nullable
    CloseReason pollComplaint() {
        return complaint.getPlain() == null ? null : complaint.getAndSet(null);
    }
}
