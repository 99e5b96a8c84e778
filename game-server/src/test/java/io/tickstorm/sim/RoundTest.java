package io.tickstorm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoundTest {
    private static final int ROUND_TICKS = 300 * 30;
    private static final int RESULT_TICKS = 8 * 30;

    private final OpenArena arena = new OpenArena(30, 3);
    private final Round round = arena.world.round();

    @Test
    void playLastsFiveMinutesAndTheResultEightSeconds() {
        arena.step(ROUND_TICKS - 1);
        assertFalse(round.isResult());
        arena.step(1);
        assertTrue(round.isResult());
        assertEquals(1, round.number());
        arena.step(RESULT_TICKS - 1);
        assertTrue(round.isResult());
        arena.step(1);
        assertFalse(round.isResult());
        assertEquals(2, round.number());
        assertEquals(arena.world.tick() + ROUND_TICKS, round.endsTick());
    }

    @Test
    void theBestWins() {
        seatThree();
        arena.ships.score[1] = 4;
        arena.ships.score[2] = 3;
        arena.step(ROUND_TICKS);
        assertTrue(round.isResult());
        assertEquals(1, round.winner());
        arena.step(RESULT_TICKS);
        assertEquals(Ships.NOBODY, round.winner());
        assertEquals(Ships.NOBODY, round.leader());
    }

    @Test
    void withoutAScoreNoPlayerWins() {
        seatThree();
        arena.step(ROUND_TICKS);
        assertTrue(round.isResult());
        assertEquals(Ships.NOBODY, round.winner());
    }

    @Test
    void aNewRoundStartsFromZeroForAllPlayers() {
        seatThree();
        arena.ships.score[1] = 4;
        arena.ships.kills[1] = 4;
        arena.ships.deaths[0] = 4;
        arena.step(ROUND_TICKS + RESULT_TICKS - arena.world.tick());
        assertEquals(0, arena.ships.score[1] + arena.ships.kills[1] + arena.ships.deaths[0]);
        assertFalse(arena.ships.alive[1]);
        arena.step(1);
        assertTrue(arena.ships.alive[0] && arena.ships.alive[1] && arena.ships.alive[2]);
        assertEquals(Rules.SHIP_HEALTH, arena.ships.health[1]);
    }

    @Test
    void onATieTheCrownStaysWhereItIs() {
        seatThree();
        arena.ships.score[1] = 2;
        arena.step(1);
        assertEquals(1, round.leader());
        arena.ships.score[0] = 2;
        arena.step(1);
        assertEquals(1, round.leader());
        arena.ships.score[0] = 3;
        arena.step(1);
        assertEquals(0, round.leader());
    }

    @Test
    void theCrownOfALeaverGoesToTheNextPlayer() {
        seatThree();
        arena.ships.score[1] = 2;
        arena.ships.score[2] = 1;
        arena.step(1);
        arena.world.unseat(1);
        arena.step(1);
        assertEquals(2, round.leader());
    }

    @Test
    void whileTheResultIsShownWeaponsRestAndNoScoreChanges() {
        arena.put(0, 400, 1600);
        arena.put(1, 900, 1600);
        arena.expose(1);
        arena.ships.health[1] = 1;
        arena.ships.shieldQ8[1] = 0;
        arena.step(ROUND_TICKS - arena.world.tick() - 3);
        arena.ships.shieldQ8[1] = 0;
        arena.hold(0, 0, 0, 0, Weapon.BLASTER.button | Weapon.RAIL.button);
        arena.ships.cooldown(Weapon.RAIL)[0] = 100;
        arena.step(2);
        assertTrue(arena.world.shots().count() > 0, "a bolt is in flight when the round ends");
        arena.step(1);
        assertTrue(round.isResult());
        int events = arena.countWhileStepping(RESULT_TICKS - 1, WorldEvents.HIT);
        assertEquals(0, events);
        assertEquals(0, arena.world.shots().count());
        assertTrue(arena.ships.alive[1]);
    }

    private void seatThree() {
        for (int i = 0; i < 3; i++) {
            if (!arena.ships.seated[i]) {
                arena.world.seat(i);
            }
        }
        arena.step(1);
    }
}
