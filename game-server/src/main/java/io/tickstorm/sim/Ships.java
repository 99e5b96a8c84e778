package io.tickstorm.sim;

import java.util.Arrays;

/**
 * The ships of a world, a column per property; the index is the seat and the entity id. Units: positions 1/256 u,
 * velocities 1/65536 u per tick, aim 1/4096 turn. Written by the world thread only.
 */
public final class Ships {
    /** Causes for which a client may have mispredicted its own ship: bits of {@link #disturbances}. */
    public static final int IMPULSE = 1;

    public static final int RESPAWN = 2;
    public static final int PICKUP = 4;
    public static final int DEATH = 8;
    public static final int ROUND = 16;
    /** Bits of a ship's id in records and events on the wire. */
    public static final int ID_BITS = 12;
    /** The ship id that stands for no ship. */
    public static final int NOBODY = (1 << ID_BITS) - 1;

    /** True if a player holds this seat. */
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
    /** Tick of the newest (re)spawn; together with the id it identifies one life. */
    public final int[] spawnTick;
    /** The tick since which the same player holds this seat: older bolts belong to a previous player. */
    public final int[] seatTick;

    public final int[] score;
    public final int[] kills;
    public final int[] deaths;
    /**
     * The ship that hit it last, or {@link #NOBODY} | the weapon's number {@code << 12}; valid with {@link
     * #lastHurtTick}. Not hashed: it follows from hits, which are hashed, and matters only if a player leaves.
     */
    public final int[] lastHurtBy;
    /** The events that the owner could not predict since the room last cleared them; not part of the state. */
    public final int[] disturbances;

    /**
     * True if the player's screen is higher than wide. The client sends it with each connection; it is not part of the
     * state.
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
     * Returns the column of a weapon's cooldown, in the parts of a tick of {@link WeaponRules}: the weapon may fire
     * below one tick. A negative value is the time for which it has been ready, at most 250 ms.
     */
    public int[] cooldown(Weapon weapon) {
        return cooldowns[weapon.index];
    }

    /** Returns the shield of a ship in whole points, rounded down. */
    public int shield(int i) {
        return shieldQ8[i] >> 8;
    }

    /** Returns true if the ship cannot take damage in a tick because it has just appeared. */
    public boolean isProtected(int i, int tick) {
        return tick < protectedUntilTick[i];
    }

    /** Removes a ship from the arena until World.unpark; score and seat stay. */
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
