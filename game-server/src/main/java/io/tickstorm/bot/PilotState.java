package io.tickstorm.bot;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.Weapon;
import it.unimi.dsi.fastutil.objects.ObjectArrayList;

/**
 * The memory of all pilots from one tick to the next, a column per property; the index is the ship. All of it is
 * hashed: with the world it decides how the pilots will act. World thread only.
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
    /** 5 and 12 degrees in 1/65536 turn. */
    private static final int ERROR_MIN = 911;

    private static final int ERROR_MAX = 2184;

    private final ObjectArrayList<int[]> columns = new ObjectArrayList<>();
    /** Those of {@link #columns} that hold ticks. */
    private final ObjectArrayList<int[]> tickColumns = new ObjectArrayList<>();

    private final int tickRate;
    private final int seats;

    /** Holds 1 if a bot flies this ship, else 0. */
    final int[] enlisted;

    final int[] random;
    /** Spawn tick of the life this row was rolled for. */
    final int[] life;
    /** The reaction time: a pilot acts on what could be seen this number of ticks ago. */
    final int[] reactionTicks;

    final int[] target;
    final int[] chaseUntilTick;
    /** Since when the line to the target is clear, or {@link #NEVER}. */
    final int[] clearSinceTick;
    /** The ship that a fruitless chase was given up on, and the tick until which it is left alone. */
    final int[] shunned;

    final int[] shunUntilTick;
    /** The ship that hurt the pilot last, and the tick of that. */
    final int[] hurtBy;

    final int[] hurtTick;

    final int[] purpose;
    final int[] goalX;
    final int[] goalY;
    final int[] goalUntilTick;
    /** 1 or -1: to which side of the target. */
    final int[] strafe;

    final int[] strafeUntilTick;
    /** The thrust while the pilot circles, 0 to 7. */
    final int[] throttle;
    /** 1 or -1: on which side it goes round what is in its way. */
    final int[] bend;
    /** In 1/4096 turn. */
    final int[] heading;

    final int[] aim;
    /** The error of the aim, the error it drifts to, and the largest one, in 1/65536 turn. */
    final int[] error;

    final int[] errorGoal;
    final int[] errorGoalUntilTick;
    final int[] errorSpan;
    /** Holds 1 during a burst and 0 in the pause after it. */
    final int[] pressing;

    final int[] pressUntilTick;
    /** No shot before this tick: a column for each weapon that is spared, empty for the others. */
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

    /** A span of time in ticks, at least one. */
    int rollTicks(int i, int minMs, int maxMs) {
        return Math.max(1, ticks(minMs + roll(i, maxMs - minMs)));
    }

    /** A new life forgets the old one and has a hand of its own. The target is forgotten by {@link Targeting}. */
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

    /** Returns the column of ticks before which no shot of a spared weapon is fired; empty if it is not spared. */
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
     * Returns a random reaction time in ticks, rounded inwards, so that no tick rate makes a pilot quicker or slower
     * than people are said to be.
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
