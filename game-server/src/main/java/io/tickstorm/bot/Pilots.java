package io.tickstorm.bot;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.World;
import io.tickstorm.sim.WorldEvents;

/**
 * The bots of one room. Their decisions are a pure function of the world and their own seeded state, and their only
 * output is the input commands that a player could send. Each reviews its target a few times a second, and aims and
 * steers every tick. World thread only; allocates nothing after construction.
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

    /** Assigns a bot to this ship from the next tick. */
    public void enlist(int ship) {
        hunt.bot(ship);
        state.enlisted[ship] = 1;
        state.life[ship] = 0;
    }

    public void dismiss(int ship) {
        targeting.go(ship, Ships.NOBODY);
        state.enlisted[ship] = 0;
    }

    /** Assigns a player to this ship; a newcomer is spared for the first minute. */
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

    /** Returns a 32-bit hash of the state that, together with the world, determines the pilots' decisions. */
    public int stateHash() {
        return hunt.hash(state.hash(Fixed.HASH_START));
    }

    /** Writes the pilots' state into an image, or reads it from one; call after the world's own transfer. */
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

    /** Spreads the reviews over the ticks. A pilot whose target is gone reviews in the next tick. */
    private boolean isTimeToReview(int i) {
        boolean fightsNobody = state.purpose[i] == PilotState.FIGHT && state.target[i] == Ships.NOBODY;
        return fightsNobody || (world.tick() + i) % reviewEvery == 0 || world.tick() <= state.life[i] + 1;
    }

    private int rest(int i) {
        targeting.go(i, Ships.NOBODY);
        return InputCommand.of(0, 0, ships.aim[i], 0);
    }

    /** Records hits: a hit on the target continues the fight, a hit on the pilot soon triggers an evasion. */
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
