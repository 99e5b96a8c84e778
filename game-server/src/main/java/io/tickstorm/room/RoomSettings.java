package io.tickstorm.room;

/**
 * The settings with which rooms are made. Immutable.
 *
 * @param tickRate ticks a second, 10 to 128
 * @param seats of each room, 1 to 4,094
 * @param bots participants up to which bots fill a room, if it has the seats; they give way to people
 * @param seed of the first room; later rooms derive theirs from it
 * @param idleMs a person who changes no control for this time is asked to leave, in ms
 * @param silenceMs a connection from which nothing comes for this time is closed, in ms
 * @param emptyMs a room without people ends after this time, in ms; the first room never does
 * @param resumeMs the time for which the seat of a lost connection is kept, in ms
 * @param arenaSeats the number of seats that the arena is large enough for: fewer than there are make a crowd
 * @param roundMs length of a round, in ms; 0 for the standard length
 */
public record RoomSettings(
        int tickRate,
        int seats,
        int bots,
        int seed,
        int idleMs,
        int silenceMs,
        int emptyMs,
        int resumeMs,
        int arenaSeats,
        int roundMs) {
    /** Makes the arena as large as its seats need. */
    public RoomSettings(
            int tickRate, int seats, int bots, int seed, int idleMs, int silenceMs, int emptyMs, int resumeMs) {
        this(tickRate, seats, bots, seed, idleMs, silenceMs, emptyMs, resumeMs, seats, 0);
    }

    int ticks(int ms) {
        return (int) Math.max(1, (long) ms * tickRate / 1000);
    }

    RoomSettings withSeed(int another) {
        return new RoomSettings(
                tickRate, seats, bots, another, idleMs, silenceMs, emptyMs, resumeMs, arenaSeats, roundMs);
    }

    /** Returns the settings of a room that differs from the others in its order. */
    RoomSettings with(RoomOrder order) {
        int itsSeats = order.seats() == 0 ? seats : order.seats();
        int itsBots = Math.min(itsSeats, order.bots() < 0 ? bots : order.bots());
        int itsArena = order.seats() == 0 ? arenaSeats : itsSeats;
        return new RoomSettings(
                tickRate,
                itsSeats,
                itsBots,
                seed,
                idleMs,
                silenceMs,
                emptyMs,
                resumeMs,
                itsArena,
                order.roundS() * 1_000);
    }
}
