package io.tickstorm.load.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.tickstorm.kit.ServerDefaults;
import io.tickstorm.load.link.LinkedPipe;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Leave;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.RosterUpdate;
import io.tickstorm.proto.v1.Servers;
import io.tickstorm.proto.v1.Welcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Plays one player: joins, flies, measures, and returns with the resume token when its connection is lost, as
 * docs/PROTOCOL.md requires. The generator's thread only.
 */
final class LoadPlayer implements WebSocketConnection.Listener {
    private static final int INPUT_BYTES_MAX = 32;
    /**
     * The largest lead of a stamp. It is below the server's limit, because the server may have ticked since its newest
     * frame.
     */
    private static final int AHEAD_TICKS_MAX = ServerDefaults.INPUT_FUTURE_TICKS - 10;

    private static final long MS_NS = 1_000_000;
    private static final double BACK_OFF_MS = 100;
    private static final double BACK_OFF_MS_MAX = 3_000;
    private static final int ATTEMPTS_MAX = 12;
    /** A fleet that lost a server is asked for at least 15 s. */
    private static final int FLEET_ATTEMPTS_MAX = 60;

    private enum State {
        OUT,
        CONNECTING,
        PLAYING,
        GONE
    }

    private final LoadGenerator generator;
    private final Figures figures;
    private final int number;
    private final boolean slow;
    private final Pilot pilot;
    private final byte[] input = new byte[INPUT_BYTES_MAX];
    private final SentInputs sent;
    /** The tick that the next input is stamped with, before it moves on. */
    private int turnTick;
    /** The newest tick that an input was sent for. */
    private int inputTick;

    private final ServerChoice servers;
    private final Journey journey;
    private Journey.@Nullable Stay stay;
    private State state = State.OUT;
    private WebSocketConnection connection;
    private InputLead lead = new InputLead(0, 0);
    private RoomClock clock = new RoomClock(1);

    private long actNs;
    private long leaveNs = LinkedPipe.NEVER;
    private long connectNs;
    private long lostNs;
    private int attempts;
    private boolean hasJoined;
    private int ship;
    private Error error = Error.getDefaultInstance();

    private ByteString token = ByteString.EMPTY;
    private String room = "";
    private int epoch;
    private int rosterVersion;
    private int chatSequence;
    private int newestTick;
    private long newestNs;
    private long countedFrames;
    /** The room that the newest move named; empty before the first one. */
    private String movedTo = "";

    LoadPlayer(LoadGenerator generator, int number, long nowNs) throws IOException {
        this.generator = generator;
        this.number = number;
        figures = generator.figures();
        pilot = new Pilot(generator.plan().seed(), number);
        slow = generator.isSlow(number);
        sent = new SentInputs(figures, generator.plan().times().inputs().everyTicks());
        servers = new ServerChoice(generator.plan().url(), generator.random());
        journey = new Journey();
        if (generator.plan().conduct().isTraced()) {
            figures.journey(journey);
        }
        connection = connect(nowNs);
    }

    /** Returns the time at which {@link #due} has to be called. */
    long nextNs() {
        return switch (state) {
            case OUT -> actNs;
            case CONNECTING -> connection.nextNs();
            case PLAYING -> Math.min(connection.nextNs(), leaveNs);
            case GONE -> LinkedPipe.NEVER;
        };
    }

    /** Reconnects, leaves or moves bytes over the simulated link, whichever is due. */
    void due(long nowNs) {
        if (state == State.OUT && nowNs >= actNs) {
            reconnect(nowNs);
        } else if (state == State.PLAYING && nowNs >= leaveNs) {
            leaveAndComeBack(nowNs);
        } else {
            connection.due(nowNs);
        }
    }

    /** Sends the input of this moment. Its latency counts from the planned time. */
    void sendInput(long plannedNs, long nowNs) throws IOException {
        if (state != State.PLAYING) {
            figures.inputUnsent(plannedNs);
            return;
        }
        int tick = nextInputTick(nowNs);
        if (tick <= inputTick) {
            // The lead has shrunk: this tick has an input already, and the first one counts.
            return;
        }
        if (tick - newestTick > AHEAD_TICKS_MAX || !send(tick, nowNs)) {
            figures.inputUnsent(plannedNs);
            return;
        }
        inputTick = tick;
        if (!slow) {
            sent.add(tick, plannedNs);
        }
        figures.input(plannedNs, nowNs);
    }

    /** Returns the stamp of the next input. The schedule decides when it is sent, the lead how far ahead it is. */
    private int nextInputTick(long nowNs) {
        turnTick += generator.plan().times().inputs().everyTicks() + lead.takeSteps();
        if (turnTick <= newestTick) {
            // This is the first input, or there was a pause.
            turnTick = Math.max(newestTick + 1, (int) (clock.tickAt(nowNs) + lead.startTicks()));
        }
        return turnTick;
    }

    /** Returns the time to subtract from the due times of its inputs, in ns; negative adds. */
    long takeShiftNs() {
        return Math.round(lead.takeShiftTicks() * clock.tickIntervalNs());
    }

    private boolean send(int tick, long nowNs) throws IOException {
        CodedOutputStream message = CodedOutputStream.newInstance(input);
        message.writeUInt32(ClientFrame.INPUT_TICK_FIELD_NUMBER, tick);
        message.writeUInt32(ClientFrame.CONTROL_FIELD_NUMBER, pilot.next());
        message.writeUInt32(ClientFrame.ACKNOWLEDGED_AGE_FIELD_NUMBER, tick - newestTick);
        return connection.send(input, message.getTotalBytesWritten(), nowNs);
    }

    @Override
    public void opened(long nowNs) throws IOException {
        Join.Builder join = Join.newBuilder()
                .setName("Load " + number)
                .setInputsOnChange(generator.plan().times().inputs().everyTicks() > 1);
        if (!token.isEmpty()) {
            join.setRoom(room)
                    .setResumeToken(token)
                    .setEpoch(epoch)
                    .setResumeTick(newestTick)
                    .setRosterVersion(rosterVersion)
                    .setChatSequence(chatSequence);
        } else if (!generator.opensRoom(number)) {
            join.setRoom(generator.roomOf(number)).setMovedTo(movedTo);
        } else if (movedTo.isEmpty()) {
            join.setCreateRoom(true);
        } else {
            join.setRoom(movedTo);
        }
        byte[] bytes = ClientFrame.newBuilder().setJoin(join).build().toByteArray();
        connection.send(bytes, bytes.length, nowNs);
    }

    @Override
    public void message(ByteBuffer in, int length, long readNs, long nowNs) throws IOException {
        FrameFields fields = generator.fields();
        if (!fields.read(in, in.position(), length)) {
            throw new IOException("the server sent a message that is not a valid ServerFrame");
        }
        if (fields.errorLength >= 0) {
            error = Error.parseFrom(slice(in, fields.errorAt, fields.errorLength));
        }
        if (fields.welcomeLength >= 0) {
            welcome(Welcome.parseFrom(slice(in, fields.welcomeAt, fields.welcomeLength)), nowNs);
        }
        if (fields.serversLength >= 0) {
            servers.know(Servers.parseFrom(slice(in, fields.serversAt, fields.serversLength))
                    .getAddressesList());
        }
        if (fields.tick != 0 && state == State.PLAYING) {
            fields.readShared(in, ship);
            snapshot(fields, length, readNs, nowNs);
        }
        if (stay != null && fields.rosterLength >= 0) {
            score(stay, RosterUpdate.parseFrom(slice(in, fields.rosterAt, fields.rosterLength)), fields.tick);
        }
    }

    private static void score(Journey.Stay stay, RosterUpdate roster, int tick) {
        for (RosterEntry entry : roster.getEntriesList()) {
            if (entry.getId() == stay.ship && !entry.getLeft()) {
                stay.score(entry.getScore(), tick);
            }
        }
    }

    @Override
    public void served() {
        generator.schedule(this);
    }

    private void welcome(Welcome welcome, long nowNs) {
        if (!slow) {
            figures.joined(nowNs - connectNs);
        }
        if (lostNs != 0) {
            figures.back(nowNs - lostNs);
            lostNs = 0;
        }
        figures.counts().resumed += welcome.getResumed() ? 1 : 0;
        figures.counts().joined += hasJoined ? 0 : 1;
        figures.counts().playing++;
        if (!welcome.getResumed()) {
            newestTick = 0;
            inputTick = 0;
        }
        turnTick = 0;
        newestNs = 0;
        hasJoined = true;
        attempts = 0;
        state = State.PLAYING;
        token = welcome.getResumeToken();
        ship = welcome.getShip();
        room = welcome.getRoom();
        servers.welcomed(welcome.getServersList());
        if (generator.plan().conduct().isTraced()) {
            stay = new Journey.Stay(servers.current(), welcome, connectNs, nowNs);
            journey.begin(stay);
        }
        epoch = welcome.getEpoch();
        clock = generator.welcomed(number, welcome, nowNs);
        boolean isSteered = generator.plan().times().inputs().phase() == LoadPlan.Phase.steered;
        double roundTripTicks = generator.roundTripMs(number) * welcome.getTickRate() / 1e3;
        lead = isSteered ? new InputLead(roundTripTicks, pilot.share()) : InputLead.ofWholeTicks(roundTripTicks);
        double meanS = generator.plan().conduct().churnMeanS();
        leaveNs =
                meanS == 0 ? LinkedPipe.NEVER : nowNs + Math.round(-Math.log(1 - pilot.share()) * meanS * 1e3) * MS_NS;
    }

    private void snapshot(FrameFields fields, int length, long readNs, long nowNs) {
        int tick = fields.tick;
        clock.arrived(tick, readNs);
        if (stay != null) {
            stay.frame(tick, fields.round, nowNs);
        }
        if (slow) {
            figures.slowFrame(nowNs);
        } else if (newestNs != 0) {
            figures.frame(length, tick - newestTick, nowNs - newestNs, clock.ageNs(tick, nowNs), nowNs);
        }
        countedFrames += figures.counts(nowNs) ? 1 : 0;
        newestTick = tick;
        newestNs = nowNs;
        rosterVersion = fields.rosterVersion == 0 ? rosterVersion : fields.rosterVersion;
        chatSequence = fields.chatSequence == 0 ? chatSequence : fields.chatSequence;
        lead.margin(fields.inputMargin, tick, inputTick);
        sent.frame(tick, fields.ownHash, nowNs);
    }

    @Override
    public void closed(String why, long nowNs) {
        boolean wasPlaying = state == State.PLAYING;
        figures.counts().playing -= wasPlaying ? 1 : 0;
        if (error.getCode() != ErrorCode.ERROR_CODE_MOVED) {
            figures.lost(error.getMessage().isEmpty() ? why : error.getMessage());
        }
        sent.lose();
        if (wasPlaying) {
            lostNs = nowNs;
        }
        if (wasPlaying && stay != null) {
            stay.endNs = nowNs;
        }
        if (error.getCode() == ErrorCode.ERROR_CODE_RESUME_REFUSED) {
            token = ByteString.EMPTY;
        }
        boolean stays = error.getCode() != ErrorCode.ERROR_CODE_UNSPECIFIED && error.getRetryAfterMs() == 0;
        actNs = nowNs + Math.round(waitMs() * MS_NS);
        attempts++;
        state = stays || attempts > (servers.hasOthers() ? FLEET_ATTEMPTS_MAX : ATTEMPTS_MAX) ? State.GONE : State.OUT;
        error = Error.getDefaultInstance();
    }

    /** Chooses the server of the next connection, and returns the wait before it, in ms. */
    private double waitMs() {
        if (error.getCode() == ErrorCode.ERROR_CODE_MOVED && servers.follow(error.getAddress())) {
            figures.counts().moved++;
            movedTo = error.getRoom();
            return 0;
        }
        movedTo = generator.opensRoom(number) ? movedTo : "";
        if (servers.hasOthers() && error.getCode() == ErrorCode.ERROR_CODE_UNSPECIFIED) {
            return servers.goToOther();
        }
        if (servers.hasOthers()) {
            return error.getRetryAfterMs() * (1 + pilot.share());
        }
        double backOffMs = Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS * Math.pow(2, attempts)) * (0.5 + 0.5 * pilot.share());
        return Math.max(backOffMs, error.getRetryAfterMs());
    }

    /** Resets the connection of a player in a room. */
    void reset(long nowNs) {
        if (state == State.PLAYING) {
            connection.reset(nowNs);
        }
    }

    /** Ends the run. Inputs without an answer count with the time waited. */
    void finish(long nowNs) {
        sent.finish(nowNs);
        if (!slow) {
            figures.finished(countedFrames, state == State.PLAYING ? newestNs : 0, nowNs);
        }
        leave(nowNs);
    }

    /** Returns whether an input that was planned before this time has no answer yet. */
    boolean waitsForAnswers(long beforeNs) {
        return state == State.PLAYING && sent.isWaiting(beforeNs);
    }

    private void leaveAndComeBack(long nowNs) {
        leave(nowNs);
        figures.counts().left++;
        figures.counts().playing--;
        sent.lose();
        token = ByteString.EMPTY;
        movedTo = "";
        state = State.OUT;
        actNs = nowNs + Math.round(1_000 * pilot.share()) * MS_NS;
    }

    private void leave(long nowNs) {
        try {
            if (state == State.PLAYING) {
                byte[] bytes = ClientFrame.newBuilder()
                        .setLeave(Leave.getDefaultInstance())
                        .build()
                        .toByteArray();
                connection.send(bytes, bytes.length, nowNs);
            }
        } catch (IOException e) {
            // The connection has ended already.
        }
        connection.leave(nowNs);
    }

    private void reconnect(long nowNs) {
        try {
            connection = connect(nowNs);
        } catch (IOException e) {
            closed("no connection: " + e.getMessage(), nowNs);
        }
    }

    private WebSocketConnection connect(long nowNs) throws IOException {
        connectNs = nowNs;
        WebSocketConnection begun = generator.connect(this, number, servers.current());
        state = State.CONNECTING;
        return begun;
    }

    private static byte[] slice(ByteBuffer in, int at, int length) {
        byte[] bytes = new byte[length];
        in.get(at, bytes);
        return bytes;
    }
}
