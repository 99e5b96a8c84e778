package io.tickstorm.room;

/**
 * The settings of each room. Immutable.
 *
 * @param tickRate ticks a second, 10 to 128
 * @param seats of each room, 1 to 4,094
 * @param bots number of pilots up to which bots fill a room; bots take the free seats
 * @param seed of the first room; the seeds of later rooms are derived from it
 * @param idleMs a player who changes no control for this time is disconnected, in ms
 * @param silenceMs a connection that sends nothing for this time is closed, in ms
 * @param emptyMs a room without players ends after this time, in ms; the first room never ends
 * @param resumeMs the time for which the seat of a lost connection is reserved, in ms
 * @param arenaSeats the number of seats that the arena is sized for; fewer than {@code seats} make it crowded
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
    /** Creates settings whose arena is sized for all seats. */
    public RoomSettings(
            int tickRate, int seats, int bots, int seed, int idleMs, int silenceMs, int emptyMs, int resumeMs) {
        this(tickRate, seats, bots, seed, idleMs, silenceMs, emptyMs, resumeMs, seats, 0);
    }

    /** Returns the time from one tick to the next, in ns. */
    public long tickIntervalNs() {
        return 1_000_000_000L / tickRate;
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
