package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static io.tickstorm.sim.Fixed.VELOCITY_SHIFT;

import io.tickstorm.shared.GameData;

/**
 * Simulates one tick of one ship's flight: the only rules that both sides run. The client's copy is {@code
 * web-client/src/sim/ship-movement.ts}; golden vectors keep both equal. Integers only, and every product stays below
 * 2^31. The aim does not affect movement. World thread only.
 */
public final class ShipMovement {
    private static final int MOVE_STEPS = GameData.constant("MOVE_STEPS");
    private static final int BOUNCE_Q8 = GameData.constant("SHIP_BOUNCE_PERCENT") * 256 / 100;
    private static final int[] THRUST = thrustTable();

    private ShipMovement() {}

    /** Moves ship {@code i} by one tick under a command; {@link InputCommand#NONE} coasts. */
    public static void step(Ships ships, int i, int command, Rules rules, ArenaMap map) {
        int moveX = command == InputCommand.NONE ? 0 : InputCommand.moveX(command);
        int moveY = command == InputCommand.NONE ? 0 : InputCommand.moveY(command);
        thrust(ships, i, moveX, moveY, rules);
        ships.x[i] += ships.velocityX[i] >> VELOCITY_SHIFT;
        ships.y[i] += ships.velocityY[i] >> VELOCITY_SHIFT;
        for (int asteroid : map.asteroidsNear(ships.x[i], ships.y[i])) {
            bounceOff(ships, i, map.asteroidX[asteroid], map.asteroidY[asteroid], map.asteroidRadius[asteroid]);
        }
        keepInside(ships, i, map.side);
        if (ships.boostTicks[i] > 0) {
            ships.boostTicks[i]--;
        }
    }

    /**
     * Returns the hash of a ship's movement. Every frame contains its low 16 bits, with which the client checks its
     * prediction.
     */
    public static int hash(Ships ships, int i) {
        int hash = Fixed.hash(Fixed.HASH_START, ships.x[i]);
        hash = Fixed.hash(hash, ships.y[i]);
        hash = Fixed.hash(hash, ships.velocityX[i]);
        hash = Fixed.hash(hash, ships.velocityY[i]);
        return Fixed.hash(hash, ships.boostTicks[i]);
    }

    private static void thrust(Ships ships, int i, int moveX, int moveY, Rules rules) {
        int top = (ships.boostTicks[i] > 0 ? rules.boostVelocity : rules.topVelocity) >> 8;
        int targetX = (top * thrust(moveX, moveY)) >> 4;
        int targetY = (top * thrust(moveY, moveX)) >> 4;
        ships.velocityX[i] += (((targetX - ships.velocityX[i]) >> 8) * rules.response) >> 8;
        ships.velocityY[i] += (((targetY - ships.velocityY[i]) >> 8) * rules.response) >> 8;
        if ((moveX | moveY) == 0
                && Math.abs(ships.velocityX[i]) < rules.stopVelocity
                && Math.abs(ships.velocityY[i]) < rules.stopVelocity) {
            ships.velocityX[i] = 0;
            ships.velocityY[i] = 0;
        }
    }

    private static void bounceOff(Ships ships, int i, int centreX, int centreY, int radius) {
        int reach = radius + Rules.SHIP_RADIUS;
        int dx = (ships.x[i] - centreX) >> 2;
        int dy = (ships.y[i] - centreY) >> 2;
        int near = reach >> 2;
        if (Math.abs(dx) >= near || Math.abs(dy) >= near || dx * dx + dy * dy >= near * near) {
            return;
        }
        int distance = Fixed.sqrt(dx * dx + dy * dy);
        int normalX = distance == 0 ? 4096 : (dx << 12) / distance;
        int normalY = distance == 0 ? 0 : (dy << 12) / distance;
        ships.x[i] = centreX + ((normalX * reach) >> 12);
        ships.y[i] = centreY + ((normalY * reach) >> 12);
        int inward = ((ships.velocityX[i] >> 8) * normalX + (ships.velocityY[i] >> 8) * normalY) >> 12;
        if (inward < 0) {
            ships.velocityX[i] -= ((inward * normalX) >> 12) * (256 + BOUNCE_Q8);
            ships.velocityY[i] -= ((inward * normalY) >> 12) * (256 + BOUNCE_Q8);
        }
    }

    private static void keepInside(Ships ships, int i, int side) {
        int min = Rules.SHIP_RADIUS;
        int max = side - Rules.SHIP_RADIUS;
        if (ships.x[i] < min || ships.x[i] > max) {
            ships.x[i] = ships.x[i] < min ? min : max;
            ships.velocityX[i] = -(ships.velocityX[i] >> 8) * BOUNCE_Q8;
        }
        if (ships.y[i] < min || ships.y[i] > max) {
            ships.y[i] = ships.y[i] < min ? min : max;
            ships.velocityY[i] = -(ships.velocityY[i] >> 8) * BOUNCE_Q8;
        }
    }

    /**
     * Returns the thrust along {@code along} in Q12 when {@code across} is also applied; the pair is limited to a
     * circle.
     */
    private static int thrust(int along, int across) {
        return THRUST[(along + MOVE_STEPS) * (2 * MOVE_STEPS + 1) + across + MOVE_STEPS];
    }

    private static int[] thrustTable() {
        int width = 2 * MOVE_STEPS + 1;
        int[] table = new int[width * width];
        for (int along = -MOVE_STEPS; along <= MOVE_STEPS; along++) {
            for (int across = -MOVE_STEPS; across <= MOVE_STEPS; across++) {
                int lengthQ4 = Fixed.sqrt((along * along + across * across) * 256);
                int full = Math.max(lengthQ4, MOVE_STEPS * 16);
                table[(along + MOVE_STEPS) * width + across + MOVE_STEPS] = along * 4096 * 16 / full;
            }
        }
        return table;
    }

    static {
        assert ONE == 256 : "bounceOff() and the twin take positions in 1/256 u";
    }
}
