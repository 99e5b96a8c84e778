package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;

import java.util.Arrays;

/**
 * The weapons, a constant for each row of {@code weapons.data}. Values that depend on the tick rate are in {@link
 * WeaponRules}. A {@code switch} over a weapon or its kind has no default, so that the compiler reports every place
 * that a new weapon affects. Immutable. Any thread.
 */
public enum Weapon {
    BLASTER,
    RAIL;

    /** The kinds of weapons. */
    public enum Kind {
        /** Flies; fires while the button is held. */
        BOLT,
        /** Hits immediately; fires once per press of the button, at a moment within the tick. */
        BEAM
    }

    /** The number of weapons. */
    public static final int COUNT = values().length;
    /** The bits of all buttons in an {@link InputCommand}. */
    public static final int BUTTONS = buttons(Kind.BOLT) | buttons(Kind.BEAM);
    /** The bits of the buttons that fire once per press: those of beams. */
    public static final int EDGES = buttons(Kind.BEAM);

    /** The longest range of a beam, in u. */
    public static final int RANGE_MAX_U =
            Arrays.stream(values()).mapToInt(weapon -> weapon.range).max().orElse(0) / ONE;

    private static final Weapon[] ALL = values();
    /** The weapons of a kind by their {@link #variant}. */
    private static final Weapon[] BOLTS = all(Kind.BOLT);

    private static final Weapon[] BEAMS = all(Kind.BEAM);

    static {
        if (COUNT != WeaponTable.SHARED.size()) {
            throw new IllegalStateException("weapons.data: it has a row that sim/Weapon does not name");
        }
        for (int i = 0; i < COUNT; i++) {
            if (ALL[i].index != i) {
                throw new IllegalStateException("weapons.data: " + ALL[i] + " has another position in sim/Weapon");
            }
        }
    }

    /** The number in the schema, from 1. */
    public final int number;
    /** The index in columns and lists, from 0: one less than {@link #number}. */
    public final int index;

    public final Kind kind;
    /** The index among the weapons of its kind, from 0; part of the record of a bolt or a beam. */
    public final int variant;
    /** The bit in an {@link InputCommand}. */
    public final int button;

    public final int damage;
    /** The length of a beam that hits nothing, a position difference; 0 for a bolt. */
    public final int range;
    /** The radius of a bolt, a position difference; 0 for a beam. */
    public final int radius;
    /** The distance from the ship's centre at which a bolt starts, a position difference; 0 for a beam. */
    public final int muzzle;

    Weapon() {
        WeaponTable.Row row = WeaponTable.SHARED.row(name());
        number = row.id();
        index = number - 1;
        kind = row.kind();
        variant = row.variant();
        button = 1 << row.button();
        damage = row.damage();
        range = row.rangeU() * ONE;
        radius = row.radiusU() * ONE;
        muzzle = row.muzzleU() * ONE;
    }

    /** Returns the weapon with an {@link #index}, without an allocation. */
    public static Weapon at(int index) {
        return ALL[index];
    }

    /** Returns the weapon with a {@link #number}. */
    public static Weapon ofNumber(int number) {
        return ALL[number - 1];
    }

    /**
     * Returns the weapon of a kind with a {@link #variant}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Weapon of(Kind kind, int variant) {
        Weapon[] known = switch (kind) {
            case BOLT -> BOLTS;
            case BEAM -> BEAMS;
        };
        if (variant < 0 || variant >= known.length) {
            throw new IllegalArgumentException("no " + kind + " " + variant);
        }
        return known[variant];
    }

    /** Returns true if a packed {@link InputCommand} fires the weapon. */
    public boolean isAskedForBy(int command) {
        return (command & button) != 0;
    }

    private static Weapon[] all(Kind kind) {
        return Arrays.stream(values()).filter(weapon -> weapon.kind == kind).toArray(Weapon[]::new);
    }

    private static int buttons(Kind kind) {
        return Arrays.stream(all(kind)).mapToInt(weapon -> weapon.button).reduce(0, (one, other) -> one | other);
    }
}
