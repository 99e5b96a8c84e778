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
    /** Beyond that an acknowledgement is dropped: whoever asks so much waits in vain. */
    static final int ACKNOWLEDGEMENTS_MAX = 64;

    private static final long HIDDEN_FRAME_INTERVAL_NS = 1_000_000_000L;

    private final Outbox outbox;
    private final InputQueue inputs = new InputQueue();
    private final AtomicReference<@Nullable CloseReason> complaint = new AtomicReference<>();
    /** Created by the first request: most connections make none. */
    private volatile @Nullable Queue<Acknowledgement> acknowledgements;

    /** Null: inputs come with their ticks. */
    private volatile @Nullable Lever lever;

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

    /** The I/O thread is its producer, the room's thread its consumer. */
    public InputQueue inputs() {
        return inputs;
    }

    /** Before it enters a room: its controls, which stay as they are. False if they are outside their ranges. */
    public boolean begin(Input input) {
        int command = Lever.command(input);
        lever = new Lever(command);
        return command != InputCommand.NONE;
    }

    /** I/O thread: puts the controls, which stay from now on. False if they are outside their ranges. */
    public boolean steer(Input input) {
        int command = Lever.command(input);
        if (command == InputCommand.NONE) {
            return false;
        }
        Lever held = lever;
        if (held == null) {
            held = new Lever(command);
            lever = held;
        }
        held.put(command);
        return true;
    }

    /** I/O thread: an input with its tick has come, and ends what was held. */
    public void steerByTick() {
        if (lever != null) {
            lever = null;
        }
    }

    /** I/O thread: the client has the frame of a tick. False if there is no room to note it. */
    public boolean acknowledge(int tick, long nowNs) {
        return inputs.offer(tick, InputCommand.NONE, tick, 0, nowNs);
    }

    /** A message arrived, or the server itself could not have heard one. Any thread. */
    public void heard(long nowNs) {
        heardNs = nowNs;
    }

    public void turnScreen(boolean isPortrait) {
        portrait = isPortrait;
    }

    /** I/O thread: the client's page is hidden, or shown again. */
    public void hide(boolean isHidden) {
        hidden = isHidden;
    }

    /** Of several pings within a tick the newest is answered. */
    public void ping(long sentUs) {
        pingUs = sentUs;
        pinged = true;
    }

    public void wantState() {
        stateWanted = true;
    }

    /** A message of this player was dropped: he is told with the next frame. */
    public void complain(CloseReason reason) {
        complaint.set(reason);
    }

    /** I/O thread: a request has come, which will be acknowledged by either thread. */
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
    public void acknowledge(int request, ErrorCode error) {
        Queue<Acknowledgement> queue = acknowledgements;
        if (request != 0 && queue != null) {
            queue.offer(Acknowledgement.newBuilder()
                    .setRequest(request)
                    .setError(error)
                    .build());
        }
    }

    /** The connection is lost; the seat is kept for a while. */
    public void disconnected() {
        gone = true;
    }

    /** The player leaves for good. */
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
    Lever lever() {
        return lever;
    }

    /** Whether a frame may come already. */
    boolean isDue(long nowNs) {
        long intervalNs = intervalNs();
        // A page that is shown again waits no longer than its own interval.
        return intervalNs == 0 || nowNs - nextFrameNs >= 0 || nextFrameNs - nowNs > intervalNs;
    }

    private long intervalNs() {
        return hidden ? Math.max(HIDDEN_FRAME_INTERVAL_NS, frameIntervalNs) : frameIntervalNs;
    }

    /** On the mean one an interval, whatever the ticks are; a late one is not made up for. */
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

    boolean takeStateWanted() {
        boolean wanted = stateWanted;
        if (wanted) {
            stateWanted = false;
        }
        return wanted;
    }

    @Nullable
    Acknowledgement takeAcknowledgement() {
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

    /** The time the newest ping named; any 64 bits. */
    long pingUs() {
        return pingUs;
    }

    @Nullable
    CloseReason takeComplaint() {
        return complaint.getPlain() == null ? null : complaint.getAndSet(null);
    }
}
