package io.tickstorm.sim;

import java.util.Arrays;

/**
 * What happened in the newest tick that nobody can see from the state alone. Cleared at the start of each step; a full
 * list drops what comes after it. World thread only.
 */
public final class WorldEvents {
    /** {@code subject} hurt {@code object}; a: damage, b: health left | shield left {@code << 7} cut to 12 bits. */
    public static final int HIT = 1;
    /** {@code subject} shot a rail from (x, y), {@code object} was hit or NOBODY; a: angle, b: length in u. */
    public static final int BEAM = 2;
    /** {@code subject} killed {@code object} at (x, y); a: 1 blaster, 2 rail; b: 1 if the victim wore the crown. */
    public static final int KILL = 3;
    /** {@code subject} took a pickup at (x, y); a: its kind. */
    public static final int PICKUP = 4;
    /** {@code subject} (re)appeared at (x, y). */
    public static final int SPAWN = 5;

    public static final int BLASTER = 1;
    public static final int RAIL = 2;

    public final int[] kind;
    public final int[] subject;
    public final int[] object;
    public final int[] x;
    public final int[] y;
    public final int[] a;
    public final int[] b;
    public final ShotColumns shots;
    /** The shots that did not count because of cover. */
    public final CoveredShots covered = new CoveredShots();

    private int count;

    WorldEvents(int capacity) {
        kind = new int[capacity];
        subject = new int[capacity];
        object = new int[capacity];
        x = new int[capacity];
        y = new int[capacity];
        a = new int[capacity];
        b = new int[capacity];
        shots = new ShotColumns(capacity);
    }

    public int count() {
        return count;
    }

    void clear() {
        count = 0;
        covered.clear();
    }

    /** Pilots notice in the next tick who was hit in this one. */
    void transfer(StateImage image) {
        count = image.count(count, kind.length);
        image.words(kind, count);
        image.words(subject, count);
        image.words(object, count);
        image.words(x, count);
        image.words(y, count);
        image.words(a, count);
        image.words(b, count);
    }

    /** Fields of one event: kind, subject, object, x, y, a, b. */
    void add(int kindOf, int who, int whom, int px, int py, int first, int second) {
        if (count == kind.length) {
            return;
        }
        int i = count++;
        kind[i] = kindOf;
        subject[i] = who;
        object[i] = whom;
        x[i] = px;
        y[i] = py;
        a[i] = first;
        b[i] = second;
    }

    /** A {@link #HIT} or a {@link #BEAM} of this shot. Fields as for {@link #add}. */
    void add(Shot shot, int kindOf, int who, int whom, int px, int py, int first, int second) {
        if (count < kind.length) {
            shots.write(count, shot);
        }
        add(kindOf, who, whom, px, py, first, second);
    }

    @Override
    public String toString() {
        return "WorldEvents" + Arrays.toString(Arrays.copyOf(kind, count));
    }
}
