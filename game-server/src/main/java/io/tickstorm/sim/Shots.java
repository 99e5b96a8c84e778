package io.tickstorm.sim;

/**
 * The bolts in flight, a column per property; the index is the entity id. A bolt flies straight, so its position and
 * angle at one tick determine all others. Ids are reused oldest first, so that stale references are rare. World thread
 * only.
 */
public final class Shots {
    /** The most ids: an id has 14 bits on the wire. */
    public static final int CAPACITY_MAX = 1 << 14;

    public final boolean[] live;
    public final int[] x;
    public final int[] y;
    /** Direction in 1/4096 turn. */
    public final int[] angle;
    /** Step per tick, in 1/256 u. */
    public final int[] stepX;

    public final int[] stepY;
    public final int[] owner;
    /** The index of its {@link Weapon}. */
    public final int[] weapon;

    public final int[] spawnTick;
    /** The tick in which the bolt is removed. */
    public final int[] endTick;
    /** The age of the shooter's picture when the bolt was fired, in 1/16 tick; 0 without rewinding. */
    public final int[] viewAge16ths;
    /** True if the bolt has hit in its shooter's picture: it is only drawn from then on. */
    public final boolean[] spent;

    private final Rules rules;
    private final int[] free;
    private int firstFree;
    private int freeCount;
    /** The highest id ever used + 1: the end of loops. */
    private int high;

    Shots(Rules rules, int capacity) {
        this.rules = rules;
        live = new boolean[capacity];
        x = new int[capacity];
        y = new int[capacity];
        angle = new int[capacity];
        stepX = new int[capacity];
        stepY = new int[capacity];
        owner = new int[capacity];
        weapon = new int[capacity];
        spawnTick = new int[capacity];
        endTick = new int[capacity];
        viewAge16ths = new int[capacity];
        spent = new boolean[capacity];
        free = new int[capacity];
        clear();
    }

    /** Returns the largest number of bolts in flight. */
    public int capacity() {
        return live.length;
    }

    /** Returns a number above all ids in use. */
    public int high() {
        return high;
    }

    /** Returns the number of bolts in flight. */
    public int count() {
        return free.length - freeCount;
    }

    /** Adds a bolt and returns its id, or -1 if the world is full. */
    int add(Weapon by, int px, int py, int direction, int shooter, int tick) {
        if (freeCount == 0) {
            return -1;
        }
        int id = free[firstFree];
        firstFree = firstFree + 1 == free.length ? 0 : firstFree + 1;
        freeCount--;
        high = Math.max(high, id + 1);
        live[id] = true;
        x[id] = px;
        y[id] = py;
        angle[id] = direction;
        weapon[id] = by.index;
        stepX[id] = (rules.of(by).boltVelocity * Fixed.cos(direction)) >> Fixed.TRIG_BITS;
        stepY[id] = (rules.of(by).boltVelocity * Fixed.sin(direction)) >> Fixed.TRIG_BITS;
        owner[id] = shooter;
        spawnTick[id] = tick;
        endTick[id] = tick + rules.of(by).boltLifeTicks;
        viewAge16ths[id] = 0;
        spent[id] = false;
        return id;
    }

    /** Marks a bolt that has already hit; it is drawn up to this tick. */
    void spend(int id, int tick) {
        spent[id] = true;
        endTick[id] = tick;
    }

    /** Returns the weapon that fired the bolt. */
    public Weapon weapon(int id) {
        return Weapon.at(weapon[id]);
    }

    void remove(int id) {
        assert live[id];
        live[id] = false;
        free[(firstFree + freeCount) % free.length] = id;
        freeCount++;
    }

    void clear() {
        java.util.Arrays.fill(live, false);
        for (int i = 0; i < free.length; i++) {
            free[i] = i;
        }
        firstFree = 0;
        freeCount = free.length;
        high = 0;
    }

    void transfer(StateImage image) {
        high = image.count(high, live.length);
        firstFree = image.count(firstFree, live.length - 1);
        freeCount = image.count(freeCount, live.length);
        image.words(free, free.length);
        image.flags(live, high);
        image.words(x, high);
        image.words(y, high);
        image.words(angle, high);
        image.words(stepX, high);
        image.words(stepY, high);
        image.words(owner, high);
        image.words(weapon, high);
        image.ticks(spawnTick, high);
        image.ticks(endTick, high);
        image.words(viewAge16ths, high);
        image.flags(spent, high);
    }

    int hash(int seed) {
        int hash = Fixed.hash(seed, freeCount);
        for (int id = 0; id < high; id++) {
            if (live[id]) {
                hash = Fixed.hash(Fixed.hash(Fixed.hash(hash, id), x[id]), y[id]);
                hash = Fixed.hash(Fixed.hash(Fixed.hash(hash, angle[id]), owner[id]), spawnTick[id]);
                hash = weapon[id] != 0 ? Fixed.hash(hash, weapon[id]) : hash;
                hash = spent[id] ? Fixed.hash(hash, endTick[id]) : hash;
                hash = viewAge16ths[id] != 0 ? Fixed.hash(hash, viewAge16ths[id]) : hash;
            }
        }
        return hash;
    }
}
