package io.tickstorm.rewind;

import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.ReplayedShip;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;

/**
 * Computes where a shooter saw itself: simulates its ship from the newest frame that its client held with the inputs
 * that it sent, exactly as the client predicts it. If an input was late, the ship's position in the world differs, and
 * the client does not know that yet. Tick thread only.
 *
 * <pre>
 *   tick       H    H+1   H+2   shot      H: the newest frame held
 *   sent            A     B     B
 *   simulated       A     A     B         B came after tick H+2
 *   seen            A     B     B         what is replayed
 * </pre>
 */
public final class ShooterReplay {
    /** The inputs that a client sent for its ship, in time and late. */
    public interface SentInputs {
        /** Returns the packed command sent for a tick; {@link InputCommand#NONE} if there is none. */
        int commandOf(int tick);
    }

    private static final int COLUMNS = 5;
    /** A power of two; more than a second at every tick rate up to 128 Hz. */
    private static final int ROWS = 128;
    /** The longest time between two inputs of a client. */
    private static final int LOOK_BACK_TICKS = 32;

    private final World world;
    private final ReplayedShip ship;
    /** A state per tick and ship: x, y, both velocities, boost ticks. Empty before the first claim in the room. */
    private int[] states = {};

    private int newestTick;
    /** The oldest recorded tick. */
    private int firstTick;

    public ShooterReplay(World world) {
        this.world = world;
        ship = new ReplayedShip(world);
    }

    /** Records the states after the newest tick; call once after each step. */
    public void record() {
        Ships ships = world.ships();
        newestTick = world.tick();
        if (states.length == 0) {
            return;
        }
        int at = at(newestTick, 0);
        for (int i = 0; i < ships.seats(); i++) {
            states[at++] = ships.x[i];
            states[at++] = ships.y[i];
            states[at++] = ships.velocityX[i];
            states[at++] = ships.velocityY[i];
            states[at++] = ships.boostTicks[i];
        }
    }

    /**
     * Adds to a claim the shooter's predicted position at the end of the tick of its shot; does nothing if the newest
     * frame held is too old or of an earlier life.
     */
    public void complete(ViewClaim claim, int shooter, int heldTick, SentInputs sent) {
        if (states.length == 0) {
            states = new int[ROWS * world.ships().seats() * COLUMNS];
            firstTick = newestTick + 1;
        }
        int ticks = claim.shotTick - heldTick;
        if (heldTick < firstTick
                || ticks <= 0
                || ticks >= ROWS / 2
                || heldTick > newestTick
                || heldTick <= newestTick - ROWS) {
            return;
        }
        if (heldTick < world.ships().spawnTick[shooter]) {
            return;
        }
        int at = at(heldTick, shooter);
        ship.put(states[at], states[at + 1], states[at + 2], states[at + 3], states[at + 4]);
        int held = heldAfter(heldTick, sent);
        for (int tick = heldTick + 1; tick <= claim.shotTick; tick++) {
            int command = sent.commandOf(tick);
            held = command == InputCommand.NONE ? held : InputCommand.held(command);
            ship.step(held);
        }
        claim.seenFrom(ship.x(), ship.y(), ship.stepX(), ship.stepY());
    }

    private static int heldAfter(int tick, SentInputs sent) {
        for (int before = tick; before > tick - LOOK_BACK_TICKS; before--) {
            int command = sent.commandOf(before);
            if (command != InputCommand.NONE) {
                return InputCommand.held(command);
            }
        }
        return InputCommand.NONE;
    }

    private int at(int tick, int ship) {
        return ((tick & ROWS - 1) * world.ships().seats() + ship) * COLUMNS;
    }
}
