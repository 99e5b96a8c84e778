package io.tickstorm.room;

import com.google.protobuf.ByteString;
import io.tickstorm.proto.v1.Acknowledgement;
import io.tickstorm.proto.v1.Arena;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.shared.GameData;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.WeaponRules;
import io.tickstorm.snapshot.ChatLog;
import io.tickstorm.snapshot.Roster;
import io.tickstorm.snapshot.Viewer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Admits people to a room, keeps seats without a connection, frees seats, and tells players what concerns them. Room
 * thread only.
 */
final class Reception {
    /** A join waits this long for a seat: somebody may be leaving at this moment. */
    private static final int JOIN_WAIT_MS = 100;
    /** Joins that wait for a seat at a time; more are refused at once. */
    private static final int WAITING_MAX = 32;

    private static final System.Logger LOG = System.getLogger(Reception.class.getName());
    /**
     * Reports of players' faults in a room's life; after that they are only counted, since peers must not fill a log.
     */
    private static final int REPORTS_MAX = 10;

    /** Finds the room of a resume token. Any thread. */
    interface Tokens {
        void add(String tokenHash, Room room);

        void remove(String tokenHash);
    }

    private final Room room;
    private final Seats seats;
    private final Roster roster;
    private final Tokens tokens;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private byte @Nullable [] sharedWelcome;
    private int reports;

    /** A join for which there is no seat yet, until this tick. */
    private record Waiting(RoomCommand.Enter enter, int untilTick) {}

    Reception(Room room, Seats seats, Roster roster, Tokens tokens) {
        this.room = room;
        this.seats = seats;
        this.roster = roster;
        this.tokens = tokens;
    }

    /**
     * Seats a player, or lets the player wait for a seat; returns false if the connection is gone already. Such a
     * player has no token of this seat and could not come back, so the seat would stay empty. And a person who waits
     * would lose their turn to clients that connect again and again.
     */
    boolean admit(RoomCommand.Enter enter) {
        if (enter.player().isGone()) {
            if (enter.holdsPromise()) {
                room.release();
            }
            return false;
        }
        if (enter.request().resume().isAsked()) {
            resume(enter.player(), enter.request());
        } else if (enter.holdsPromise() || room.reserve()) {
            join(enter.player(), enter.request());
        } else {
            waitForSeat(enter);
        }
        return true;
    }

    private void waitForSeat(RoomCommand.Enter enter) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(new Waiting(enter, room.world().tick() + room.settings().ticks(JOIN_WAIT_MS)));
        } else {
            refuse(enter);
        }
    }

    private static void refuse(RoomCommand.Enter enter) {
        enter.player().outbox().close(enter.ifFull() == null ? CloseReason.ROOM_FULL : enter.ifFull());
    }

    /** Seats people who wait, or refuses them when their time is over; once a tick. */
    void admitWaiting() {
        for (int left = waiting.size(); left > 0; left--) {
            Waiting next = waiting.remove();
            Player player = next.enter.player();
            if (player.isGone()) {
                continue;
            }
            if (room.reserve()) {
                join(player, next.enter.request());
            } else if (room.world().tick() >= next.untilTick) {
                refuse(next.enter);
            } else {
                waiting.add(next);
            }
        }
    }

    /** Closes the connections that wait for a seat: the room is over. */
    void closeWaiting(CloseReason reason) {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.enter.player().outbox().close(reason);
        }
    }

    private void join(Player player, JoinRequest request) {
        ByteString token = ResumeToken.create();
        Seat seat = seats.seat(request.name(), SeatTokens.of(token, tickBeingMade()));
        if (seat == null) {
            room.release();
            player.outbox().close(CloseReason.ROOM_FULL);
            return;
        }
        expect(seat);
        room.tokenReplaced();
        seat.lastActiveTick = room.world().tick();
        seat.inputs.tellOnChange(request.inputsOnChange());
        attach(seat, player, welcome(seat, token, false));
        countPeople();
    }

    private void resume(Player player, JoinRequest request) {
        JoinRequest.Resume resume = request.resume();
        Seat seat = seatOf(ResumeToken.hash(resume.token()));
        if (seat == null) {
            player.outbox().close(CloseReason.RESUME_REFUSED);
            return;
        }
        if (seat.player != null) {
            seat.player.outbox().close(CloseReason.SUPERSEDED);
        }
        if (resume.epoch() == room.identity().epoch()) {
            seat.viewer.resume(resume.tick(), resume.rosterVersion(), resume.chatSequence());
            seat.viewer.heardAnnouncement(resume.announcementSequence());
        } else {
            // The server was started anew: what the client holds is of another match, but for the lines of the chat.
            seat.viewer.restart();
            seat.viewer.chatSequence = chatHeld(resume.chatSequence());
        }
        seat.inputs.tellOnChange(request.inputsOnChange());
        seat.inputs.supersedePlanned(room.world().tick());
        attach(seat, player, welcome(seat, tokenFor(seat, resume.token()), true));
        room.metrics().resumes.inc();
    }

    private ByteString tokenFor(Seat seat, ByteString presented) {
        String heldBefore = seat.tokens.heldHash();
        ByteString token = seat.tokens.present(presented, room.world().tick(), room.keptTick());
        seat.awaitsProof = !token.equals(presented);
        if (!heldBefore.equals(seat.tokens.heldHash())) {
            replaceToken(seat, heldBefore);
        }
        return token;
    }

    private void proveToken(Seat seat) {
        String heldBefore = seat.tokens.heldHash();
        if (seat.tokens.prove(tickBeingMade())) {
            seat.awaitsProof = false;
            replaceToken(seat, heldBefore);
        }
    }

    /** Returns the tick that an event between two ticks belongs to; no image taken before holds it. */
    private int tickBeingMade() {
        return room.world().tick() + 1;
    }

    private void replaceToken(Seat seat, String retiredHash) {
        tokens.remove(retiredHash);
        tokens.add(seat.tokens.successorHash(), room);
        room.tokenReplaced();
    }

    /** Lines after the checkpoint have been read, and are forgotten here. */
    private int chatHeld(int sequence) {
        return Math.max(0, Math.min(sequence, room.chat().sequence()));
    }

    /** Every seat waits for its person, who will come with a token. */
    void awaitAll() {
        seats.people().forEach(this::expect);
        countPeople();
    }

    private void expect(Seat seat) {
        tokens.add(seat.tokens.heldHash(), room);
        tokens.add(seat.tokens.successorHash(), room);
    }

    /** Keeps a seat for a person of the match before this one, whose tokens open it. */
    void inherit(Seat before) {
        Seat seat = seats.seat(before.name, before.tokens);
        if (seat != null) {
            seat.lastActiveTick = room.world().tick();
            seat.awaySinceTick = room.world().tick();
            roster.away(seat.ship, true);
        }
    }

    private @Nullable Seat seatOf(String tokenHash) {
        for (Seat seat : seats.people()) {
            if (seat.tokens.open(tokenHash)) {
                return seat;
            }
        }
        return null;
    }

    private void attach(Seat seat, Player player, byte[] welcome) {
        seat.connect(player, seats.newWindow());
        seat.viewer.ship = seat.ship;
        showScreen(seat, player);
        seat.lastTurnTick = room.world().tick();
        seat.viewer.correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
        seat.viewer.welcome(welcome, sharedWelcome());
        roster.away(seat.ship, false);
        room.world().unpark(seat.ship);
    }

    /** Returns true if the seat stays; a seat whose time is over is freed. */
    boolean keeps(Seat seat, long nowNs) {
        Player player = seat.player;
        if (player == null) {
            return keepsWithoutConnection(seat);
        }
        if (player.hasLeft()) {
            leave(seat, player);
            return false;
        }
        if (player.isGone()) {
            seat.player = null;
            seat.awaySinceTick = room.world().tick();
            roster.away(seat.ship, true);
            return true;
        }
        RoomSettings settings = room.settings();
        long silentNs = Math.max(nowNs - player.heardNs(), seat.unreadNs(nowNs));
        if (silentNs > settings.silenceMs() * 1_000_000L) {
            player.outbox().close(CloseReason.SILENT);
        } else if (room.world().tick() - seat.lastActiveTick > settings.ticks(settings.idleMs())) {
            player.outbox().close(CloseReason.IDLE);
            forget(seat);
            return false;
        }
        return true;
    }

    /** A ship that was hit lately stays for this tick, in which its last attacker gets the kill. */
    private void leave(Seat seat, Player player) {
        player.outbox().close(CloseReason.LEFT);
        if (room.world().concede(seat.ship)) {
            seat.player = null;
            seat.isLeaving = true;
        } else {
            forget(seat);
            room.leftByChoice();
        }
    }

    private boolean keepsWithoutConnection(Seat seat) {
        RoomSettings settings = room.settings();
        int awayTicks = room.world().tick() - seat.awaySinceTick;
        if (!seat.isLeaving && awayTicks <= settings.ticks(settings.resumeMs())) {
            return true;
        }
        forget(seat);
        if (seat.isLeaving) {
            room.leftByChoice();
        }
        return false;
    }

    /** Frees a seat and whatever leads to it. */
    void forget(Seat seat) {
        tokens.remove(seat.tokens.heldHash());
        tokens.remove(seat.tokens.successorHash());
        seats.free(seat);
        room.release();
        countPeople();
    }

    /** A fault of ours that concerns this seat alone: its player is closed with 1011, and the seat is free. */
    void fail(Seat seat, Throwable fault) {
        room.metrics().playersFailed.inc();
        if (reports++ < REPORTS_MAX) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a fault of ours ends ship " + seat.ship + " of " + room.report(),
                    fault);
        }
        Player player = seat.player;
        forget(seat);
        if (player != null) {
            player.outbox().close(CloseReason.PLAYER_FAILED);
        }
    }

    /** Ends a player who is not seated yet, or whose message failed, after a fault of ours. */
    void fail(Player player, Throwable fault) {
        Seat seat = seatOf(player);
        if (seat != null) {
            fail(seat, fault);
            return;
        }
        room.metrics().playersFailed.inc();
        if (reports++ < REPORTS_MAX) {
            LOG.log(System.Logger.Level.ERROR, "a fault of ours ends a join of " + room.report(), fault);
        }
        player.outbox().close(CloseReason.PLAYER_FAILED);
    }

    /**
     * An input has come. It may prove that the newest token has arrived, and another control than the one before is a
     * sign that somebody is there.
     */
    void noteActivity(Seat seat, int command) {
        if (seat.awaitsProof) {
            proveToken(seat);
        }
        int control = command & 0xFFF | InputCommand.aim(command) >> 6 << 12;
        if (control != seat.lastControl) {
            seat.lastControl = control;
            seat.lastActiveTick = room.world().tick();
        }
    }

    /** Adds what the player waits for to the next frame. */
    void answer(Seat seat, Player player) {
        Viewer viewer = seat.viewer;
        turnScreen(seat, player);
        if (player.pollPing()) {
            viewer.pong(player.pingUs());
        }
        CloseReason complaint = player.takeComplaint();
        if (complaint != null) {
            viewer.error(complaint.errorCode(), complaint.sentence(), complaint.retryAfterMs());
        }
        // Bounded: the peer's thread may add while this one drains.
        Acknowledgement done = player.takeAcknowledgement();
        for (int left = Player.ACKNOWLEDGEMENTS_MAX;
                done != null;
                done = --left > 0 ? player.takeAcknowledgement() : null) {
            viewer.acknowledge(done);
        }
        int tick = room.world().tick();
        if (player.takeStateWanted()
                && tick - seat.lastStateTick >= room.settings().tickRate()) {
            seat.lastStateTick = tick;
            viewer.correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
        }
    }

    /**
     * Takes over the shape of the screen, once a second at most: a screen that turned all the time would be told of
     * both shapes.
     */
    private void turnScreen(Seat seat, Player player) {
        int tick = room.world().tick();
        if (player.isPortrait() != seat.viewer.portrait
                && tick - seat.lastTurnTick >= room.settings().tickRate()) {
            showScreen(seat, player);
            seat.lastTurnTick = tick;
        }
    }

    private void showScreen(Seat seat, Player player) {
        seat.viewer.portrait = player.isPortrait();
        room.world().turnScreen(seat.ship, player.isPortrait());
    }

    void say(RoomCommand.Chat line, ChatLog chat) {
        Seat seat = seatOf(line.player());
        if (seat != null) {
            chat.add(seat.ship, seat.name, line.line());
            line.player().acknowledge(line.request(), ErrorCode.ERROR_CODE_UNSPECIFIED);
        }
    }

    private static @Nullable Seat seatOf(Player player) {
        Seat seat = player.seat();
        return seat != null && seat.player == player ? seat : null;
    }

    void listen(RoomCommand.Listen listen) {
        Seat seat = seatOf(listen.player());
        if (seat != null) {
            seat.viewer.listen(listen.topicBits(), listen.listens());
            listen.player().acknowledge(listen.request(), ErrorCode.ERROR_CODE_UNSPECIFIED);
        }
    }

    private void countPeople() {
        room.metrics().players(room.code(), seats.people().size());
    }

    private byte[] welcome(Seat seat, ByteString token, boolean resumed) {
        return Welcome.newBuilder()
                .setRoom(room.code())
                .setEpoch(room.identity().epoch())
                .setTick(room.world().tick())
                .setTickRate(room.settings().tickRate())
                .setShip(seat.ship)
                .setResumeToken(token)
                .setResumed(resumed)
                .build()
                .toByteArray();
    }

    /**
     * Returns the part of the Welcome that is the same for all, encoded once: of a large arena it is most of the first
     * frame.
     */
    private byte[] sharedWelcome() {
        if (sharedWelcome == null) {
            sharedWelcome = Welcome.newBuilder()
                    .setSeats(room.settings().seats())
                    .setArena(arena(room.world().map()))
                    .setRules(rules(room.world().rules()))
                    .setServerVersion(GameData.version())
                    .build()
                    .toByteArray();
        }
        return sharedWelcome;
    }

    private static Arena arena(ArenaMap map) {
        Arena.Builder arena = Arena.newBuilder().setSide(map.side / Fixed.ONE);
        for (int i = 0; i < map.asteroidX.length; i++) {
            arena.addAsteroidX(map.asteroidX[i] / Fixed.ONE)
                    .addAsteroidY(map.asteroidY[i] / Fixed.ONE)
                    .addAsteroidRadius(map.asteroidRadius[i] / Fixed.ONE);
        }
        return arena.build();
    }

    private static io.tickstorm.proto.v1.Rules rules(Rules rules) {
        io.tickstorm.proto.v1.Rules.Builder told = io.tickstorm.proto.v1.Rules.newBuilder()
                .setTopVelocity(rules.topVelocity)
                .setBoostVelocity(rules.boostVelocity)
                .setResponse(rules.response)
                .setStopVelocity(rules.stopVelocity)
                .setBoltVelocity(rules.of(Weapon.BLASTER).boltVelocity)
                .setBoltLifeTicks(rules.of(Weapon.BLASTER).boltLifeTicks)
                .setBlasterReload(rules.of(Weapon.BLASTER).reload)
                .setRailReloadTicks(rules.of(Weapon.RAIL).reload);
        for (int i = Weapon.RAIL.number; i < Weapon.COUNT; i++) {
            WeaponRules further = rules.of(Weapon.at(i));
            told.addFurtherWeapons(io.tickstorm.proto.v1.WeaponRules.newBuilder()
                    .setReload(further.reload)
                    .setBoltVelocity(further.boltVelocity)
                    .setBoltLifeTicks(further.boltLifeTicks));
        }
        return told.build();
    }
}
