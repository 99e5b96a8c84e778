package io.tickstorm.bot;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.World;
import io.tickstorm.sim.WorldEvents;

/**
 * The bots of one room. What they do is a pure function of the world and their own seeded state, and all they do is to
 * emit the input commands a person could. Looks around a few times a second, aims and steers every tick. World thread
 * only; allocates nothing after construction.
 */
public final class Pilots {
    private static final int REVIEW_MS = 150;

    private final World world;
    private final Ships ships;
    private final PilotState state;
    private final Sightings sightings;
    private final Hunt hunt;
    private final Targeting targeting;
    private final Course course;
    private final Steering steering;
    private final Gunnery gunnery;
    private final int reviewEvery;

    public Pilots(World world, int seed) {
        this.world = world;
        ships = world.ships();
        state = new PilotState(ships.seats(), world.rules().tickRate, seed);
        sightings = new Sightings(world);
        hunt = new Hunt(world);
        Sight sight = new Sight(world.map());
        targeting = new Targeting(world, state, hunt, sight);
        course = new Course(world, state, new Pads(world));
        steering = new Steering(world, state, sightings);
        gunnery = new Gunnery(world, state, sightings, sight, hunt);
        reviewEvery = Math.max(1, state.ticks(REVIEW_MS));
    }

    /** A bot flies this ship from the next tick on. */
    public void enlist(int ship) {
        hunt.bot(ship);
        state.enlisted[ship] = 1;
        state.life[ship] = 0;
    }

    public void dismiss(int ship) {
        targeting.go(ship, Ships.NOBODY);
        state.enlisted[ship] = 0;
    }

    /** A person flies this ship; a newcomer is spared for the first minute. */
    public void person(int ship, boolean newcomer) {
        hunt.person(ship, newcomer);
    }

    /** Writes the command of every enlisted ship. */
    public void decide(int[] commands) {
        sightings.record();
        noticeHits();
        for (int i = 0; i < commands.length; i++) {
            if (state.enlisted[i] == 1) {
                commands[i] = ships.alive[i] ? fly(i) : rest(i);
            }
        }
    }

    /** Everything that, with the world, decides what the pilots will do, in 32 bits. */
    public int stateHash() {
        return hunt.hash(state.hash(Fixed.HASH_START));
    }

    /** Writes what the pilots keep in mind into an image, or takes it from one; after the world's own. */
    public void transfer(StateImage image) {
        state.transfer(image);
        hunt.transfer(image);
        sightings.transfer(image);
    }

    /** Returns the ship that a bot attacks, or {@link Ships#NOBODY}. */
    int target(int ship) {
        return state.target[ship];
    }

    private int fly(int i) {
        if (state.life[i] != ships.spawnTick[i]) {
            targeting.go(i, Ships.NOBODY);
            state.begin(i, ships.spawnTick[i], ships.aim[i]);
        }
        targeting.forgetTheGone(i);
        if (isTimeToReview(i)) {
            targeting.review(i);
            course.review(i);
        }
        int heading = steering.heading(i);
        int buttons = gunnery.aim(i);
        int moveX = steering.thrust(i, Fixed.cos(heading));
        int moveY = steering.thrust(i, Fixed.sin(heading));
        return InputCommand.of(moveX, moveY, state.aim[i], buttons);
    }

    /** Spreads the pilots over the ticks. A pilot whose target is gone looks around in the next one. */
    private boolean isTimeToReview(int i) {
        boolean fightsNobody = state.purpose[i] == PilotState.FIGHT && state.target[i] == Ships.NOBODY;
        return fightsNobody || (world.tick() + i) % reviewEvery == 0 || world.tick() <= state.life[i] + 1;
    }

    private int rest(int i) {
        targeting.go(i, Ships.NOBODY);
        return InputCommand.of(0, 0, ships.aim[i], 0);
    }

    /** A hit is an answer to seek, and soon a reason to turn aside. */
    private void noticeHits() {
        WorldEvents events = world.events();
        for (int k = 0; k < events.count(); k++) {
            int victim = events.object[k];
            if (events.kind[k] == WorldEvents.HIT && state.enlisted[victim] == 1) {
                state.hurtBy[victim] = events.subject[k];
                state.hurtTick[victim] = world.tick();
                int evasion = world.tick() + state.reactionTicks[victim];
                state.strafeUntilTick[victim] = Math.min(state.strafeUntilTick[victim], evasion);
            }
        }
    }
}
