package io.tickstorm.load.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.tickstorm.load.link.LinkedPipe;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Leave;
import io.tickstorm.proto.v1.Welcome;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One player: joins, flies, times what it is told, and comes back with the resume token when its connection is lost, as
 * docs/PROTOCOL.md wants it. The swarm's thread only.
 */
final class LoadPlayer implements WebSocketConnection.Listener {
    private static final int SENT_INPUTS = 256;
    private static final int INPUT_BYTES_MAX = 32;
    /** The server refuses an input over 120 ticks ahead of it; it may have gone on since its newest frame. */
    private static final int AHEAD_TICKS_MAX = 110;

    private static final long MS_NS = 1_000_000;
    private static final double BACK_OFF_MS = 100;
    private static final double BACK_OFF_MS_MAX = 3_000;
    private static final int ATTEMPTS_MAX = 12;

    private enum State {
        OUT,
        CONNECTING,
        PLAYING,
        GONE
    }

    private final Swarm swarm;
    private final Figures figures;
    private final int number;
    private final boolean slow;
    private final Pilot pilot;
    private final byte[] input = new byte[INPUT_BYTES_MAX];
    private final int[] sentTick = new int[SENT_INPUTS];
    private final long[] sentPlannedNs = new long[SENT_INPUTS];
    private int sent;
    private int acknowledged;
    /** The stamp whose turn it is. */
    private int turnTick;
    /** The newest one sent. */
    private int inputTick;

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
    private Error error = Error.getDefaultInstance();

    private ByteString token = ByteString.EMPTY;
    private int epoch;
    private int rosterVersion;
    private int chatSequence;
    private int newestTick;
    private long newestNs;
    private long countedFrames;

    LoadPlayer(Swarm swarm, int number, long nowNs) throws IOException {
        this.swarm = swarm;
        this.number = number;
        figures = swarm.figures();
        pilot = new Pilot(swarm.plan().seed(), number);
        slow = swarm.isSlow(number);
        connection = connect(nowNs);
    }

    /** When something is to be done without the selector saying so. */
    long nextNs() {
        return switch (state) {
            case OUT -> actNs;
            case CONNECTING -> connection.nextNs();
            case PLAYING -> Math.min(connection.nextNs(), leaveNs);
            case GONE -> LinkedPipe.NEVER;
        };
    }

    void due(long nowNs) {
        if (state == State.OUT && nowNs >= actNs) {
            reconnect(nowNs);
        } else if (state == State.PLAYING && nowNs >= leaveNs) {
            leaveAndComeBack(nowNs);
        } else {
            connection.due(nowNs);
        }
    }

    /** Sends the input of this moment; its latency counts from when it was planned. */
    void sendInput(long plannedNs, long nowNs) throws IOException {
        if (state != State.PLAYING) {
            figures.inputUnsent(plannedNs);
            return;
        }
        int tick = nextInputTick(nowNs);
        if (tick <= inputTick) {
            // The lead has shrunk: this tick has its input already, and the first one counts.
            return;
        }
        if (tick - newestTick > AHEAD_TICKS_MAX || !send(tick, nowNs)) {
            figures.inputUnsent(plannedNs);
            return;
        }
        inputTick = tick;
        sentTick[sent % SENT_INPUTS] = tick;
        sentPlannedNs[sent % SENT_INPUTS] = plannedNs;
        sent++;
        acknowledged = Math.max(acknowledged, sent - SENT_INPUTS);
        figures.input(plannedNs, nowNs);
    }

    /** One turn after the other; when it is sent is the row's affair, how far ahead it is stamped the lead's. */
    private int nextInputTick(long nowNs) {
        turnTick += swarm.plan().times().inputEveryTicks() + lead.takeSteps();
        if (turnTick <= newestTick) {
            // The first one, or there was a pause.
            turnTick = Math.max(newestTick + 1, (int) (clock.tickAt(nowNs) + lead.startTicks()));
        }
        return turnTick;
    }

    /** By so much its inputs are to be due earlier, or later if negative, from now on. */
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
                .setInputsOnChange(swarm.plan().times().inputEveryTicks() > 1);
        if (!token.isEmpty()) {
            join.setResumeToken(token)
                    .setEpoch(epoch)
                    .setResumeTick(newestTick)
                    .setRosterVersion(rosterVersion)
                    .setChatSequence(chatSequence);
        } else if (swarm.opensRoom(number)) {
            join.setCreateRoom(true);
        } else {
            join.setRoom(swarm.roomOf(number));
        }
        byte[] bytes = ClientFrame.newBuilder().setJoin(join).build().toByteArray();
        connection.send(bytes, bytes.length, nowNs);
    }

    @Override
    public void message(ByteBuffer in, int length, long readNs, long nowNs) throws IOException {
        FrameFields fields = swarm.fields();
        if (!fields.read(in, in.position(), length)) {
            throw new IOException("the server sent a message that is no ServerFrame");
        }
        if (fields.errorLength >= 0) {
            error = Error.parseFrom(slice(in, fields.errorAt, fields.errorLength));
        }
        if (fields.welcomeLength >= 0) {
            welcome(Welcome.parseFrom(slice(in, fields.welcomeAt, fields.welcomeLength)), nowNs);
        }
        if (fields.tick != 0 && state == State.PLAYING) {
            snapshot(fields, length, readNs, nowNs);
        }
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
        epoch = welcome.getEpoch();
        clock = swarm.welcomed(number, welcome, nowNs);
        lead = new InputLead(swarm.roundTripMs(number) * welcome.getTickRate() / 1e3, pilot.share());
        double meanS = swarm.plan().conduct().churnMeanS();
        leaveNs =
                meanS == 0 ? LinkedPipe.NEVER : nowNs + Math.round(-Math.log(1 - pilot.share()) * meanS * 1e3) * MS_NS;
    }

    private void snapshot(FrameFields fields, int length, long readNs, long nowNs) {
        int tick = fields.tick;
        clock.arrived(tick, readNs);
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
        while (acknowledged < sent && sentTick[acknowledged % SENT_INPUTS] <= tick) {
            long plannedNs = sentPlannedNs[acknowledged++ % SENT_INPUTS];
            if (!slow) {
                figures.acknowledged(plannedNs, nowNs);
            }
        }
    }

    @Override
    public void closed(String why, long nowNs) {
        boolean wasPlaying = state == State.PLAYING;
        figures.counts().playing -= wasPlaying ? 1 : 0;
        figures.lost(error.getMessage().isEmpty() ? why : error.getMessage());
        forgetInputs();
        if (wasPlaying) {
            lostNs = nowNs;
        }
        if (error.getCode() == ErrorCode.ERROR_CODE_RESUME_REFUSED) {
            token = ByteString.EMPTY;
        }
        boolean stays = error.getCode() != ErrorCode.ERROR_CODE_UNSPECIFIED && error.getRetryAfterMs() == 0;
        double waitMs = Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS * Math.pow(2, attempts)) * (0.5 + 0.5 * pilot.share());
        attempts++;
        actNs = nowNs + Math.round(Math.max(waitMs, error.getRetryAfterMs())) * MS_NS;
        state = stays || attempts > ATTEMPTS_MAX ? State.GONE : State.OUT;
        error = Error.getDefaultInstance();
    }

    /** The network takes every connection at once. */
    void reset(long nowNs) {
        if (state == State.PLAYING) {
            connection.reset(nowNs);
        }
    }

    /** The run is over: what has not been answered counts with the time waited. */
    void finish(long nowNs) {
        while (acknowledged < sent) {
            long plannedNs = sentPlannedNs[acknowledged++ % SENT_INPUTS];
            if (!slow) {
                figures.unacknowledged(plannedNs, nowNs);
            }
        }
        if (!slow) {
            figures.finished(countedFrames, state == State.PLAYING ? newestNs : 0, nowNs);
        }
        leave(nowNs);
    }

    boolean waitsForAnswers() {
        return state == State.PLAYING && acknowledged < sent;
    }

    private void leaveAndComeBack(long nowNs) {
        leave(nowNs);
        figures.counts().left++;
        figures.counts().playing--;
        forgetInputs();
        token = ByteString.EMPTY;
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
            // It is gone either way.
        }
        connection.leave(nowNs);
    }

    private void forgetInputs() {
        while (acknowledged < sent) {
            figures.inputLost(sentPlannedNs[acknowledged++ % SENT_INPUTS]);
        }
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
        WebSocketConnection begun = swarm.connect(this, number);
        state = State.CONNECTING;
        return begun;
    }

    private static byte[] slice(ByteBuffer in, int at, int length) {
        byte[] bytes = new byte[length];
        in.get(at, bytes);
        return bytes;
    }
}
