package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;

import io.tickstorm.shared.GameData;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * The game constants at one tick rate, as integers: {@code …Velocity} in 1/65536 u per tick, {@code …Ticks} in ticks.
 * {@code StrictMath} gives the same result on every JVM; the browser receives the values it needs in Welcome.
 * Immutable. Any thread.
 */
public final class Rules {
    public static final int TICK_RATE_MIN = 10;
    public static final int TICK_RATE_MAX = 128;

    public static final int SHIP_RADIUS = GameData.constant("SHIP_RADIUS_U") * ONE;
    public static final int SHIP_HEALTH = GameData.constant("SHIP_HEALTH");
    public static final int SHIP_SHIELD = GameData.constant("SHIP_SHIELD");
    public static final int SHIELD_MAX = 2 * SHIP_SHIELD;
    public static final int BOLT_SLOW_DOWN_LEADS = GameData.constant("BOLT_SLOW_DOWN_LEADS");
    public static final int PICKUP_RADIUS = GameData.constant("PICKUP_RADIUS_U") * ONE;
    public static final int PICKUP_HEALTH = GameData.constant("PICKUP_HEALTH");
    public static final int PICKUP_SHIELD = GameData.constant("PICKUP_SHIELD");
    public static final int KILL_SCORE = GameData.constant("KILL_SCORE");
    public static final int CROWN_KILL_SCORE = GameData.constant("CROWN_KILL_SCORE");

    public final int tickRate;
    public final int topVelocity;
    public final int boostVelocity;
    /** Share of the velocity error that is removed each tick, in 1/65536. */
    public final int response;
    /** A ship without thrust stops when its velocity is below this on both axes. */
    public final int stopVelocity;
    /** The shortest time until an own bolt is drawn in the time of the other ships. */
    public final int boltSlowDownTicks;
    /** The largest push velocity of all weapons. */
    public final int pushVelocityMax;

    public final int shieldDelayTicks;
    /** Shield points per tick in 1/256. */
    public final int shieldRefill;

    public final int protectionTicks;
    public final int respawnTicks;
    public final int pickupRespawnTicks;
    public final int boostTicks;
    public final int roundTicks;
    public final int resultTicks;
    /** The time for which the last movement replaces a missing input. */
    public final int inputRepeatTicks;

    /** The longest time between two inputs of a client that sends them on change. */
    public final int inputCadenceTicks;
    /** The most ticks by which an input may be ahead of the next tick. */
    public final int inputFutureTicks;
    /** The most ticks by which the input of a shot may be late. */
    public final int lateShotTicks;
    /** Upper limit of one ship's shots in that time plus the current tick; a power of two. */
    public final int lateShotsMax;
    /** The most bolts of one ship in flight. */
    final int boltsInFlightMax;
    /** The time for which a hit earns its attacker the kill if the victim leaves. */
    public final int killCreditTicks;

    private final WeaponRules[] weapons = new WeaponRules[Weapon.COUNT];

    /** @throws IllegalArgumentException if the rate is not in 10 to 128 */
    public Rules(int tickRate) {
        this(tickRate, 0);
    }

    /**
     * @param roundMs length of a round, in ms; 0 for the standard length
     * @throws IllegalArgumentException if the rate is not in 10 to 128
     */
    public Rules(int tickRate, int roundMs) {
        if (tickRate < TICK_RATE_MIN || tickRate > TICK_RATE_MAX) {
            throw new IllegalArgumentException("tick rate " + tickRate + " is not in 10 to 128");
        }
        this.tickRate = tickRate;
        topVelocity = velocity("SHIP_TOP_SPEED_US");
        boostVelocity = topVelocity / 100 * GameData.constant("BOOST_SPEED_PERCENT");
        double kept = 1 - GameData.constant("SHIP_RESPONSE_PER_30TH_PERCENT") / 100.0;
        response = (int) (65536 * (1 - StrictMath.pow(kept, 30.0 / tickRate)));
        stopVelocity = velocity("SHIP_STOP_SPEED_US");
        boltSlowDownTicks = ticks("BOLT_SLOW_DOWN_MS");
        for (int i = 0; i < Weapon.COUNT; i++) {
            weapons[i] = new WeaponRules(Weapon.at(i), tickRate);
        }
        pushVelocityMax = max(weapon -> weapon.pushVelocity);
        shieldDelayTicks = ticks("SHIELD_DELAY_MS");
        shieldRefill = GameData.constant("SHIELD_REFILL_PER_S") * 256 / tickRate;
        protectionTicks = ticks("SPAWN_PROTECTION_MS");
        respawnTicks = ticks("RESPAWN_MS");
        pickupRespawnTicks = ticks("PICKUP_RESPAWN_MS");
        boostTicks = ticks("PICKUP_BOOST_MS");
        roundTicks = roundMs == 0 ? ticks("ROUND_MS") : Math.max(1, (int) ((long) roundMs * tickRate / 1000));
        resultTicks = ticks("ROUND_RESULT_MS");
        inputRepeatTicks = ticks("INPUT_REPEAT_MS");
        inputCadenceTicks = ticks("INPUT_CADENCE_MS");
        inputFutureTicks = ticks("INPUT_FUTURE_MS");
        lateShotTicks = ticks("LATE_SHOT_MS");
        lateShotsMax = powerOfTwo(sum(weapon -> lateShotTicks / weapon.reloadTicks() + 1));
        boltsInFlightMax = sum(WeaponRules::inFlightMax);
        killCreditTicks = ticks("KILL_CREDIT_MS");
    }

    /** Returns the rules of a weapon. */
    public WeaponRules of(Weapon weapon) {
        return weapons[weapon.index];
    }

    private int max(ToIntFunction<WeaponRules> property) {
        return Arrays.stream(weapons).mapToInt(property).max().orElse(0);
    }

    private int sum(ToIntFunction<WeaponRules> property) {
        return Arrays.stream(weapons).mapToInt(property).sum();
    }

    /** Returns the smallest power of two that is not below a number, which is 2 or more. */
    private static int powerOfTwo(int least) {
        return Integer.highestOneBit(least - 1) << 1;
    }

    private int velocity(String name) {
        return (GameData.constant(name) << 16) / tickRate;
    }

    private int ticks(String name) {
        return Math.max(1, GameData.constant(name) * tickRate / 1000);
    }
}
