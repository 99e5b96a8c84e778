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
 * One joined connection, seen from both sides: the I/O thread posts what arrived into volatile fields and the input
 * queue, the room's thread takes it up at the next tick. Nothing here waits.
 */
public final class Player {
    /** Acknowledgements that may wait for a frame; more are dropped, and the client waits for them in vain. */
    static final int ACKNOWLEDGEMENTS_MAX = 64;

    private static final long HIDDEN_FRAME_INTERVAL_NS = 1_000_000_000L;

    private final Outbox outbox;
    private final InputQueue inputs = new InputQueue();
    private final AtomicReference<@Nullable CloseReason> complaint = new AtomicReference<>();
    /** Created by the first request: most connections make none. */
    private volatile @Nullable Queue<Acknowledgement> acknowledgements;

    /** The controls that are held; null while inputs come with their ticks. */
    private volatile @Nullable HeldControls heldControls;

    private final long frameIntervalNs;
    /** Room thread only. */
    private long nextFrameNs;

    private @Nullable Seat seat;

    private volatile boolean portrait;
    private volatile boolean hidden;
    private volatile boolean stateWanted;
    private volatile boolean gone;
    private volatile boolean leaves;
    /** Written before {@link #pinged}, and read after it. */
    private volatile long pingUs;

    private volatile boolean pinged;
    private volatile long heardNs;

    public Player(Outbox outbox, boolean portrait, long nowNs) {
        this.outbox = outbox;
        this.portrait = portrait;
        heardNs = nowNs;
        frameIntervalNs = outbox.frameIntervalNs();
        nextFrameNs = nowNs;
    }

    /** Returns the queue of inputs. The I/O thread is its producer, the room's thread its consumer. */
    public InputQueue inputs() {
        return inputs;
    }

    /**
     * Sets the first controls, which stay as they are; returns false if they are outside their ranges. Before it enters
     * a room.
     */
    public boolean begin(Input input) {
        int command = HeldControls.command(input);
        heldControls = new HeldControls(command);
        return command != InputCommand.NONE;
    }

    /** Sets the controls, which stay from now on; returns false if they are outside their ranges. I/O thread. */
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

    /** Ends what was held, since an input with its tick has come. I/O thread. */
    public void steerByTick() {
        if (heldControls != null) {
            heldControls = null;
        }
    }

    /** Notes that the client has the frame of a tick; returns false if the queue is full. I/O thread. */
    public boolean acknowledge(int tick, long nowNs) {
        return inputs.offer(tick, InputCommand.NONE, tick, 0, nowNs);
    }

    /** A message arrived, or the server itself could not have heard one. Any thread. */
    public void heard(long nowNs) {
        heardNs = nowNs;
    }

    /** Notes whether the client's screen is higher than wide. I/O thread. */
    public void turnScreen(boolean isPortrait) {
        portrait = isPortrait;
    }

    /** Notes that the client's page is hidden, or shown again. I/O thread. */
    public void hide(boolean isHidden) {
        hidden = isHidden;
    }

    /** Asks for an answer in the next frame; of several pings within a tick the newest is answered. I/O thread. */
    public void ping(long sentUs) {
        pingUs = sentUs;
        pinged = true;
    }

    /** Asks for the whole state of the own ship in the next frame. I/O thread. */
    public void wantState() {
        stateWanted = true;
    }

    /** Tells the player with the next frame that a message was dropped. */
    public void complain(CloseReason reason) {
        complaint.set(reason);
    }

    /** Prepares for a request that has come and will be acknowledged by either thread. I/O thread. */
    public void expectRequest() {
        if (acknowledgements == null) {
            acknowledgements = new MpscAtomicArrayQueue<>(ACKNOWLEDGEMENTS_MAX);
        }
    }

    /**
     * Tells with the next frame what became of a message that bore a request number; 0 bore none.
     *
     * @param error why it was refused, UNSPECIFIED if it was not
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

    /** Notes that the connection is lost; the seat is kept for a while. */
    public void disconnected() {
        gone = true;
    }

    /** Notes that the player leaves for good. */
    public void leave() {
        leaves = true;
    }

    /** Room thread: the seat this connection was given; another connection may have taken it over since. */
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
        // A page that is shown again waits no longer than its own interval.
        return intervalNs == 0 || nowNs - nextFrameNs >= 0 || nextFrameNs - nowNs > intervalNs;
    }

    private long intervalNs() {
        return hidden ? Math.max(HIDDEN_FRAME_INTERVAL_NS, frameIntervalNs) : frameIntervalNs;
    }

    /**
     * Notes that a frame was sent. On average there is one each interval, whatever the ticks are; a late one is not
     * made up for.
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

    long heardNs() {
        return heardNs;
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

    /** Returns the time that the newest ping named; any 64 bits. */
    long pingUs() {
        return pingUs;
    }

    @Nullable
    CloseReason pollComplaint() {
        return complaint.getPlain() == null ? null : complaint.getAndSet(null);
    }
}
