package io.tickstorm.room;

import io.tickstorm.snapshot.Roster;

/**
 * Decides each tick whether the player of a seat is present: connected, away with the seat reserved, or gone. It closes
 * connections that are silent or idle for too long. Room thread only.
 */
final class Attendance {
    /** The state of a seat in this tick. */
    enum Verdict {
        /** The player is connected and plays. */
        PLAYS,
        /** The seat is reserved without a connection. */
        AWAY,
        /** The seat is to be freed: its player was idle, or away for too long. */
        OVER,
        /** The seat is to be freed: its player left by choice. */
        LEFT
    }

    private final RoomEnvironment room;
    private final Roster roster;
    private final long silenceNs;
    private final int idleTicks;
    private final int resumeTicks;

    Attendance(RoomEnvironment room, Roster roster) {
        this.room = room;
        this.roster = roster;
        silenceNs = room.settings().silenceMs() * 1_000_000L;
        idleTicks = room.ticks(room.settings().idleMs());
        resumeTicks = room.ticks(room.settings().resumeMs());
    }

    /** Returns the state of the seat in the tick that is due at {@code nowNs}. */
    Verdict evaluate(Seat seat, long nowNs) {
        Player player = seat.player();
        if (player == null) {
            return evaluateWithoutConnection(seat);
        }
        if (player.hasLeft()) {
            return leave(seat, player);
        }
        if (player.isGone()) {
            seat.disconnect(room.tick());
            roster.away(seat.ship(), true);
            return Verdict.AWAY;
        }
        if (Math.max(nowNs - player.receivedNs(), seat.unreadNs(nowNs)) > silenceNs) {
            player.outbox().close(CloseReason.SILENT);
        } else if (seat.idleTicks(room.tick()) > idleTicks) {
            player.outbox().close(CloseReason.IDLE);
            return Verdict.OVER;
        }
        return Verdict.PLAYS;
    }

    /**
     * Handles a player who leaves. A ship that was hit recently stays for this tick, in which its last attacker gets
     * the kill.
     */
    private Verdict leave(Seat seat, Player player) {
        player.outbox().close(CloseReason.LEFT);
        if (room.world().concede(seat.ship())) {
            seat.leaveAfterTick();
            return Verdict.AWAY;
        }
        return Verdict.LEFT;
    }

    private Verdict evaluateWithoutConnection(Seat seat) {
        if (seat.isLeaving()) {
            return Verdict.LEFT;
        }
        return seat.awayTicks(room.tick()) <= resumeTicks ? Verdict.AWAY : Verdict.OVER;
    }
}
