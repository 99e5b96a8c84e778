package io.tickstorm.room;

import io.tickstorm.bot.Pilots;
import io.tickstorm.checkpoint.CheckpointWriter;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.metrics.TickTrace;
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
    /** Announcements that are taken between two ticks; more are dropped. */
    private static final int ANNOUNCEMENTS_MAX = 8;

    private static final int ENDED = Integer.MIN_VALUE / 2;

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
    private final InputIntake intake;
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
        intake = new InputIntake(world, reception, referee, metrics);
        trace = new TickTrace(identity.code());
        commands = new int[settings.seats()];
    }

    /** Returns the code of the room. Any thread. */
    public String code() {
        return identity.code();
    }

    /** Returns the identity of the room. Any thread. */
    RoomIdentity identity() {
        return identity;
    }

    /** Returns the number of people who hold or were promised a seat. Any thread. */
    public int people() {
        return Math.max(0, reserved.get());
    }

    /** Returns how full the room is; null if it is over. Any thread. */
    @Nullable
    RoomOccupancy occupancy() {
        int people = reserved.get();
        return people < 0 ? null : new RoomOccupancy(code(), people, settings.seats());
    }

    /** Promises a seat; returns false if people hold them all, or the room has ended. Any thread. */
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

    /**
     * Returns the newest tick whose state would survive a kill of the process; the largest int in a room that is not
     * kept.
     */
    int keptTick() {
        return keeper == null ? Integer.MAX_VALUE : keeper.keptTick();
    }

    /** Forgives the time in which the server itself did not run: no peer is blamed for what was not heard meanwhile. */
    public void resumeAfterStall(long nowNs) {
        List<Seat> people = seats.people();
        for (int i = 0; i < people.size(); i++) {
            people.get(i).resumeAfterStall(nowNs);
        }
    }

    /** Puts a command into the inbox; returns false if the room has too much to do, or is over. Any thread. */
    boolean post(RoomCommand command) {
        return inbox.offer(command) && reserved.get() >= 0;
    }

    /** Says a line in the chat; returns false if it is dropped because the room has too much to do. Any thread. */
    public boolean say(Player player, String cleanLine) {
        return say(player, cleanLine, 0);
    }

    /** Says a line that is acknowledged once it is said; returns false if it is dropped. Any thread. */
    public boolean say(Player player, String cleanLine, int request) {
        return inbox.offer(new RoomCommand.Chat(player, cleanLine, request));
    }

    /**
     * Adds topics to those that the player is told of, or takes them away; returns false if it is dropped. Any thread.
     */
    public boolean listen(Player player, int topicBits, boolean listens, int request) {
        return inbox.offer(new RoomCommand.Listen(player, topicBits, listens, request));
    }

    /** Publishes a line to everybody here who listens to announcements; returns false if it is dropped. Any thread. */
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

    /** Keeps the room over a restart from now on. Before its first tick. */
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

    /** Keeps the match as it is now, if it is kept at all; no tick comes any more. */
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
        closeConnections(reason);
        List.copyOf(seats.people()).forEach(reception::forget);
    }

    /** Tells everybody why and ends the room, but leaves the seats, for {@link #inherit}. */
    void closeConnections(CloseReason reason) {
        reserved.set(ENDED);
        for (Seat seat : seats.people()) {
            if (seat.player != null) {
                seat.player.outbox().close(reason);
            }
        }
        // Bounded: nothing is posted any more, see post().
        for (RoomCommand command = inbox.poll(); command != null; command = inbox.poll()) {
            command.player().outbox().close(reason);
        }
        reception.closeWaiting(reason);
        metrics.roomEnded(code());
    }

    /** Keeps a seat for each person of another match, which ended without their doing. Before the first tick. */
    void inherit(Room ended) {
        for (Seat seat : ended.seats.people()) {
            reception.inherit(seat);
        }
        awaitPeople();
    }

    /** The match has run for as many ticks as there can be. */
    boolean isOutOfTicks() {
        return world.tick() >= World.TICK_MAX;
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

    /** Returns the facts that are needed to make a fault happen again. */
    String report() {
        return "room " + code() + " at tick " + world.tick() + " with " + seated() + " people in " + settings.seats()
                + " seats, --seed " + settings.seed() + " --tick-rate " + settings.tickRate();
    }

    /** Returns the number of people who hold a seat, connected or awaited. */
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

    /** Returns the newest finished tick; 0 before the first. */
    public int tickNumber() {
        return world.tick();
    }

    /** Returns a hash that is equal for two runs if they are the same match. */
    public int stateHash() {
        return io.tickstorm.sim.Fixed.hash(world.stateHash(), pilots.stateHash());
    }

    void release() {
        reserved.decrementAndGet();
    }

    private void drainInbox() {
        reception.admitWaiting();
        int admitted = 0;
        // Bounded: peers' threads may post while this one drains.
        for (int i = 0; i < COMMANDS_MAX && admitted < ADMISSIONS_PER_TICK; i++) {
            RoomCommand command = inbox.poll();
            if (command == null) {
                break;
            }
            admitted += carryOut(command) ? 1 : 0;
        }
        for (int i = 0; i < ANNOUNCEMENTS_MAX; i++) {
            String line = announcements.poll();
            if (line == null) {
                break;
            }
            encoder.announcements().add(line);
        }
        seats.fill();
    }

    /** Returns true if a player was let in. A fault in a command ends only the player who sent it. */
    private boolean carryOut(RoomCommand command) {
        try {
            if (command instanceof RoomCommand.Enter enter) {
                return reception.admit(enter);
            }
            if (command instanceof RoomCommand.Chat line) {
                reception.say(line, chat);
            } else if (command instanceof RoomCommand.Listen listen) {
                reception.listen(listen);
            }
        } catch (RuntimeException | AssertionError | StackOverflowError fault) {
            reception.fail(command.player(), fault);
        }
        return false;
    }

    private void takeInputs(long deadlineNs) {
        Arrays.fill(commands, InputCommand.NONE);
        List<Seat> people = seats.people();
        for (int i = people.size() - 1; i >= 0; i--) {
            Seat seat = people.get(i);
            try {
                Player player = reception.keeps(seat, deadlineNs) ? seat.player : null;
                if (player != null) {
                    commands[seat.ship] = intake.command(seat, player, deadlineNs);
                }
            } catch (RuntimeException | AssertionError | StackOverflowError fault) {
                commands[seat.ship] = InputCommand.NONE;
                reception.fail(seat, fault);
            }
        }
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
        for (int i = people.size() - 1; i >= 0; i--) {
            Seat seat = people.get(i);
            if (seat.player != null) {
                try {
                    sendFrame(seat, seat.player, nowNs);
                } catch (RuntimeException | AssertionError | StackOverflowError fault) {
                    reception.fail(seat, fault);
                }
            }
        }
    }

    /**
     * Sends one player's frame if it is due. This is decided before encoding: what is encoded is what the client holds
     * next.
     */
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
