package io.tickstorm.room;

import com.google.protobuf.ByteString;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.snapshot.Roster;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Admits players to a room and frees their seats: joins, waiting joins, resumes, chat, topics, and the end of a seat
 * after a fault. Room thread only.
 */
final class Reception {
    /** The time that a join waits for a seat, in ms: another player may be leaving. */
    private static final int JOIN_WAIT_MS = 100;
    /** The most joins that wait for a seat; further ones are refused immediately. */
    private static final int WAITING_MAX = 32;

    private static final System.Logger LOG = System.getLogger(Reception.class.getName());
    /** The most fault reports in a room's life; later faults are only counted, because peers must not fill a log. */
    private static final int REPORTS_MAX = 10;

    private final RoomEnvironment room;
    private final SeatCounter counter;
    private final Seats seats;
    private final Roster roster;
    private final ResumeTokens tokens;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private byte @Nullable [] sharedWelcome;
    private int reports;

    /** A join that waits for a seat until this tick. */
    private record Waiting(RoomCommand.Enter enter, int untilTick) {}

    Reception(RoomEnvironment room, SeatCounter counter, Seats seats, Roster roster, ResumeTokens tokens) {
        this.room = room;
        this.counter = counter;
        this.seats = seats;
        this.roster = roster;
        this.tokens = tokens;
    }

    /** Executes a command; returns true if a player was admitted. A fault ends only the player who sent it. */
    boolean carryOut(RoomCommand command) {
        try {
            if (command instanceof RoomCommand.Enter enter) {
                return admit(enter);
            }
            if (command instanceof RoomCommand.Chat line) {
                publish(line);
            } else if (command instanceof RoomCommand.Listen listen) {
                listen(listen);
            } else if (command instanceof RoomCommand.Standings page) {
                sendStandings(page);
            }
        } catch (RuntimeException | AssertionError | StackOverflowError fault) {
            fail(command.player(), fault);
        }
        return false;
    }

    /**
     * Seats a player, or queues the player for a seat. Returns false if the connection is already gone: such a player
     * has no token and could not resume, so the seat would stay empty, and clients that reconnect repeatedly would
     * delay waiting players.
     */
    private boolean admit(RoomCommand.Enter enter) {
        if (enter.player().isGone()) {
            if (enter.holdsPromise()) {
                counter.release();
            }
            return false;
        }
        if (enter.request().resume().isAsked()) {
            resume(enter.player(), enter.request());
        } else if (enter.holdsPromise() || counter.reserve()) {
            join(enter.player(), enter.request());
        } else {
            waitForSeat(enter);
        }
        return true;
    }

    private void waitForSeat(RoomCommand.Enter enter) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(new Waiting(enter, room.tick() + room.ticks(JOIN_WAIT_MS)));
        } else {
            refuse(enter);
        }
    }

    private static void refuse(RoomCommand.Enter enter) {
        enter.player().outbox().close(enter.ifFull() == null ? CloseReason.ROOM_FULL : enter.ifFull());
    }

    /** Seats waiting players, or refuses them when their time is over; call once a tick. */
    void admitWaiting() {
        for (int left = waiting.size(); left > 0; left--) {
            Waiting next = waiting.remove();
            Player player = next.enter.player();
            if (player.isGone()) {
                continue;
            }
            if (counter.reserve()) {
                join(player, next.enter.request());
            } else if (room.tick() >= next.untilTick) {
                refuse(next.enter);
            } else {
                waiting.add(next);
            }
        }
    }

    /** Closes every connection of the room, including those that wait for a seat, because the room has ended. */
    void closeConnections(CloseReason reason) {
        for (Seat seat : seats.people()) {
            Player player = seat.player();
            if (player != null) {
                player.outbox().close(reason);
            }
        }
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.enter.player().outbox().close(reason);
        }
    }

    /** Returns the connections of the room, those that wait for a seat too, and forgets who waits. */
    List<Outbox> connections() {
        List<Outbox> all = new ArrayList<>();
        for (Seat seat : seats.people()) {
            Player player = seat.player();
            if (player != null) {
                all.add(player.outbox());
            }
        }
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            all.add(next.enter.player().outbox());
        }
        return all;
    }

    /** Forgets the tokens of a seat whose room continues on another server. */
    void forgetTokens(Seat seat) {
        tokens.forget(seat);
    }

    private void join(Player player, JoinRequest request) {
        ByteString token = ResumeToken.create();
        Seat seat = seats.seat(request.name(), tokens.create(token));
        if (seat == null) {
            counter.release();
            player.outbox().close(CloseReason.ROOM_FULL);
            return;
        }
        tokens.expectSoon(seat);
        seat.noteActive(room.tick());
        seat.inputs().setOnChange(request.inputsOnChange());
        welcome(seat, player, token, false);
        countPeople();
    }

    private void welcome(Seat seat, Player player, ByteString token, boolean isResumed) {
        attach(seat, player, WelcomeMessage.own(room, seat.ship(), token, isResumed));
        seat.recipient().sentServers(room.context().servers().get().version());
    }

    private void resume(Player player, JoinRequest request) {
        JoinRequest.Resume resume = request.resume();
        Seat seat = ResumeTokens.find(seats.people(), ResumeToken.hash(resume.token()));
        if (seat == null) {
            player.outbox().close(CloseReason.RESUME_REFUSED);
            return;
        }
        Player before = seat.player();
        if (before != null) {
            before.outbox().close(CloseReason.SUPERSEDED);
        }
        if (resume.epoch() == room.identity().epoch()) {
            seat.recipient().resume(resume.tick(), resume.rosterVersion(), resume.chatSequence());
            seat.recipient().sentAnnouncement(resume.announcementSequence());
        } else {
            // The server was restarted: the client's state belongs to another match, except for the chat lines.
            seat.recipient().restart();
            seat.recipient().sentChat(chatHeld(resume.chatSequence()));
        }
        seat.inputs().setOnChange(request.inputsOnChange());
        seat.inputs().supersedePlanned(room.tick());
        welcome(seat, player, tokens.answer(seat, resume.token()), true);
        room.metrics().resumes.inc();
    }

    /** Returns the newest chat line that counts as received: lines after the checkpoint are forgotten here. */
    private int chatHeld(int sequence) {
        return Math.max(0, Math.min(sequence, room.chat().sequence()));
    }

    /** Marks every seat as waiting for its player, who resumes with a token. Call before the first tick. */
    void awaitPeople() {
        counter.restore(seats.people().size());
        seats.people().forEach(tokens::expect);
        countPeople();
    }

    /** Reserves a seat for each player of the previous match, whose tokens resume it. Call before the first tick. */
    void inherit(List<Seat> before) {
        for (Seat old : before) {
            Seat seat = seats.seat(old.name(), old.tokens());
            if (seat != null) {
                seat.noteActive(room.tick());
                seat.disconnect(room.tick());
                roster.away(seat.ship(), true);
            }
        }
        awaitPeople();
    }

    private void attach(Seat seat, Player player, byte[] welcome) {
        seat.connect(player, seats.newWindow());
        seat.recipient().follow(seat.ship());
        seat.showScreen(player.isPortrait(), room.world());
        seat.recipient().correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
        seat.recipient().welcome(welcome, sharedWelcome());
        roster.away(seat.ship(), false);
        room.world().unpark(seat.ship());
    }

    private byte[] sharedWelcome() {
        if (sharedWelcome == null) {
            sharedWelcome = WelcomeMessage.shared(room);
        }
        return sharedWelcome;
    }

    /** Frees a seat and removes its tokens. */
    void forget(Seat seat) {
        tokens.forget(seat);
        seats.free(seat);
        counter.release();
        countPeople();
    }

    /** Frees the seat of a player who has left by choice. */
    void forgetLeaver(Seat seat) {
        forget(seat);
        counter.leftByChoice(room.identity().isPublic());
    }

    /** Handles a fault that affects only this seat: closes its player with 1011, and frees the seat. */
    void fail(Seat seat, Throwable fault) {
        report("ship " + seat.ship(), fault);
        Player player = seat.player();
        forget(seat);
        if (player != null) {
            player.outbox().close(CloseReason.PLAYER_FAILED);
        }
    }

    /** Ends a player who is not seated yet, or whose message failed, after a fault of the server. */
    private void fail(Player player, Throwable fault) {
        Seat seat = seatOf(player);
        if (seat != null) {
            fail(seat, fault);
        } else {
            report("a join", fault);
            player.outbox().close(CloseReason.PLAYER_FAILED);
        }
    }

    private void report(String ended, Throwable fault) {
        room.metrics().playersFailed.inc();
        if (reports++ < REPORTS_MAX) {
            String where = room.report(seats.people().size());
            LOG.log(System.Logger.Level.ERROR, "a fault of this server ends " + ended + " of " + where, fault);
        }
    }

    /** Records an input: it may prove that the newest token has arrived, and shows that the player is active. */
    void noteInput(Seat seat, int command) {
        if (seat.awaitsProof()) {
            tokens.prove(seat);
        }
        seat.noteControl(command, room.tick());
    }

    private void publish(RoomCommand.Chat line) {
        Seat seat = seatOf(line.player());
        if (seat != null) {
            room.chat().add(seat.ship(), seat.name(), line.line());
            line.player().answer(line.request(), ErrorCode.ERROR_CODE_UNSPECIFIED);
        }
    }

    private void listen(RoomCommand.Listen listen) {
        Seat seat = seatOf(listen.player());
        if (seat != null) {
            seat.recipient().listen(listen.topicBits(), listen.listens());
            listen.player().answer(listen.request(), ErrorCode.ERROR_CODE_UNSPECIFIED);
        }
    }

    private void sendStandings(RoomCommand.Standings page) {
        Seat seat = seatOf(page.player());
        if (seat != null) {
            seat.recipient().standings(roster.standings(page.firstPlace()));
            page.player().answer(page.request(), ErrorCode.ERROR_CODE_UNSPECIFIED);
        }
    }

    private static @Nullable Seat seatOf(Player player) {
        Seat seat = player.seat();
        return seat != null && seat.player() == player ? seat : null;
    }

    private void countPeople() {
        room.metrics().players(room.code(), seats.people().size());
    }
}
