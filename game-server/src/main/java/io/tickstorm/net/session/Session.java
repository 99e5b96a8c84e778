package io.tickstorm.net.session;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.fleet.EmbeddedFleet;
import io.tickstorm.fleet.Fleet;
import io.tickstorm.fleet.Placement;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.TokenBucket;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Topic;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.InputQueue;
import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.Outbox;
import io.tickstorm.room.PersonText;
import io.tickstorm.room.Player;
import io.tickstorm.room.Room;
import io.tickstorm.room.RoomCode;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomQuota;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The protocol state of one connection: a Join first, then inputs and other messages. Every refusal has a {@link
 * CloseReason}. Time is a parameter. I/O thread of the connection only.
 *
 * <p>Public for benchmarks that run the same session on other WebSocket stacks.
 */
public final class Session {
    /** The rooms that a quick search tries: each may fill up between the choice and the join. */
    private static final int PLACEMENTS_MAX = 4;

    /** The limit of requests for a page of the standings. */
    private static final int STANDINGS_PER_SECOND = 2;

    private static final int STANDINGS_BURST = 4;

    private final Outbox outbox;
    private final RoomDirectory directory;
    private final ServerMetrics metrics;
    private final TokenBucket messages;
    private final TokenBucket chat;
    private final TokenBucket standings;
    private final Fleet fleet;
    private final Executor thread;
    private final LongPredicate mayJoin;
    /** The Join has been sent to the fleet, and its decision is awaited. */
    private boolean isPlacing;
    /** The connection is over; a decision that comes later is void. */
    private boolean isOver;

    private RoomQuota roomQuota = RoomQuota.NONE;
    private @Nullable Player player;
    private @Nullable Room room;

    public Session(
            Outbox outbox, RoomDirectory directory, ServerMetrics metrics, NetSettings.Limits limits, long nowNs) {
        this(outbox, directory, new EmbeddedFleet(directory), Runnable::run, metrics, limits, joinNs -> true, nowNs);
    }

    /**
     * @param thread runs tasks on the connection's I/O thread
     * @param mayJoin asked once, at the Join, with the time
     */
    Session(
            Outbox outbox,
            RoomDirectory directory,
            Fleet fleet,
            Executor thread,
            ServerMetrics metrics,
            NetSettings.Limits limits,
            LongPredicate mayJoin,
            long nowNs) {
        this.fleet = fleet;
        this.thread = thread;
        this.mayJoin = mayJoin;
        this.outbox = outbox;
        this.directory = directory;
        this.metrics = metrics;
        messages = new TokenBucket(limits.messagesPerSecond(), limits.messageBurst(), nowNs);
        chat = new TokenBucket(limits.chatPerSecond(), limits.chatBurst(), nowNs);
        standings = new TokenBucket(STANDINGS_PER_SECOND, STANDINGS_BURST, nowNs);
    }

    /** Limits the rooms that this client may create. Call it before the first message is received. */
    public void limitRooms(RoomQuota quota) {
        roomQuota = quota;
    }

    /** Returns true once the Join was accepted. */
    public boolean isJoined() {
        return player != null || isPlacing;
    }

    /** Handles a complete binary message; {@code decoded} is scratch of the I/O thread. */
    public void receive(byte[] bytes, int length, ClientMessage decoded, long nowNs) {
        if (!messages.consume(nowNs)) {
            outbox.close(CloseReason.FLOOD);
            return;
        }
        try {
            decoded.decode(bytes, length);
        } catch (InvalidProtocolBufferException e) {
            outbox.close(CloseReason.MALFORMED_FRAME);
            return;
        }
        receive(decoded, nowNs);
    }

    /** Handles a complete message that was decoded from another form, such as JSON. */
    public void receive(ClientFrame frame, ClientMessage decoded, long nowNs) {
        if (!messages.consume(nowNs)) {
            outbox.close(CloseReason.FLOOD);
            return;
        }
        decoded.set(frame);
        receive(decoded, nowNs);
    }

    /** Records that the client holds the frame of a tick, for a transport that confirms frames itself. */
    public void acknowledge(int tick, long nowNs) {
        if (player != null && !player.acknowledge(tick, nowNs)) {
            metrics.dropped("input_queue_full");
        }
    }

    private void receive(ClientMessage decoded, long nowNs) {
        if (player == null) {
            receiveFirst(decoded.frame(), nowNs);
        } else {
            player.recordReceipt(nowNs);
            receiveInput(player, decoded, nowNs);
            ClientFrame frame = decoded.frame();
            if (frame != null) {
                receiveRest(player, frame, nowNs);
            }
        }
    }

    /** Counts a control frame, which also proves that the peer is alive; returns false beyond the rate. */
    public boolean recordReceipt(long nowNs) {
        boolean isWithinRate = messages.consume(nowNs);
        if (isWithinRate && player != null) {
            player.recordReceipt(nowNs);
        }
        return isWithinRate;
    }

    /**
     * Credits a time in which the I/O thread did not run, in ns: messages of that time arrive together and are not a
     * flood.
     */
    public void creditStall(long stalledNs) {
        messages.credit(stalledNs);
    }

    /** Notifies the room, if the client has joined, that the connection has ended. */
    public void disconnected() {
        isOver = true;
        if (player != null) {
            player.disconnected();
        }
    }

    private void receiveFirst(@Nullable ClientFrame frame, long nowNs) {
        if (isPlacing) {
            // The client has no ship yet, so there is nothing that its messages could change.
            metrics.dropped("before_welcome");
            return;
        }
        if (frame == null || !frame.hasJoin()) {
            outbox.close(CloseReason.NOT_JOINED);
            return;
        }
        if (!mayJoin.test(nowNs)) {
            outbox.close(CloseReason.JOIN_FLOOD);
            return;
        }
        Join join = frame.getJoin();
        String name = PersonText.name(join.getName());
        if (name == null) {
            outbox.close(CloseReason.BAD_NAME);
            return;
        }
        Player joining = new Player(outbox, join.getPortrait(), nowNs);
        if (frame.hasInput() && !joining.begin(frame.getInput())) {
            outbox.close(CloseReason.INPUT_OUT_OF_RANGE);
            return;
        }
        String party = join.getParty();
        if (!party.isEmpty() && !JoinRequest.isParty(party)) {
            outbox.close(CloseReason.BAD_NAME);
            return;
        }
        JoinRequest request = request(join, name);
        boolean isQuickPlay = !request.createRoom()
                && request.room().isEmpty()
                && !request.resume().isAsked();
        if (isQuickPlay && RoomCode.isCode(RoomCode.normalize(join.getMovedTo()))) {
            // The server that sent this client here has chosen the room; choosing again could send it back.
            enter(new Placement.Here(request.inRoom(join.getMovedTo())), request, joining, 1);
        } else {
            place(request, joining, 1);
        }
    }

    private void place(JoinRequest request, Player joining, int attempt) {
        CompletableFuture<Placement> placement = fleet.place(request, roomQuota).toCompletableFuture();
        if (placement.isDone()) {
            enter(placement.join(), request, joining, attempt);
        } else {
            isPlacing = true;
            var unused = placement.thenAcceptAsync(decided -> enter(decided, request, joining, attempt), thread);
        }
    }

    private void enter(Placement placement, JoinRequest asked, Player joining, int attempt) {
        isPlacing = false;
        if (isOver) {
            return;
        }
        if (placement instanceof Placement.Elsewhere elsewhere) {
            outbox.move(elsewhere.url(), elsewhere.room());
        } else if (placement instanceof Placement.Refused refused) {
            outbox.close(refused.reason());
        } else if (placement instanceof Placement.Here here) {
            CloseReason refusal = directory.join(here.request(), joining, entered -> room = entered, roomQuota);
            if (refusal == null) {
                player = joining;
            } else if (isLostChoice(here.request(), refusal) && attempt < PLACEMENTS_MAX) {
                place(asked, joining, attempt + 1);
            } else {
                outbox.close(refusal);
            }
        }
    }

    /** Returns true if others have filled the chosen room since the choice, or it has ended. */
    private static boolean isLostChoice(JoinRequest request, CloseReason refusal) {
        return !request.waitsForSeat() && (refusal == CloseReason.ROOM_FULL || refusal == CloseReason.UNKNOWN_ROOM);
    }

    private static JoinRequest request(Join join, String name) {
        JoinRequest.Resume resume = new JoinRequest.Resume(
                join.getResumeToken(),
                join.getResumeTick(),
                join.getRosterVersion(),
                join.getChatSequence(),
                join.getAnnouncementSequence(),
                join.getEpoch());
        return new JoinRequest(
                name, join.getRoom(), join.getCreateRoom(), resume, join.getInputsOnChange(), join.getParty());
    }

    private void receiveInput(Player from, ClientMessage decoded, long nowNs) {
        if (decoded.inputTick() == 0) {
            return;
        }
        if (decoded.inputTick() < 0) {
            // A uint32 from 2^31: further ahead than any tick.
            metrics.inputsEarly.inc();
            return;
        }
        if (!InputQueue.isInRange(
                decoded.inputTick(), decoded.control(), decoded.acknowledgedAge(), decoded.viewAge16ths())) {
            outbox.close(CloseReason.INPUT_OUT_OF_RANGE);
            return;
        }
        if (decoded.control() != 0) {
            from.steerByTick();
        }
        int acknowledgedTick = decoded.inputTick() - decoded.acknowledgedAge();
        boolean fits = from.inputs()
                .offer(decoded.inputTick(), decoded.control(), acknowledgedTick, decoded.viewAge16ths(), nowNs);
        if (!fits) {
            metrics.dropped("input_queue_full");
        }
    }

    private void receiveRest(Player from, ClientFrame frame, long nowNs) {
        if (frame.hasInput() && !from.steer(frame.getInput())) {
            outbox.close(CloseReason.INPUT_OUT_OF_RANGE);
            return;
        }
        int request = frame.getRequest();
        if (request != 0) {
            from.expectRequest();
        }
        switch (frame.getMessageCase()) {
            case JOIN -> outbox.close(CloseReason.ALREADY_JOINED);
            case CHAT -> {
                receiveChat(from, frame.getChat().getText(), request, nowNs);
                return;
            }
            case SUBSCRIBE -> {
                listen(from, frame.getSubscribe().getTopicsList(), true, request);
                return;
            }
            case UNSUBSCRIBE -> {
                listen(from, frame.getUnsubscribe().getTopicsList(), false, request);
                return;
            }
            case STANDINGS_REQUEST -> {
                receiveStandingsRequest(from, frame.getStandingsRequest().getFirstPlace(), request, nowNs);
                return;
            }
            case PING -> from.ping(frame.getPing().getSentUs());
            case VIEW_SHAPE -> from.turnScreen(frame.getViewShape().getPortrait());
            case VISIBILITY -> from.hide(frame.getVisibility().getHidden());
            case STATE_REQUEST -> from.wantState();
            case LEAVE -> from.leave();
            case MESSAGE_NOT_SET -> {}
        }
        from.answer(request, ErrorCode.ERROR_CODE_UNSPECIFIED);
    }

    private void listen(Player from, List<Topic> topics, boolean listens, int request) {
        int bits = 0;
        for (Topic topic : topics) {
            bits |= topic == Topic.UNRECOGNIZED ? 0 : 1 << topic.getNumber();
        }
        if (room == null || !room.listen(from, bits, listens, request)) {
            drop(from, CloseReason.FLOOD, request);
        }
    }

    private void receiveChat(Player from, String raw, int request, long nowNs) {
        String line = PersonText.chat(raw);
        if (line == null) {
            drop(from, CloseReason.BAD_CHAT, request);
        } else if (!chat.consume(nowNs) || room == null || !room.enqueueChat(from, line, request)) {
            drop(from, CloseReason.FLOOD, request);
        }
    }

    private void receiveStandingsRequest(Player from, int firstPlace, int request, long nowNs) {
        if (!standings.consume(nowNs) || room == null || !room.sendStandings(from, firstPlace, request)) {
            drop(from, CloseReason.FLOOD, request);
        }
    }

    /** Drops a message: a client that numbered its request gets an acknowledgement, otherwise an error message. */
    private void drop(Player from, CloseReason reason, int request) {
        metrics.dropped(reason.label());
        if (request == 0) {
            from.complain(reason);
        } else {
            from.answer(request, reason.errorCode());
        }
    }
}
