package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;

import io.tickstorm.shared.GameData;

/**
 * The game constants at one tick rate, as integers: {@code …Velocity} in 1/65536 u per tick, {@code …Ticks} in ticks.
 * {@code StrictMath} gives the same result on every JVM; the browser gets what it needs in Welcome. Immutable.
 */
public final class Rules {
    public static final int TICK_RATE_MIN = 10;
    public static final int TICK_RATE_MAX = 128;

    public static final int SHIP_RADIUS = GameData.constant("SHIP_RADIUS_U") * ONE;
    public static final int SHIP_HEALTH = GameData.constant("SHIP_HEALTH");
    public static final int SHIP_SHIELD = GameData.constant("SHIP_SHIELD");
    public static final int SHIELD_MAX = 2 * SHIP_SHIELD;
    public static final int BLASTER_DAMAGE = GameData.constant("BLASTER_DAMAGE");
    public static final int BLASTER_RADIUS = GameData.constant("BLASTER_RADIUS_U") * ONE;
    public static final int BLASTER_MUZZLE = GameData.constant("BLASTER_MUZZLE_U") * ONE;
    public static final int RAIL_DAMAGE = GameData.constant("RAIL_DAMAGE");
    public static final int BLASTER_SLOW_DOWN_LEADS = GameData.constant("BLASTER_SLOW_DOWN_LEADS");
    public static final int RAIL_RANGE = GameData.constant("RAIL_RANGE_U") * ONE;
    public static final int PICKUP_RADIUS = GameData.constant("PICKUP_RADIUS_U") * ONE;
    public static final int PICKUP_HEALTH = GameData.constant("PICKUP_HEALTH");
    public static final int PICKUP_SHIELD = GameData.constant("PICKUP_SHIELD");
    public static final int KILL_SCORE = GameData.constant("KILL_SCORE");
    public static final int CROWN_KILL_SCORE = GameData.constant("CROWN_KILL_SCORE");

    public final int tickRate;
    public final int topVelocity;
    public final int boostVelocity;
    /** Share of the velocity error taken away each tick, in 1/65536. */
    public final int response;
    /** Without thrust a ship slower than this on both axes stands. */
    public final int stopVelocity;
    /** In 1/256 u per tick. */
    public final int boltVelocity;

    public final int boltLifeTicks;
    /** Until an own bolt is drawn in the time of the others, at least. */
    public final int boltSlowDownTicks;
    /** In 1/256 tick, so that 7 shots a second are exact on average at any tick rate. */
    public final int blasterReload;

    public final int railReloadTicks;
    public final int railPushVelocity;
    public final int shieldDelayTicks;
    /** Shield points per tick in 1/256. */
    public final int shieldRefill;

    public final int protectionTicks;
    public final int respawnTicks;
    public final int pickupRespawnTicks;
    public final int boostTicks;
    public final int roundTicks;
    public final int resultTicks;
    /** How long a missing input repeats the movement of the last one. */
    public final int inputRepeatTicks;

    /** Between two inputs of a client that tells them on change, at most. */
    public final int inputTellTicks;
    /** How far ahead of the next tick an input may be. */
    public final int inputFutureTicks;
    /** How late the input of a shot may come. */
    public final int lateShotTicks;
    /** Time for which a hit counts for its attacker if the victim leaves. */
    public final int killCreditTicks;

    /** @throws IllegalArgumentException if the rate is not in 10 to 128 */
    public Rules(int tickRate) {
        if (tickRate < TICK_RATE_MIN || tickRate > TICK_RATE_MAX) {
            throw new IllegalArgumentException("tick rate " + tickRate + " is not in 10 to 128");
        }
        this.tickRate = tickRate;
        topVelocity = velocity("SHIP_TOP_SPEED_US");
        boostVelocity = topVelocity / 100 * GameData.constant("BOOST_SPEED_PERCENT");
        double kept = 1 - GameData.constant("SHIP_RESPONSE_PER_30TH_PERCENT") / 100.0;
        response = (int) (65536 * (1 - StrictMath.pow(kept, 30.0 / tickRate)));
        stopVelocity = velocity("SHIP_STOP_SPEED_US");
        boltVelocity = GameData.constant("BLASTER_SPEED_US") * ONE / tickRate;
        boltLifeTicks = ticks("BLASTER_LIFE_MS");
        boltSlowDownTicks = ticks("BLASTER_SLOW_DOWN_MS");
        blasterReload = tickRate * 256 / GameData.constant("BLASTER_SHOTS_PER_S");
        railReloadTicks = ticks("RAIL_RELOAD_MS");
        railPushVelocity = velocity("RAIL_PUSH_US");
        shieldDelayTicks = ticks("SHIELD_DELAY_MS");
        shieldRefill = GameData.constant("SHIELD_REFILL_PER_S") * 256 / tickRate;
        protectionTicks = ticks("SPAWN_PROTECTION_MS");
        respawnTicks = ticks("RESPAWN_MS");
        pickupRespawnTicks = ticks("PICKUP_RESPAWN_MS");
        boostTicks = ticks("PICKUP_BOOST_MS");
        roundTicks = ticks("ROUND_MS");
        resultTicks = ticks("ROUND_RESULT_MS");
        inputRepeatTicks = ticks("INPUT_REPEAT_MS");
        inputTellTicks = ticks("INPUT_TELL_MS");
        inputFutureTicks = ticks("INPUT_FUTURE_MS");
        lateShotTicks = ticks("LATE_SHOT_MS");
        killCreditTicks = ticks("KILL_CREDIT_MS");
    }

    private int velocity(String name) {
        return (GameData.constant(name) << 16) / tickRate;
    }

    private int ticks(String name) {
        return Math.max(1, GameData.constant(name) * tickRate / 1000);
    }
}
