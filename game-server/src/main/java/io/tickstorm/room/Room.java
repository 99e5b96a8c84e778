package io.tickstorm.room;

import io.tickstorm.bot.Pilots;
import io.tickstorm.checkpoint.CheckpointWriter;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.metrics.TickTrace;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.World;
import io.tickstorm.snapshot.ChatLog;
import io.tickstorm.snapshot.FrameEncoder;
import io.tickstorm.snapshot.Roster;
import io.tickstorm.snapshot.VersionedCells;
import io.tickstorm.snapshot.Viewer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One match and the people in it. {@link #tick} is the game: everything in this class but the methods marked "any
 * thread" belongs to the thread that calls it.
 */
public final class Room {
    private static final int COMMANDS_MAX = 1024;
    /** A first frame costs what many others do, so that a crowd that comes at once is let in over some ticks. */
    static final int ADMISSIONS_PER_TICK = 32;
    /** Between two ticks. */
    private static final int ANNOUNCEMENTS_MAX = 8;

    private static final int ENDED = Integer.MIN_VALUE / 2;
    private static final int MARGIN_SIXTEENTHS_MAX = 16 * 64;

    private final RoomIdentity identity;
    private final RoomSettings settings;
    private final ServerMetrics metrics;
    private final World world;
    private final Pilots pilots;
    private final Seats seats;
    private final VersionedCells cells;
    private final ChatLog chat = new ChatLog();
    private final Roster roster;
    private final FrameEncoder encoder;
    private final Reception reception;
    private final ShotReferee referee;
    private final TickTrace trace;
    private final int[] commands;
    private final Queue<RoomCommand> inbox = new MpscAtomicArrayQueue<>(COMMANDS_MAX);
    private final Queue<String> announcements = new MpscAtomicArrayQueue<>(ANNOUNCEMENTS_MAX);
    /** People who hold or were promised a seat. */
    private final AtomicInteger reserved = new AtomicInteger();

    @Nullable
    private RoomKeeper keeper;

    private int emptyTicks;
    /** The last person of a private room has left it by choice, so nobody comes back. */
    private boolean abandoned;

    Room(RoomIdentity identity, RoomSettings settings, Reception.Tokens tokens, ServerMetrics metrics) {
        this.identity = identity;
        this.settings = settings;
        this.metrics = metrics;
        ArenaMap map = ArenaMap.generate(settings.seed(), settings.arenaSeats());
        world = new World(new Rules(settings.tickRate()), map, settings.seed(), settings.seats());
        pilots = new Pilots(world, settings.seed());
        roster = new Roster(settings.seats());
        seats = new Seats(world, pilots, roster, settings.bots());
        cells = new VersionedCells(world);
        encoder = new FrameEncoder(world, cells, roster, chat);
        referee = new ShotReferee(world, cells.audits(), metrics);
        reception = new Reception(this, seats, roster, tokens);
        trace = new TickTrace(identity.code());
        commands = new int[settings.seats()];
    }

    /** Any thread. */
    public String code() {
        return identity.code();
    }

    /** Any thread. */
    RoomIdentity identity() {
        return identity;
    }

    /** Any thread. People who hold or were promised a seat. */
    public int people() {
        return Math.max(0, reserved.get());
    }

    /** Any thread. Promises a seat; false if people hold them all, or the room has ended. */
    boolean reserve() {
        int before = reserved.get();
        while (before >= 0 && before < settings.seats()) {
            if (reserved.compareAndSet(before, before + 1)) {
                return true;
            }
            before = reserved.get();
        }
        return false;
    }

    /** Any thread. False if the room has too much to do, or is over. */
    boolean post(RoomCommand command) {
        return inbox.offer(command) && reserved.get() >= 0;
    }

    /** Any thread. False if the line is dropped, because the room has too much to do. */
    public boolean say(Player player, String cleanLine) {
        return say(player, cleanLine, 0);
    }

    /** The same, acknowledged once the line is said. */
    public boolean say(Player player, String cleanLine, int request) {
        return inbox.offer(new RoomCommand.Chat(player, cleanLine, request));
    }

    /** Any thread. Adds topics to those the player is told of, or takes them away; false if it is dropped. */
    public boolean listen(Player player, int topicBits, boolean listens, int request) {
        return inbox.offer(new RoomCommand.Listen(player, topicBits, listens, request));
    }

    /** Any thread. Published to everybody here who listens to announcements; false if it is dropped. */
    boolean announce(String cleanLine) {
        return announcements.offer(cleanLine);
    }

    /**
     * One tick: what arrived, what the pilots want, the world, and a frame for each player.
     *
     * @param deadlineNs when this tick was due: inputs for it count as early or late against that
     * @param send false for all but the last of several ticks simulated at once
     */
    public void tick(long deadlineNs, boolean send) {
        trace.begin();
        drainInbox();
        takeInputs(deadlineNs);
        trace.tookInputs();
        pilots.decide(commands);
        trace.askedPilots();
        world.step(commands);
        trace.stepped();
        referee.observe();
        cells.observe();
        roster.observe(world);
        noteDisturbances();
        trace.observed();
        if (send) {
            sendFrames(deadlineNs);
        }
        trace.sent(world.tick(), seats.people().size());
        metrics.ticks.inc();
        if (keeper != null) {
            keeper.afterTick();
        }
    }

    /** From now on the room is kept over a restart. Before its first tick. */
    void keep(CheckpointWriter writer) {
        keeper = new RoomKeeper(this, writer);
    }

    /** Writes the match into an image, or takes it from one: everything that decides how it goes on. */
    void transfer(StateImage image) {
        world.transfer(image);
        pilots.transfer(image);
        chat.transfer(image);
        seats.transfer(image);
        if (image.isReading()) {
            referee.restart();
            roster.observe(world);
        }
    }

    /** The match was taken from an image: its people are awaited. */
    void awaitPeople() {
        reserved.set(seats.people().size());
        reception.awaitAll();
    }

    /** No tick comes any more: the match is kept as it is now, if it is kept at all. */
    void keepLast(long waitNs) {
        if (keeper != null) {
            keeper.takeLast(waitNs);
        }
    }

    /** The room is over for good. */
    void forgetCheckpoint() {
        if (keeper != null) {
            keeper.forget();
        }
    }

    /** A resume token was replaced. */
    void tokenReplaced() {
        if (keeper != null) {
            keeper.soon();
        }
    }

    /** Tells everybody why and ends the room. */
    void close(CloseReason reason) {
        reserved.set(ENDED);
        List<Seat> people = List.copyOf(seats.people());
        for (Seat seat : people) {
            if (seat.player != null) {
                seat.player.outbox().close(reason);
            }
        }
        people.forEach(reception::forget);
        for (RoomCommand command = inbox.poll(); command != null; command = inbox.poll()) {
            command.player().outbox().close(reason);
        }
        metrics.roomEnded(code());
    }

    /** Ends the room if nobody has been in it for long, or if it is private and its last person left it. */
    boolean endIfEmpty() {
        boolean isEmpty = reserved.get() == 0 && identity.endsWhenEmpty();
        emptyTicks = isEmpty ? emptyTicks + 1 : 0;
        abandoned &= isEmpty;
        return (abandoned || emptyTicks > settings.ticks(settings.emptyMs())) && reserved.compareAndSet(0, ENDED);
    }

    /** Room thread: somebody has left by choice, and the seat is free. */
    void leftByChoice() {
        abandoned = !identity.isPublic();
    }

    /** What a report of a fault needs, to make it happen again. */
    String report() {
        return "room " + code() + " at tick " + world.tick() + " with " + seated() + " people in " + settings.seats()
                + " seats, --seed " + settings.seed() + " --tick-rate " + settings.tickRate();
    }

    /** People who hold a seat, connected or awaited. */
    int seated() {
        return seats.people().size();
    }

    World world() {
        return world;
    }

    ChatLog chat() {
        return chat;
    }

    RoomSettings settings() {
        return settings;
    }

    ServerMetrics metrics() {
        return metrics;
    }

    /** What has to stay equal for two runs to be the same match. */
    public int stateHash() {
        return io.tickstorm.sim.Fixed.hash(world.stateHash(), pilots.stateHash());
    }

    void release() {
        reserved.decrementAndGet();
    }

    private void drainInbox() {
        int admitted = 0;
        while (admitted < ADMISSIONS_PER_TICK) {
            RoomCommand command = inbox.poll();
            if (command instanceof RoomCommand.Chat line) {
                reception.say(line, chat);
            } else if (command instanceof RoomCommand.Enter enter) {
                admitted += reception.admit(enter) ? 1 : 0;
            } else if (command instanceof RoomCommand.Listen listen) {
                reception.listen(listen);
            } else {
                break;
            }
        }
        for (String line = announcements.poll(); line != null; line = announcements.poll()) {
            encoder.announcements().add(line);
        }
        seats.fill();
    }

    private void takeInputs(long deadlineNs) {
        Arrays.fill(commands, InputCommand.NONE);
        List<Seat> people = seats.people();
        for (int i = people.size() - 1; i >= 0; i--) {
            Seat seat = people.get(i);
            if (reception.keeps(seat, deadlineNs)) {
                takeInputs(seat, deadlineNs);
            }
        }
    }

    private void takeInputs(Seat seat, long deadlineNs) {
        Player player = seat.player;
        int tick = world.tick() + 1;
        if (player != null) {
            drainInputs(seat, player, deadlineNs);
            Lever lever = player.lever();
            if (lever != null) {
                takeLever(seat, lever);
                return;
            }
            commands[seat.ship] = seat.inputs.take(tick);
            if (seat.inputs.isOverdue(tick)) {
                seat.viewer.correct(CorrectionCause.CORRECTION_CAUSE_MISSED_INPUT);
            }
            if (seat.inputs.missed()) {
                seat.viewer.correct(CorrectionCause.CORRECTION_CAUSE_MISSED_INPUT);
                metrics.inputsMissed.inc();
            } else if (InputCommand.shoots(commands[seat.ship]) && seat.inputs.viewAge16ths() > 0) {
                referee.claim(seat, tick);
            }
        }
    }

    private void takeLever(Seat seat, Lever lever) {
        commands[seat.ship] = lever.take();
        if (lever.takeNews()) {
            metrics.inputsReceived.inc();
            reception.noteActivity(seat, commands[seat.ship]);
        }
    }

    private void drainInputs(Seat seat, Player player, long deadlineNs) {
        InputQueue queue = player.inputs();
        int next = world.tick() + 1;
        while (queue.poll()) {
            seat.window.acknowledged(queue.acknowledgedTick(), queue.arrivalNs());
            if (queue.command() == InputCommand.NONE) {
                continue;
            }
            metrics.inputsReceived.inc();
            seat.viewAge.observe(queue.tick() - queue.acknowledgedTick());
            int ahead = queue.tick() - next;
            if (ahead > Reception.INPUT_FUTURE_TICKS_MAX) {
                player.outbox().close(CloseReason.INPUT_OUT_OF_RANGE);
                return;
            }
            seat.viewer.inputMargin = marginSixteenths(ahead, deadlineNs - queue.arrivalNs());
            seat.viewer.newestInput = Math.max(seat.viewer.newestInput, queue.tick());
            if (ahead < 0) {
                metrics.inputsLate.inc();
                takeLate(seat, queue, next);
            } else {
                seat.inputs.plan(queue);
            }
            reception.noteActivity(seat, queue.command());
        }
    }

    private void takeLate(Seat seat, InputQueue queue, int next) {
        if (seat.inputs.planLate(queue, next)) {
            seat.viewer.correct(CorrectionCause.CORRECTION_CAUSE_MISSED_INPUT);
        }
        metrics.inputsMissed.inc(seat.inputs.takeLateTicks());
    }

    private int marginSixteenths(int ticksAhead, long earlyNs) {
        long margin = ticksAhead * 16L + Math.round(earlyNs * 16e-9 * settings.tickRate());
        long told = margin == Viewer.NO_NEW_INPUT ? 1 : margin;
        return (int) Math.max(-MARGIN_SIXTEENTHS_MAX, Math.min(MARGIN_SIXTEENTHS_MAX, told));
    }

    private void noteDisturbances() {
        Ships ships = world.ships();
        List<Seat> people = seats.people();
        for (int i = 0; i < people.size(); i++) {
            Seat seat = people.get(i);
            int disturbances = ships.disturbances[seat.ship];
            if (disturbances != 0) {
                seat.viewer.disturb(disturbances);
                ships.disturbances[seat.ship] = 0;
            }
        }
    }

    private void sendFrames(long nowNs) {
        encoder.beginTick();
        List<Seat> people = seats.people();
        for (int i = 0; i < people.size(); i++) {
            Seat seat = people.get(i);
            if (seat.player != null) {
                sendFrame(seat, seat.player, nowNs);
            }
        }
    }

    /** Whether to send is decided before encoding: what is encoded is what the client holds next. */
    private void sendFrame(Seat seat, Player player, long nowNs) {
        if (!player.isDue(nowNs)) {
            return;
        }
        boolean isIdle = player.outbox().isIdle();
        seat.noteOutbox(isIdle, nowNs);
        if (!isIdle) {
            metrics.framesSkippedUnsent.inc();
            return;
        }
        switch (seat.window.verdict(nowNs)) {
            case WINDOW_FULL -> metrics.framesSkippedWindow.inc();
            case PROBING -> metrics.framesSkippedProbe.inc();
            case SEND -> encodeFrame(seat, player, nowNs);
        }
    }

    private void encodeFrame(Seat seat, Player player, long nowNs) {
        reception.answer(seat, player);
        int causes = seat.viewer.pendingCauses;
        int length = encoder.encode(seat.viewer);
        seat.viewer.inputMargin = Viewer.NO_NEW_INPUT;
        int wireBytes = player.outbox().offer(encoder.bytes(), length);
        seat.window.sent(world.tick(), wireBytes, nowNs);
        player.framed(nowNs);
        metrics.framesSent.inc();
        metrics.frameBytes.inc(length);
        if (causes != 0 && seat.viewer.pendingCauses == 0) {
            metrics.ownStates[31 - Integer.numberOfLeadingZeros(causes)].inc();
        }
    }
}
