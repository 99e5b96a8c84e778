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
import io.tickstorm.snapshot.ChatLog;
import io.tickstorm.snapshot.Roster;
import io.tickstorm.snapshot.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * The door of a room: who is let in, who keeps the seat without a connection, who has to go, and what each is told.
 * Room thread only.
 */
final class Reception {
    static final int INPUT_FUTURE_TICKS_MAX = GameData.constant("INPUT_FUTURE_TICKS_MAX");
    static final String SERVER_VERSION = "0.1.0";

    /** Where a resume finds the room of its token. Any thread. */
    interface Tokens {
        void add(String tokenHash, Room room);

        void remove(String tokenHash);
    }

    private final Room room;
    private final Seats seats;
    private final Roster roster;
    private final Tokens tokens;
    private byte @Nullable [] sharedWelcome;

    Reception(Room room, Seats seats, Roster roster, Tokens tokens) {
        this.room = room;
        this.seats = seats;
        this.roster = roster;
        this.tokens = tokens;
    }

    /**
     * False if the connection is gone already. Its player has no token of this seat and could not come back, so a seat
     * would stay empty; and the turn of somebody who waits would be lost to those who hammer at the door.
     */
    boolean admit(RoomCommand.Enter enter) {
        boolean resumes = enter.request().resume().isAsked();
        if (enter.player().isGone()) {
            if (!resumes) {
                room.release();
            }
            return false;
        }
        if (resumes) {
            resume(enter.player(), enter.request());
        } else {
            join(enter.player(), enter.request());
        }
        return true;
    }

    private void join(Player player, JoinRequest request) {
        Seat seat = seats.seat(request.name());
        if (seat == null) {
            room.release();
            player.outbox().close(CloseReason.ROOM_FULL);
            return;
        }
        seat.lastActiveTick = room.world().tick();
        seat.inputs.tellOnChange(request.inputsOnChange());
        attach(seat, player, false);
        roster.away(seat.ship, false);
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
        attach(seat, player, true);
        roster.away(seat.ship, false);
        room.metrics().resumes.inc();
    }

    /** Lines after the checkpoint have been read, and are forgotten here. */
    private int chatHeld(int sequence) {
        return Math.max(0, Math.min(sequence, room.chat().sequence()));
    }

    /** Every seat waits for its person, who will come with a token. */
    void awaitAll() {
        for (Seat seat : seats.people()) {
            expect(seat.tokenHash);
            expect(seat.previousTokenHash);
        }
        countPeople();
    }

    private void expect(@Nullable String tokenHash) {
        if (tokenHash != null && !tokenHash.isEmpty()) {
            tokens.add(tokenHash, room);
        }
    }

    private @Nullable Seat seatOf(String tokenHash) {
        for (Seat seat : seats.people()) {
            if (ResumeToken.isSame(tokenHash, seat.tokenHash)
                    || ResumeToken.isSame(tokenHash, seat.previousTokenHash)) {
                return seat;
            }
        }
        return null;
    }

    private void attach(Seat seat, Player player, boolean resumed) {
        ByteString token = ResumeToken.create();
        retire(seat.previousTokenHash);
        seat.previousTokenHash = seat.tokenHash;
        seat.tokenHash = ResumeToken.hash(token);
        tokens.add(seat.tokenHash, room);
        room.tokenReplaced();
        seat.connect(player, seats.newWindow());
        seat.viewer.ship = seat.ship;
        seat.viewer.correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
        seat.viewer.welcome(welcome(seat, token, resumed), sharedWelcome());
    }

    /** Whether the seat stays; a seat whose time is over is freed. */
    boolean keeps(Seat seat, long nowNs) {
        Player player = seat.player;
        if (player == null) {
            return keepsWithoutConnection(seat);
        }
        if (player.hasLeft()) {
            player.outbox().close(CloseReason.LEFT);
            forget(seat);
            room.leftByChoice();
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

    private boolean keepsWithoutConnection(Seat seat) {
        RoomSettings settings = room.settings();
        if (room.world().tick() - seat.awaySinceTick <= settings.ticks(settings.resumeMs())) {
            return true;
        }
        forget(seat);
        return false;
    }

    /** Frees a seat and whatever leads to it. */
    void forget(Seat seat) {
        retire(seat.tokenHash);
        retire(seat.previousTokenHash);
        seats.free(seat);
        room.release();
        countPeople();
    }

    private void retire(@Nullable String tokenHash) {
        if (tokenHash != null && !tokenHash.isEmpty()) {
            tokens.remove(tokenHash);
        }
    }

    /** An input has come over the newest connection: its token is held, the one before is not needed any more. */
    void noteActivity(Seat seat, int command) {
        if (seat.previousTokenHash != null) {
            retire(seat.previousTokenHash);
            seat.previousTokenHash = null;
        }
        int control = command & 0xFFF | InputCommand.aim(command) >> 6 << 12;
        if (control != seat.lastControl) {
            seat.lastControl = control;
            seat.lastActiveTick = room.world().tick();
        }
    }

    /** Takes along into the next frame what the player waits for. */
    void answer(Seat seat, Player player) {
        Viewer viewer = seat.viewer;
        viewer.portrait = player.isPortrait();
        long pingUs = player.takePing();
        if (pingUs >= 0) {
            viewer.pong(pingUs);
        }
        CloseReason complaint = player.takeComplaint();
        if (complaint != null) {
            viewer.error(complaint.errorCode(), complaint.sentence(), complaint.retryAfterMs());
        }
        Acknowledgement done = player.takeAcknowledgement();
        for (; done != null; done = player.takeAcknowledgement()) {
            viewer.acknowledge(done);
        }
        int tick = room.world().tick();
        if (player.takeStateWanted()
                && tick - seat.lastStateTick >= room.settings().tickRate()) {
            seat.lastStateTick = tick;
            viewer.correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
        }
    }

    void say(RoomCommand.Chat line, ChatLog chat) {
        for (Seat seat : seats.people()) {
            if (seat.player == line.player()) {
                chat.add(seat.ship, seat.name, line.line());
                line.player().acknowledge(line.request(), ErrorCode.ERROR_CODE_UNSPECIFIED);
                return;
            }
        }
    }

    void listen(RoomCommand.Listen listen) {
        for (Seat seat : seats.people()) {
            if (seat.player == listen.player()) {
                seat.viewer.listen(listen.topicBits(), listen.listens());
                listen.player().acknowledge(listen.request(), ErrorCode.ERROR_CODE_UNSPECIFIED);
                return;
            }
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

    /** What is the same for all, encoded once: of a large arena it is most of the first frame. */
    private byte[] sharedWelcome() {
        if (sharedWelcome == null) {
            sharedWelcome = Welcome.newBuilder()
                    .setSeats(room.settings().seats())
                    .setArena(arena(room.world().map()))
                    .setRules(rules(room.world().rules()))
                    .setServerVersion(SERVER_VERSION)
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
        return io.tickstorm.proto.v1.Rules.newBuilder()
                .setTopVelocity(rules.topVelocity)
                .setBoostVelocity(rules.boostVelocity)
                .setResponse(rules.response)
                .setStopVelocity(rules.stopVelocity)
                .setBoltVelocity(rules.boltVelocity)
                .setBoltLifeTicks(rules.boltLifeTicks)
                .setBlasterReload(rules.blasterReload)
                .setRailReloadTicks(rules.railReloadTicks)
                .build();
    }
}
