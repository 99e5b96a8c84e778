package io.tickstorm.net.polling;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.Occupancy;
import io.tickstorm.net.admission.TokenBucket;
import io.tickstorm.net.session.IoGroup;
import io.tickstorm.net.session.Session;
import io.tickstorm.net.session.Writable;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.net.websocket.CloseCode;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.PollAnswer;
import io.tickstorm.proto.v1.PollRequest;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.RoomQuota;
import io.undertow.util.StatusCodes;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/**
 * One client that polls. It belongs to the I/O thread that opened it, wherever its requests arrive; a room's thread
 * only fills the one frame that may wait, when the flag says that it is free. Requests are held, oldest first, until a
 * frame takes one of them along.
 */
final class PollingConnection implements Writable {
    /** Beyond this limit the oldest held request gets an empty answer; its body was already processed. */
    static final int HELD_MAX = 3;

    static final long HOLD_NS = 20_000_000_000L;
    static final long UNPOLLED_NS = 10_000_000_000L;
    private static final int CHECK_MS = 1_000;
    private static final int START_CAPACITY = 512;
    /** An array for a longer frame, the first one of a large world, is not kept. */
    private static final int KEPT_CAPACITY_MAX = 4 * 1024;

    private static final int FRAME_MAX = 1 << 20;
    /** Approximate bytes that HTTP adds to an answer; the send window counts them. */
    private static final int HEAD_BYTES = 200;

    /** The decisions and events of a session that its handler shares. */
    interface Door {
        /** Asked once, at the Join. */
        boolean mayJoin(long nowNs);

        RoomQuota rooms();

        /** Keeps a TCP connection from being evicted until the answer is run, once. */
        Runnable protect(StreamConnection stream);

        /** Its token leads nowhere from now on. */
        void forget();
    }

    private final XnioIoThread home;
    private final IoGroup group;
    private final ServerMetrics metrics;
    private final NetSettings.Limits limits;
    private final Door door;
    private final Session session;
    private final TokenBucket polls;
    private final AtomicBoolean closeAsked = new AtomicBoolean();

    /** Written by the room while {@link #waiting} is false, by the home thread while it is true. */
    private byte[] frame = new byte[START_CAPACITY];

    private int frameLength;
    private volatile boolean waiting;

    /** Home thread only. */
    private final ExchangeWindow<PollExchange> window = new ExchangeWindow<>();

    /** The TCP connections that brought the last polls, while it has joined: they are a player's. */
    private final @Nullable Carrier[] carriers = new Carrier[Occupancy.POLLS_PROTECTED_MAX];

    private int nextCarrier;

    private long polledNs;
    private long creditedStallNs;
    private int closeCode;
    private @Nullable ByteString lastWords;
    private boolean ended;

    PollingConnection(XnioIoThread home, IoGroup group, ServerMetrics metrics, NetSettings.Limits limits, Door door) {
        this.home = home;
        this.group = group;
        this.metrics = metrics;
        this.limits = limits;
        this.door = door;
        polledNs = System.nanoTime();
        session = group.session(this, door::mayJoin, polledNs);
        session.limitRooms(door.rooms());
        creditedStallNs = group.stalledNs();
        polls = new TokenBucket(limits.messagesPerSecond(), limits.messageBurst(), polledNs);
    }

    /** Home thread: from here on it lives by itself. */
    void start() {
        group.open().add(this);
        later(this::demandJoin, limits.joinMs());
        later(this::check, CHECK_MS);
    }

    /** Any I/O thread: a request of this session has come. */
    void take(PollExchange exchange) {
        onHomeThread(() -> receive(exchange));
    }

    @Override
    public boolean isIdle() {
        return !waiting && !closeAsked.get();
    }

    @Override
    public int offer(byte[] bytes, int length) {
        if (length > FRAME_MAX) {
            close(CloseReason.FRAME_TOO_BIG);
            return length;
        }
        if (frame.length < length || frame.length > KEPT_CAPACITY_MAX) {
            frame = new byte[Math.max(length, Math.min(KEPT_CAPACITY_MAX, 2 * length))];
        }
        System.arraycopy(bytes, 0, frame, 0, length);
        frameLength = length;
        waiting = true;
        group.written(this);
        return length + HEAD_BYTES;
    }

    @Override
    public void close(CloseReason reason) {
        if (closeAsked.compareAndSet(false, true)) {
            metrics.closed(reason.label());
            home.execute(() -> sayFarewell(reason.code(), lastWords(reason)));
        }
    }

    @Override
    public void write() {
        settle();
    }

    private void receive(PollExchange exchange) {
        if (ended) {
            exchange.refuse(StatusCodes.NOT_FOUND, "this session is over");
            return;
        }
        polledNs = exchange.arrivedNs();
        creditStall();
        PollRequest request = exchange.request();
        if (!window.received(request.getReceived())) {
            exchange.refuse(StatusCodes.BAD_REQUEST, "received names an answer that was not given");
            close(CloseReason.BAD_POLL);
            return;
        }
        if (!polls.take(polledNs)) {
            close(CloseReason.FLOOD);
        }
        int number = request.getNumber();
        switch (window.place(number)) {
            case FORGOTTEN -> exchange.refuse(StatusCodes.CONFLICT, "this answer has been received");
            case ANSWERED -> {
                metrics.pollsRepeated.inc();
                exchange.answer(window.answer(number));
            }
            case BEYOND -> {
                exchange.refuse(
                        StatusCodes.BAD_REQUEST, "more than " + ExchangeWindow.SIZE + " requests are under way");
                close(CloseReason.BAD_POLL);
            }
            case OPEN -> {
                PollExchange copy = window.keep(number, exchange);
                if (copy != null) {
                    metrics.pollsRepeated.inc();
                    copy.refuse(StatusCodes.CONFLICT, "a newer copy of this request waits for the answer");
                }
                takeInOrder();
            }
        }
        if (session.isJoined() && !ended) {
            protect(exchange.stream());
        }
        settle();
    }

    private record Carrier(StreamConnection stream, Runnable release) {}

    private void protect(StreamConnection stream) {
        for (Carrier carrier : carriers) {
            if (carrier != null && carrier.stream == stream) {
                return;
            }
        }
        Carrier last = carriers[nextCarrier];
        if (last != null) {
            last.release.run();
        }
        carriers[nextCarrier] = new Carrier(stream, door.protect(stream));
        nextCarrier = (nextCarrier + 1) % carriers.length;
    }

    private void takeInOrder() {
        for (PollExchange next = window.takeNext(); next != null; next = window.takeNext()) {
            PollRequest request = next.request();
            if (request.getFramesCount() == 0) {
                session.heard(polledNs);
            }
            for (ByteString message : request.getFramesList()) {
                takeMessage(message);
            }
            if (request.getClose() && closeAsked.compareAndSet(false, true)) {
                metrics.closed("by_client");
                sayFarewell(CloseCode.NORMAL, null);
            }
        }
    }

    private void takeMessage(ByteString message) {
        if (message.size() > limits.messageBytesMax()) {
            close(CloseReason.FRAME_TOO_BIG);
        } else if (!closeAsked.get()) {
            session.receive(message.toByteArray(), message.size(), group.decodeScratch(), polledNs);
        }
    }

    /** Home thread: gives the answers that are due, oldest request first. */
    private void settle() {
        PollExchange oldest = window.oldestHeld();
        while (oldest != null && (waiting || closeCode != 0 || window.held() > HELD_MAX)) {
            answer(oldest);
            oldest = window.oldestHeld();
        }
    }

    private void answer(PollExchange oldest) {
        byte[] answer = nextAnswer();
        window.answered(answer);
        oldest.answer(answer);
        if (closeCode != 0) {
            // Told; what is kept from now on is only the answer, in case it was lost.
            group.ended(this);
        }
    }

    private byte[] nextAnswer() {
        PollAnswer.Builder answer = PollAnswer.newBuilder().setNumber(window.oldestHeldNumber());
        // Read once: while it is false the room may fill the next frame, at any time.
        boolean hasFrame = waiting;
        if (hasFrame) {
            answer.addFrames(UnsafeByteOperations.unsafeWrap(frame, 0, frameLength));
        }
        if (lastWords != null) {
            answer.addFrames(lastWords);
        }
        lastWords = null;
        byte[] bytes = answer.setCloseCode(closeCode).build().toByteArray();
        if (hasFrame) {
            waiting = false;
        }
        return bytes;
    }

    private static @Nullable ByteString lastWords(CloseReason reason) {
        if (reason == CloseReason.LEFT) {
            return null;
        }
        return ServerFrame.newBuilder()
                .setError(Error.newBuilder()
                        .setCode(reason.errorCode())
                        .setMessage(reason.sentence())
                        .setRetryAfterMs(reason.retryAfterMs()))
                .build()
                .toByteString();
    }

    private void sayFarewell(int code, @Nullable ByteString words) {
        if (ended) {
            return;
        }
        closeCode = code;
        lastWords = words;
        session.disconnected();
        settle();
        later(this::end, limits.closeMs());
    }

    private void later(Runnable run, int delayMs) {
        try {
            home.executeAfter(run, delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The worker is shutting down: no timer will run any more.
            end();
        }
    }

    private void demandJoin() {
        if (!session.isJoined()) {
            close(CloseReason.NOT_JOINED);
        }
    }

    /** Messages that arrive at once after a stall of this thread were sent while it lasted: they are no flood. */
    private void creditStall() {
        long stalledNs = group.stalledNs();
        if (stalledNs != creditedStallNs) {
            polls.credit(stalledNs - creditedStallNs);
            session.creditStall(stalledNs - creditedStallNs);
            creditedStallNs = stalledNs;
        }
    }

    /**
     * Ends a session that is not polled any more, and answers the oldest held request if it waits for too long; once a
     * second.
     */
    private void check() {
        if (ended) {
            return;
        }
        long nowNs = System.nanoTime();
        if (window.held() == 0 && nowNs - Math.max(polledNs, group.stallEndNs()) > UNPOLLED_NS) {
            if (closeAsked.compareAndSet(false, true)) {
                metrics.closed("lost");
            }
            end();
            return;
        }
        PollExchange oldest = window.oldestHeld();
        if (oldest != null && nowNs - oldest.arrivedNs() > HOLD_NS) {
            answer(oldest);
        }
        later(this::check, CHECK_MS);
    }

    /** Lets go of everything, once. */
    private void end() {
        if (!ended) {
            ended = true;
            session.disconnected();
            group.ended(this);
            door.forget();
            for (Carrier carrier : carriers) {
                if (carrier != null) {
                    carrier.release.run();
                }
            }
            for (PollExchange exchange : window.abandon()) {
                exchange.refuse(StatusCodes.NOT_FOUND, "this session is over");
            }
        }
    }

    private void onHomeThread(Runnable run) {
        if (Thread.currentThread() == home) {
            run.run();
        } else {
            home.execute(run);
        }
    }
}
