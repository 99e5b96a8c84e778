package io.tickstorm.sim;

import java.util.Arrays;

/**
 * The ships of a world, a column per property; the index is the seat and the entity id. Written by the world's own
 * thread only. Units: positions 1/256 u, velocities 1/65536 u per tick, aim 1/4096 turn.
 */
public final class Ships {
    /** Reasons why a client's prediction of its own ship cannot have held: bits of {@link #disturbances}. */
    public static final int IMPULSE = 1;

    public static final int RESPAWN = 2;
    public static final int PICKUP = 4;
    public static final int DEATH = 8;
    public static final int ROUND = 16;
    /** Bits of a ship's id in records and events on the wire. */
    public static final int ID_BITS = 12;
    /** The value for no ship, where a ship id is expected. */
    public static final int NOBODY = (1 << ID_BITS) - 1;

    /** True if a player sits here. */
    public final boolean[] seated;

    public final boolean[] alive;
    public final int[] x;
    public final int[] y;
    public final int[] velocityX;
    public final int[] velocityY;
    public final int[] boostTicks;
    public final int[] aim;
    /** The command of the newest tick. */
    public final int[] command;

    public final int[] health;
    public final int[] shieldQ8;
    public final int[] lastHurtTick;
    public final int[] respawnTick;
    public final int[] protectedUntilTick;
    /** Tick of the newest (re)spawn: with the id it names one life. */
    public final int[] spawnTick;
    /** The tick since which the same player sits here: older bolts are not theirs. */
    public final int[] seatTick;

    public final int[] score;
    public final int[] kills;
    public final int[] deaths;
    /**
     * The ship that hurt it last, or {@link #NOBODY} | the weapon's number {@code << 12}; it counts with {@link
     * #lastHurtTick}. Not hashed: it follows from hits, which are, and decides nothing unless somebody leaves.
     */
    public final int[] lastHurtBy;
    /** The events that the owner could not foresee since the room last cleared them; not part of the state. */
    public final int[] disturbances;

    /**
     * The screen of its person is higher than wide. The client tells it with each connection: not part of the state.
     */
    public final boolean[] upright;

    private final int[][] cooldowns = new int[Weapon.COUNT][];

    private final int[][] hashed;

    Ships(int seats) {
        seated = new boolean[seats];
        alive = new boolean[seats];
        hashed = new int[17 + Weapon.COUNT][seats];
        int column = 0;
        x = hashed[column++];
        y = hashed[column++];
        velocityX = hashed[column++];
        velocityY = hashed[column++];
        boostTicks = hashed[column++];
        aim = hashed[column++];
        command = hashed[column++];
        health = hashed[column++];
        shieldQ8 = hashed[column++];
        lastHurtTick = hashed[column++];
        respawnTick = hashed[column++];
        protectedUntilTick = hashed[column++];
        for (int i = 0; i < Weapon.COUNT; i++) {
            cooldowns[i] = hashed[column++];
        }
        spawnTick = hashed[column++];
        seatTick = hashed[column++];
        score = hashed[column++];
        kills = hashed[column++];
        deaths = hashed[column++];
        assert column == hashed.length;
        disturbances = new int[seats];
        upright = new boolean[seats];
        lastHurtBy = new int[seats];
    }

    /** Returns the number of seats, taken or not. */
    public int seats() {
        return x.length;
    }

    /**
     * Returns the column of a weapon's cooldown, in the parts of a tick of {@link WeaponRules}: it may fire below one
     * tick. Negative: it has been ready for this long, at most 250 ms.
     */
    public int[] cooldown(Weapon weapon) {
        return cooldowns[weapon.index];
    }

    /** Returns the shield of a ship in whole points, rounded down. */
    public int shield(int i) {
        return shieldQ8[i] >> 8;
    }

    /** Returns true if nothing can hurt the ship in a tick, since it appeared a short time before. */
    public boolean isProtected(int i, int tick) {
        return tick < protectedUntilTick[i];
    }

    /** Takes a ship out of the arena until World.unpark; score and seat stay. */
    void park(int i) {
        disturbances[i] |= alive[i] ? DEATH : 0;
        alive[i] = false;
        respawnTick[i] = StateImage.NEVER;
    }

    boolean isParked(int i) {
        return seated[i] && !alive[i] && respawnTick[i] == StateImage.NEVER;
    }

    void clear(int i) {
        seated[i] = false;
        alive[i] = false;
        disturbances[i] = 0;
        upright[i] = false;
        lastHurtBy[i] = 0;
        for (int[] column : hashed) {
            column[i] = 0;
        }
    }

    void transfer(StateImage image) {
        image.flags(seated, seats());
        image.flags(alive, seats());
        for (int[] column : hashed) {
            if (isOfTicks(column)) {
                image.ticks(column, seats());
            } else {
                image.words(column, seats());
            }
        }
        image.words(lastHurtBy, seats());
    }

    private boolean isOfTicks(int[] column) {
        return column == lastHurtTick
                || column == respawnTick
                || column == protectedUntilTick
                || column == spawnTick
                || column == seatTick;
    }

    int hash(int seed) {
        int hash = Fixed.hash(Fixed.hash(seed, Arrays.hashCode(seated)), Arrays.hashCode(alive));
        for (int[] column : hashed) {
            for (int value : column) {
                hash = Fixed.hash(hash, value);
            }
        }
        return hash;
    }
}
