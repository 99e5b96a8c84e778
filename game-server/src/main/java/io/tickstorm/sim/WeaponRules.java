package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;

/**
 * The values of one {@link Weapon} at one tick rate; values that do not apply to its kind are 0. Immutable. Any thread.
 */
public final class WeaponRules {
    /**
     * The number of cooldown parts per tick: each tick subtracts it. The weapon may fire when its cooldown is below
     * this, that is within the tick.
     */
    public final int parts;
    /** The cooldown from one shot to the next, in parts of a tick. */
    public final int reload;
    /** The velocity added to the victim, in 1/65536 u per tick. */
    public final int pushVelocity;
    /** The step of a bolt, in 1/256 u per tick. */
    public final int boltVelocity;
    /** The longest flight time of a bolt. */
    public final int boltLifeTicks;

    WeaponRules(Weapon weapon, int tickRate) {
        WeaponTable.Row row = WeaponTable.SHARED.row(weapon.name());
        parts = row.parts();
        reload = (int) Math.max(1, (long) row.perMs() * tickRate * parts / (1000L * row.shots()));
        pushVelocity = (row.pushUs() << 16) / tickRate;
        boltVelocity = row.speedUs() * ONE / tickRate;
        boltLifeTicks = row.lifeMs() == 0 ? 0 : Math.max(1, row.lifeMs() * tickRate / 1000);
    }

    /** Returns the cooldown from one shot to the next, in whole ticks, rounded down; at least 1. */
    public int reloadTicks() {
        return Math.max(1, reload / parts);
    }

    /** Returns the most bolts of one ship in flight; 0 for a beam. */
    int inFlightMax() {
        return boltLifeTicks == 0 ? 0 : (boltLifeTicks * parts + reload - 1) / reload + 1;
    }
}
