package io.tickstorm.net.polling;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.tickstorm.net.admission.CapacityRules;
import io.tickstorm.net.admission.Lease;
import io.tickstorm.net.admission.TokenBucket;
import io.tickstorm.net.session.ClientConnection;
import io.tickstorm.net.session.Farewell;
import io.tickstorm.net.session.IoGroup;
import io.tickstorm.net.websocket.CloseCode;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.PollAnswer;
import io.tickstorm.proto.v1.PollRequest;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.room.CloseReason;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/**
 * One client that polls. It belongs to the I/O thread that opened it, regardless of the threads of its requests; a
 * room's thread only fills the single waiting frame while it is free. Requests are held until a frame can answer the
 * oldest one.
 */
final class PollingConnection extends ClientConnection {
    /** Beyond this limit the oldest held request gets an empty answer; its body was already processed. */
    static final int HELD_MAX = 3;

    static final long HOLD_NS = 20_000_000_000L;
    static final long UNPOLLED_NS = 10_000_000_000L;
    private static final int CHECK_MS = 1_000;
    /** Approximate bytes that HTTP adds to an answer; the send window counts them. */
    private static final int HEAD_BYTES = 200;

    private final XnioIoThread home;
    private final Function<StreamConnection, Lease> protect;
    private final TokenBucket polls;
    /** The window. Home thread only. */
    private final ExchangeWindow<PollExchange> window = new ExchangeWindow<>();

    /** The TCP connections that carried the last polls, while the session has joined: they are protected. */
    private final @Nullable Carrier[] carriers = new Carrier[CapacityRules.POLLS_PROTECTED_MAX];

    private int nextCarrier;

    private long polledNs;
    private int closeCode;
    private @Nullable ByteString closingError;

    /**
     * Creates a session.
     *
     * @param home the I/O thread that opened the session
     * @param protect protects a TCP connection from eviction until its lease is closed
     * @param mayJoin called once, at the Join, with the time
     */
    PollingConnection(
            XnioIoThread home, IoGroup group, Function<StreamConnection, Lease> protect, LongPredicate mayJoin) {
        super(group, mayJoin, System.nanoTime());
        this.home = home;
        this.protect = protect;
        polledNs = System.nanoTime();
        polls = new TokenBucket(limits.messagesPerSecond(), limits.messageBurst(), polledNs);
    }

    /**
     * Starts the timers. Home thread.
     *
     * @param lease closed when the session ends
     */
    void start(Lease lease) {
        if (open(lease)) {
            after(this::check, CHECK_MS);
        }
    }

    /** Receives a request of this session. Any I/O thread. */
    void accept(PollExchange exchange) {
        onHomeThread(() -> receive(exchange));
    }

    @Override
    public int offer(byte[] bytes, int length) {
        ByteBuffer out = startFrame(length, 0);
        if (out == null) {
            return length;
        }
        out.put(bytes, 0, length);
        int frameBytes = frame.finish();
        markFrame();
        return frameBytes + HEAD_BYTES;
    }

    @Override
    public void write() {
        settle();
    }

    private void receive(PollExchange exchange) {
        if (hasEnded()) {
            exchange.refuse(StatusCodes.NOT_FOUND, "this session is over");
            return;
        }
        polledNs = exchange.arrivedNs();
        polls.credit(creditStall());
        PollRequest request = exchange.request();
        if (!window.received(request.getReceived())) {
            exchange.refuse(StatusCodes.BAD_REQUEST, "received names an answer that was not sent");
            close(CloseReason.BAD_POLL);
            return;
        }
        if (!polls.consume(polledNs)) {
            close(CloseReason.FLOOD);
        }
        int number = request.getNumber();
        switch (window.state(number)) {
            case FORGOTTEN -> exchange.refuse(StatusCodes.CONFLICT, "this answer has already been received");
            case ANSWERED -> {
                metrics.pollsRepeated.inc();
                exchange.answer(window.answer(number));
            }
            case BEYOND -> {
                exchange.refuse(
                        StatusCodes.BAD_REQUEST, "more than " + ExchangeWindow.SIZE + " requests are in progress");
                close(CloseReason.BAD_POLL);
            }
            case OPEN -> {
                PollExchange copy = window.keep(number, exchange);
                if (copy != null) {
                    metrics.pollsRepeated.inc();
                    copy.refuse(StatusCodes.CONFLICT, "a newer copy of this request waits for the answer");
                }
                receiveInOrder();
            }
        }
        if (session.isJoined() && !hasEnded()) {
            protect(exchange.stream());
        }
        settle();
    }

    private record Carrier(StreamConnection stream, Lease protection) {}

    private void protect(StreamConnection stream) {
        for (Carrier carrier : carriers) {
            if (carrier != null && carrier.stream == stream) {
                return;
            }
        }
        Carrier last = carriers[nextCarrier];
        if (last != null) {
            last.protection.close();
        }
        carriers[nextCarrier] = new Carrier(stream, protect.apply(stream));
        nextCarrier = (nextCarrier + 1) % carriers.length;
    }

    private void receiveInOrder() {
        for (PollExchange next = window.consumeNext(); next != null; next = window.consumeNext()) {
            PollRequest request = next.request();
            if (request.getFramesCount() == 0) {
                session.recordReceipt(polledNs);
            }
            for (ByteString message : request.getFramesList()) {
                receiveMessage(message);
            }
            if (request.getClose() && startClosing("by_client")) {
                closeCode = CloseCode.NORMAL;
                sendFarewell();
            }
        }
    }

    private void receiveMessage(ByteString message) {
        if (message.size() > limits.messageBytesMax()) {
            close(CloseReason.FRAME_TOO_BIG);
        } else if (!isClosing()) {
            session.receive(message.toByteArray(), message.size(), group.decodeScratch(), polledNs);
        }
    }

    /** Sends the answers that are due, oldest request first. Home thread only. */
    private void settle() {
        PollExchange oldest = window.oldestHeld();
        while (oldest != null && (frame.waits() || closeCode != 0 || window.held() > HELD_MAX)) {
            answer(oldest);
            oldest = window.oldestHeld();
        }
    }

    private void answer(PollExchange oldest) {
        byte[] answer = nextAnswer();
        window.answered(answer);
        oldest.answer(answer);
        if (closeCode != 0) {
            // Sent; from now on the answer is only kept in case it was lost.
            unlist();
        }
    }

    private byte[] nextAnswer() {
        PollAnswer.Builder answer = PollAnswer.newBuilder().setNumber(window.oldestHeldNumber());
        // Read once: while it is false the room may fill the next frame at any time.
        boolean hasFrame = frame.waits();
        if (hasFrame) {
            answer.addFrames(UnsafeByteOperations.unsafeWrap(frame.bytes()));
        }
        if (closingError != null) {
            answer.addFrames(closingError);
        }
        closingError = null;
        byte[] bytes = answer.setCloseCode(closeCode).build().toByteArray();
        if (hasFrame) {
            frame.free();
        }
        return bytes;
    }

    @Override
    protected void prepareFarewell(Farewell farewell) {
        closeCode = farewell.reason().code();
        Error error = farewell.error();
        if (error != null) {
            closingError = ServerFrame.newBuilder().setError(error).build().toByteString();
        }
    }

    /**
     * Ends a session that is not polled any more, and answers the oldest held request if it waits too long; runs once a
     * second.
     */
    private void check() {
        if (hasEnded()) {
            return;
        }
        long nowNs = System.nanoTime();
        if (window.held() == 0 && nowNs - Math.max(polledNs, group.stallEndNs()) > UNPOLLED_NS) {
            end();
            return;
        }
        PollExchange oldest = window.oldestHeld();
        if (oldest != null && nowNs - oldest.arrivedNs() > HOLD_NS) {
            answer(oldest);
        }
        after(this::check, CHECK_MS);
    }

    @Override
    protected void release() {
        for (Carrier carrier : carriers) {
            if (carrier != null) {
                carrier.protection.close();
            }
        }
        for (PollExchange exchange : window.abandon()) {
            exchange.refuse(StatusCodes.NOT_FOUND, "this session is over");
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
