package io.tickstorm.bot;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.Weapon;
import it.unimi.dsi.fastutil.objects.ObjectArrayList;

/**
 * The state of all pilots between ticks, a column per property; the index is the ship. All of it is hashed: together
 * with the world it determines the pilots' decisions. World thread only.
 */
final class PilotState {
    /** Values of {@link #purpose}. */
    static final int WANDER = 0;

    static final int COLLECT = 1;
    static final int FIGHT = 2;
    static final int RETREAT = 3;

    /** The line to the target is not clear. */
    static final int NEVER = StateImage.NEVER;

    private static final int[] NONE = {};

    private static final int REACTION_MIN_MS = 250;
    private static final int REACTION_MAX_MS = 450;
    /** The smallest and largest error: 5 and 12 degrees in 1/65536 turn. */
    private static final int ERROR_MIN = 911;

    private static final int ERROR_MAX = 2184;

    private final ObjectArrayList<int[]> columns = new ObjectArrayList<>();
    /** The subset of {@link #columns} that holds ticks. */
    private final ObjectArrayList<int[]> tickColumns = new ObjectArrayList<>();

    private final int tickRate;
    private final int seats;

    /** Holds 1 if a bot flies this ship, else 0. */
    final int[] enlisted;

    final int[] random;
    /** Spawn tick of the life for which this row was generated. */
    final int[] life;
    /** The reaction time: a pilot reacts to what was visible this number of ticks ago. */
    final int[] reactionTicks;

    final int[] target;
    final int[] chaseUntilTick;
    /** The tick since which the line to the target is clear, or {@link #NEVER}. */
    final int[] clearSinceTick;
    /** The ship that the pilot gave up chasing, and the tick until which it is ignored. */
    final int[] shunned;

    final int[] shunUntilTick;
    /** The ship that hit the pilot last, and the tick of the hit. */
    final int[] hurtBy;

    final int[] hurtTick;

    final int[] purpose;
    final int[] goalX;
    final int[] goalY;
    final int[] goalUntilTick;
    /** The side on which the pilot circles its target: 1 or -1. */
    final int[] strafe;

    final int[] strafeUntilTick;
    /** The thrust while circling, 0 to 7. */
    final int[] throttle;
    /** The side on which the pilot passes an obstacle: 1 or -1. */
    final int[] bend;
    /** Direction in 1/4096 turn. */
    final int[] heading;

    final int[] aim;
    /** The error of the aim, the error it drifts to, and the largest error, in 1/65536 turn. */
    final int[] error;

    final int[] errorGoal;
    final int[] errorGoalUntilTick;
    final int[] errorSpan;
    /** Holds 1 during a burst and 0 in the pause after it. */
    final int[] pressing;

    final int[] pressUntilTick;
    /** The tick before which a weapon does not fire: a column per occasional weapon, empty for the others. */
    private final int[][] spareTicks = new int[Weapon.COUNT][];

    PilotState(int seats, int tickRate, int seed) {
        this.seats = seats;
        this.tickRate = tickRate;
        enlisted = column();
        random = column();
        life = tickColumn();
        reactionTicks = column();
        target = column();
        chaseUntilTick = tickColumn();
        clearSinceTick = tickColumn();
        shunned = column();
        shunUntilTick = tickColumn();
        hurtBy = column();
        hurtTick = tickColumn();
        purpose = column();
        goalX = column();
        goalY = column();
        goalUntilTick = tickColumn();
        strafe = column();
        strafeUntilTick = tickColumn();
        throttle = column();
        bend = column();
        heading = column();
        aim = column();
        error = column();
        errorGoal = column();
        errorGoalUntilTick = tickColumn();
        errorSpan = column();
        pressing = column();
        pressUntilTick = tickColumn();
        for (int w = 0; w < Weapon.COUNT; w++) {
            spareTicks[w] = Habit.of(Weapon.at(w)).isSpared() ? tickColumn() : NONE;
        }
        for (int i = 0; i < seats; i++) {
            random[i] = Fixed.hash(Fixed.hash(Fixed.HASH_START, seed), i) | 1;
            target[i] = Ships.NOBODY;
        }
    }

    int ticks(int ms) {
        return ms * tickRate / 1000;
    }

    /** Returns the next random number of a pilot, 0 to {@code below} - 1. */
    int roll(int i, int below) {
        random[i] = Fixed.nextRandom(random[i]);
        return Integer.remainderUnsigned(random[i], below);
    }

    /** Returns a random duration in ticks, at least one. */
    int rollTicks(int i, int minMs, int maxMs) {
        return Math.max(1, ticks(minMs + roll(i, maxMs - minMs)));
    }

    /** Starts a new life with a new row of random properties. {@link Targeting} resets the target. */
    void begin(int i, int spawnTick, int aimNow) {
        life[i] = spawnTick;
        reactionTicks[i] = rollReaction(i);
        chaseUntilTick[i] = 0;
        clearSinceTick[i] = NEVER;
        shunned[i] = Ships.NOBODY;
        hurtBy[i] = Ships.NOBODY;
        purpose[i] = WANDER;
        goalUntilTick[i] = 0;
        strafe[i] = 1 - 2 * roll(i, 2);
        strafeUntilTick[i] = 0;
        bend[i] = strafe[i];
        aim[i] = aimNow;
        errorSpan[i] = ERROR_MIN + roll(i, ERROR_MAX - ERROR_MIN);
        errorGoalUntilTick[i] = 0;
        pressUntilTick[i] = 0;
        for (int w = 0; w < Weapon.COUNT; w++) {
            if (Habit.of(Weapon.at(w)).isSpared()) {
                spareTicks[w][i] = spawnTick + rollTicks(i, 1000, 3000);
            }
        }
    }

    /** Returns the column of ticks before which an occasional weapon does not fire; empty for other weapons. */
    int[] spareTick(Weapon weapon) {
        return spareTicks[weapon.index];
    }

    void transfer(StateImage image) {
        for (int[] column : columns) {
            if (tickColumns.contains(column)) {
                image.ticks(column, seats);
            } else {
                image.words(column, seats);
            }
        }
    }

    int hash(int seed) {
        int hash = seed;
        for (int[] column : columns) {
            for (int value : column) {
                hash = Fixed.hash(hash, value);
            }
        }
        return hash;
    }

    /**
     * Returns a random reaction time in ticks. It is rounded inwards, so that it stays in the human range at every tick
     * rate.
     */
    private int rollReaction(int i) {
        int least = (REACTION_MIN_MS * tickRate + 999) / 1000;
        return least + roll(i, Math.max(1, REACTION_MAX_MS * tickRate / 1000 - least + 1));
    }

    private int[] tickColumn() {
        int[] column = column();
        tickColumns.add(column);
        return column;
    }

    private int[] column() {
        int[] column = new int[seats];
        columns.add(column);
        return column;
    }
}
