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
 * Admits people to a room and frees their seats: joins, waiting joins, resumes, chat, topics, and the end of a seat
 * after a fault. Room thread only.
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

    private final RoomEnvironment room;
    private final SeatCounter counter;
    private final Seats seats;
    private final Roster roster;
    private final ResumeTokens tokens;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private byte @Nullable [] sharedWelcome;
    private int reports;

    /** A join for which there is no seat yet, until this tick. */
    private record Waiting(RoomCommand.Enter enter, int untilTick) {}

    Reception(RoomEnvironment room, SeatCounter counter, Seats seats, Roster roster, ResumeTokens tokens) {
        this.room = room;
        this.counter = counter;
        this.seats = seats;
        this.roster = roster;
        this.tokens = tokens;
    }

    /** Carries out a command; returns true if a player was let in. A fault in it ends only the player who sent it. */
    boolean carryOut(RoomCommand command) {
        try {
            if (command instanceof RoomCommand.Enter enter) {
                return admit(enter);
            }
            if (command instanceof RoomCommand.Chat line) {
                say(line);
            } else if (command instanceof RoomCommand.Listen listen) {
                listen(listen);
            }
        } catch (RuntimeException | AssertionError | StackOverflowError fault) {
            fail(command.player(), fault);
        }
        return false;
    }

    /**
     * Seats a player, or lets the player wait for a seat; returns false if the connection is gone already. Such a
     * player has no token of this seat and could not come back, so the seat would stay empty. And a person who waits
     * would lose their turn to clients that connect again and again.
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

    /** Seats people who wait, or refuses them when their time is over; once a tick. */
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

    /** Closes every connection of the room, those that wait for a seat too: the room is over. */
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
        seat.inputs().tellOnChange(request.inputsOnChange());
        attach(seat, player, WelcomeMessage.own(room, seat.ship(), token, false));
        countPeople();
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
            seat.recipient().toldAnnouncement(resume.announcementSequence());
        } else {
            // The server was started anew: what the client holds is of another match, but for the lines of the chat.
            seat.recipient().restart();
            seat.recipient().toldChat(chatHeld(resume.chatSequence()));
        }
        seat.inputs().tellOnChange(request.inputsOnChange());
        seat.inputs().supersedePlanned(room.tick());
        attach(seat, player, WelcomeMessage.own(room, seat.ship(), tokens.answer(seat, resume.token()), true));
        room.metrics().resumes.inc();
    }

    /** Lines after the checkpoint have been read, and are forgotten here. */
    private int chatHeld(int sequence) {
        return Math.max(0, Math.min(sequence, room.chat().sequence()));
    }

    /** Lets every seat wait for its person, who will come with a token. Before the first tick. */
    void awaitPeople() {
        counter.restore(seats.people().size());
        seats.people().forEach(tokens::expect);
        countPeople();
    }

    /** Keeps a seat for each person of the match before this one, whose tokens open it. Before the first tick. */
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

    /** Frees a seat and forgets its tokens. */
    void forget(Seat seat) {
        tokens.forget(seat);
        seats.free(seat);
        counter.release();
        countPeople();
    }

    /** Frees the seat of a person who has left by choice. */
    void forgetLeaver(Seat seat) {
        forget(seat);
        counter.leftByChoice(room.identity().isPublic());
    }

    /** A fault of ours that concerns this seat alone: its player is closed with 1011, and the seat is free. */
    void fail(Seat seat, Throwable fault) {
        report("ship " + seat.ship(), fault);
        Player player = seat.player();
        forget(seat);
        if (player != null) {
            player.outbox().close(CloseReason.PLAYER_FAILED);
        }
    }

    /** Ends a player who is not seated yet, or whose message failed, after a fault of ours. */
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
            LOG.log(System.Logger.Level.ERROR, "a fault of ours ends " + ended + " of " + where, fault);
        }
    }

    /** Notes an input: it may prove that the newest token has arrived, and shows that somebody is there. */
    void noteInput(Seat seat, int command) {
        if (seat.awaitsProof()) {
            tokens.prove(seat);
        }
        seat.noteControl(command, room.tick());
    }

    private void say(RoomCommand.Chat line) {
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

    private static @Nullable Seat seatOf(Player player) {
        Seat seat = player.seat();
        return seat != null && seat.player() == player ? seat : null;
    }

    private void countPeople() {
        room.metrics().players(room.code(), seats.people().size());
    }
}
