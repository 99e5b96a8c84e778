package io.tickstorm.sim;

import java.util.Arrays;

/**
 * The events of the newest tick that are not visible in the state. Cleared at the start of each step; when the list is
 * full, further events are dropped. World thread only.
 */
public final class WorldEvents {
    /**
     * {@code subject} hurt {@code object}; a: damage | the weapon's number - 1 {@code << 8}; b: health left | shield
     * left {@code << 7} cut to 12 bits.
     */
    public static final int HIT = 1;
    /**
     * {@code subject} fired a beam from (x, y), {@code object} was hit or NOBODY; a: angle, b: length in u | variant of
     * the weapon {@code << 10}.
     */
    public static final int BEAM = 2;
    /**
     * {@code subject} killed {@code object} at (x, y); a: the weapon's number, b: 1 if the victim wore the crown.
     */
    public static final int KILL = 3;
    /** {@code subject} collected a pickup at (x, y); a: its kind. */
    public static final int PICKUP = 4;
    /** {@code subject} (re)appeared at (x, y). */
    public static final int SPAWN = 5;

    private static final int DAMAGE_BITS = 8;
    private static final int LENGTH_BITS = 10;
    private static final int SHIELD_LEFT_SHIFT = 7;
    private static final int SHIELD_LEFT_MAX = 31;

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

    /** Packs the field a of a {@link #HIT}. */
    static int hit(Weapon weapon) {
        return weapon.damage | weapon.index << DAMAGE_BITS;
    }

    /** Packs the field b of a {@link #BEAM}. */
    static int beam(Weapon weapon, int lengthU) {
        return lengthU | weapon.variant << LENGTH_BITS;
    }

    /** Returns the damage from the field a of a {@link #HIT}. */
    public static int hitDamage(int a) {
        return a & (1 << DAMAGE_BITS) - 1;
    }

    /** Returns the weapon from the field a of a {@link #HIT}. */
    public static Weapon hitWeapon(int a) {
        return Weapon.at(a >> DAMAGE_BITS);
    }

    /** Packs the field b of a {@link #HIT}: the remaining health and shield; a shield over 31 is stored as 31. */
    static int left(int health, int shield) {
        return health | (Math.min(SHIELD_LEFT_MAX, shield) << SHIELD_LEFT_SHIFT);
    }

    /** Returns the remaining health from the field b of a {@link #HIT}. */
    public static int leftHealth(int b) {
        return b & ((1 << SHIELD_LEFT_SHIFT) - 1);
    }

    /** Returns the remaining shield, 0 to 31, from the field b of a {@link #HIT}. */
    public static int leftShield(int b) {
        return b >> SHIELD_LEFT_SHIFT;
    }

    /** Returns the length in u from the field b of a {@link #BEAM}. */
    public static int beamLength(int b) {
        return b & (1 << LENGTH_BITS) - 1;
    }

    /** Returns the field b of the same {@link #BEAM} with another length. */
    public static int withBeamLength(int b, int lengthU) {
        return (b & -(1 << LENGTH_BITS)) | lengthU;
    }

    /** Returns the weapon from the field b of a {@link #BEAM}. */
    public static Weapon beamWeapon(int b) {
        return Weapon.of(Weapon.Kind.BEAM, b >> LENGTH_BITS);
    }

    /** Returns the number of events. */
    public int count() {
        return count;
    }

    void clear() {
        count = 0;
        covered.clear();
    }

    /** Writes or reads the events: pilots react in the next tick to the hits of this one. */
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

    /** Adds a {@link #HIT} or a {@link #BEAM} of this shot. Fields as for {@link #add}. */
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
