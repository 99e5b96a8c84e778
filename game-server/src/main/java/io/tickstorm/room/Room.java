package io.tickstorm.room;

import io.tickstorm.bot.Pilots;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.metrics.TickTrace;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.World;
import io.tickstorm.snapshot.ChatLog;
import io.tickstorm.snapshot.FrameEncoder;
import io.tickstorm.snapshot.Roster;
import io.tickstorm.snapshot.ServerList;
import io.tickstorm.snapshot.VersionedCells;
import java.util.List;

/**
 * One match and its players. {@link #tick} runs the game. All methods belong to the thread that calls it, except those
 * marked "any thread".
 */
public final class Room {
    private final RoomEnvironment environment;
    private final World world;
    private final Pilots pilots;
    private final Roster roster;
    private final Seats seats;
    private final SeatCounter counter;
    private final VersionedCells cells;
    private final FrameEncoder encoder;
    private final RoomInbox inbox = new RoomInbox();
    private final RoomCheckpoints checkpoints;
    private final Reception reception;
    private final ShotReferee referee;
    private final InputIntake intake;
    private final FrameDelivery delivery;
    private final TickTrace trace;
    private final int[] commands;

    /** Makes the room of a server that is alone. */
    Room(RoomIdentity identity, RoomSettings settings, ResumeTokens.Index tokenIndex, ServerMetrics metrics) {
        this(identity, settings, tokenIndex, new RoomEnvironment.Context(metrics, () -> ServerList.NONE));
    }

    Room(RoomIdentity identity, RoomSettings settings, ResumeTokens.Index tokenIndex, RoomEnvironment.Context context) {
        ArenaMap map = ArenaMap.generate(settings.seed(), settings.arenaSeats());
        world = new World(new Rules(settings.tickRate(), settings.roundMs()), map, settings.seed(), settings.seats());
        environment = new RoomEnvironment(identity, settings, world, new ChatLog(), context);
        pilots = new Pilots(world, settings.seed());
        roster = new Roster(settings.seats());
        seats = new Seats(world, pilots, roster, settings.bots());
        counter = new SeatCounter(settings.seats());
        cells = new VersionedCells(world);
        encoder = new FrameEncoder(world, cells, roster, environment.chat());
        referee = new ShotReferee(world, cells.audits(), context.metrics());
        checkpoints = new RoomCheckpoints(environment, this::transfer);
        ResumeTokens tokens = new ResumeTokens(environment, tokenIndex, checkpoints);
        reception = new Reception(environment, counter, seats, roster, tokens);
        intake = new InputIntake(environment, seats, new Attendance(environment, roster), reception, referee);
        delivery = new FrameDelivery(environment, seats, encoder, reception);
        trace = new TickTrace(identity.code());
        commands = new int[settings.seats()];
    }

    /**
     * Runs one tick: received inputs, pilots, the world, and a frame for each player.
     *
     * @param deadlineNs the deadline of this tick: inputs for it count as early or late against that
     * @param send false for all but the last of several ticks simulated at once
     */
    public void tick(long deadlineNs, boolean send) {
        trace.begin();
        inbox.drain(reception, encoder.announcements());
        encoder.servers(environment.context().servers().get());
        seats.fill();
        intake.gather(commands, deadlineNs);
        trace.gatheredInputs();
        pilots.decide(commands);
        trace.askedPilots();
        world.step(commands);
        trace.stepped();
        referee.observe();
        cells.observe();
        roster.observe(world);
        delivery.noteDisturbances();
        trace.observed();
        if (send) {
            delivery.sendAll(deadlineNs);
        }
        trace.sent(world.tick(), seated());
        environment.metrics().ticks.inc();
        checkpoints.afterTick(seated());
    }

    /** Credits the time in which the server itself did not run, so that no peer counts as silent for it. */
    public void resumeAfterStall(long nowNs) {
        seats.resumeAfterStall(nowNs);
    }

    /** Returns the code of the room. Any thread. */
    public String code() {
        return environment.code();
    }

    /** Returns the number of players with a held or reserved seat. Any thread. */
    public int people() {
        return counter.people();
    }

    /** Returns the counter of reserved seats. Any thread. */
    SeatCounter counter() {
        return counter;
    }

    /** Puts a command into the inbox; returns false if the inbox is full, or the room has ended. Any thread. */
    boolean post(RoomCommand command) {
        return inbox.post(command) && !counter.hasEnded();
    }

    /** Sends a chat line, and acknowledges the request unless it is 0; returns false if it is dropped. Any thread. */
    public boolean enqueueChat(Player player, String cleanLine, int request) {
        return inbox.post(new RoomCommand.Chat(player, cleanLine, request));
    }

    /** Adds or removes topics of a player's subscriptions; returns false if the request is dropped. Any thread. */
    public boolean listen(Player player, int topicBits, boolean listens, int request) {
        return inbox.post(new RoomCommand.Listen(player, topicBits, listens, request));
    }

    /** Sends a player a page of the standings, from a place on; returns false if the request is dropped. Any thread. */
    public boolean sendStandings(Player player, int firstPlace, int request) {
        return inbox.post(new RoomCommand.Standings(player, firstPlace, request));
    }

    /** Publishes a line to the subscribers of announcements; returns false if it is dropped. Any thread. */
    boolean announce(String cleanLine) {
        return inbox.announce(cleanLine);
    }

    /** Writes the match into an image, or restores it from one: all state that affects later ticks. */
    void transfer(StateImage image) {
        world.transfer(image);
        pilots.transfer(image);
        environment.chat().transfer(image);
        seats.transfer(image);
        if (image.isReading()) {
            referee.restart();
            roster.observe(world);
        }
    }

    /** Waits for the players of a restored match. Call before the first tick. */
    void awaitPeople() {
        reception.awaitPeople();
    }

    /** Reserves a seat for each player of another match, which ended by a fault. Call before the first tick. */
    void inherit(Room ended) {
        reception.inherit(ended.seats.people());
    }

    /** Ends the room after its last tick here: writes its image, and leaves its people's connections open. */
    RoomDeparture depart() {
        StateImage image = new StateImage();
        intake.drain();
        checkpoints.write(image);
        counter.end();
        List<Outbox> connections = reception.connections();
        inbox.close(CloseReason.MOVING);
        seats.people().forEach(reception::forgetTokens);
        environment.metrics().roomEnded(code());
        return new RoomDeparture(environment.listing(seated()), world.tick(), System.nanoTime(), image, connections);
    }

    /** Sends the reason to all clients and ends the room. */
    void close(CloseReason reason) {
        closeConnections(reason);
        List.copyOf(seats.people()).forEach(reception::forget);
    }

    /** Sends the reason to all clients and ends the room, but keeps the seats for {@link #inherit}. */
    void closeConnections(CloseReason reason) {
        counter.end();
        reception.closeConnections(reason);
        inbox.close(reason);
        environment.metrics().roomEnded(code());
    }

    /** Returns true if the match has reached its last possible tick. */
    boolean isOutOfTicks() {
        return world.tick() >= World.TICK_MAX;
    }

    /** Ends the room if it has been empty for too long, or if it is private and its last player has left it. */
    boolean endIfEmpty() {
        int emptyTicks = environment.ticks(environment.settings().emptyMs());
        return environment.identity().endsWhenEmpty() && counter.endIfEmpty(emptyTicks);
    }

    /** Returns the number of players who hold a seat, connected or awaited. */
    int seated() {
        return seats.people().size();
    }

    /** Returns the copies that preserve the room over a restart. */
    RoomCheckpoints checkpoints() {
        return checkpoints;
    }

    /** Returns the facts shared by the parts of the room; any thread may read the identity. */
    RoomEnvironment environment() {
        return environment;
    }

    /** Returns the newest finished tick; 0 before the first. */
    public int tickNumber() {
        return world.tick();
    }

    /** Returns a hash that is equal for two runs of the same match. */
    public int stateHash() {
        return Fixed.hash(world.stateHash(), pilots.stateHash());
    }
}
