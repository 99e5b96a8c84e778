package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests shots by an old picture at a ship that may have reached cover. */
class CoverScenarioTest {
    private static final int SHOOTER = 0;
    private static final int VICTIM = 1;
    /** Above the line from the shooter at (1000, 1000) to the victim, who is drawn at (1400, 1000). */
    private final OpenArena arena = new OpenArena(30, 2, new int[] {1200, 1150, 80});

    @ParameterizedTest
    @CsvSource({
        "false, 1400, 1300, true",
        "true, 1400, 1000, true",
        "true, 1400, 1040, true",
        "true, 1400, 1300, false",
        "true, 1180, 1150, true",
    })
    void aRailByAnOldPictureCountsUnlessTheVictimHadReachedCover(boolean isOld, int coverX, int coverY, boolean hits) {
        arena.put(SHOOTER, 1000, 1000);
        arena.put(VICTIM, 1400, 1000);
        arena.world.useShooterPictures(new OldPicture(arena.ships, isOld, coverX * ONE, coverY * ONE));
        arena.hold(SHOOTER, 0, 0, 0, Weapon.RAIL.button);
        arena.step(1);
        int life = arena.ships.health[VICTIM] + arena.ships.shield(VICTIM);
        assertEquals(hits, life < Rules.SHIP_HEALTH + Rules.SHIP_SHIELD);
    }

    @Test
    void aLineIsBlockedOnlyByObstaclesBetweenItsEnds() {
        ArenaMap map = arena.world.map();
        assertTrue(map.isBlocked(1000 * ONE, 1150 * ONE, 1400 * ONE, 1150 * ONE));
        assertTrue(map.isBlocked(1200 * ONE, 900 * ONE, 1200 * ONE, 1400 * ONE));
        assertFalse(map.isBlocked(1000 * ONE, 1000 * ONE, 1400 * ONE, 1000 * ONE), "beside it");
        assertFalse(map.isBlocked(1000 * ONE, 1150 * ONE, 1100 * ONE, 1150 * ONE), "before it");
        assertFalse(map.isBlocked(1300 * ONE, 1150 * ONE, 1600 * ONE, 1150 * ONE), "behind it");
        assertFalse(map.isBlocked(1000 * ONE, 1000 * ONE, 1000 * ONE, 1000 * ONE), "a line without length");
    }

    /** A picture in which the victim has another place at the time of its cover; all else has its current place. */
    private static final class OldPicture extends LivePicture {
        private final boolean isOld;
        private final int whereX;
        private final int whereY;

        OldPicture(Ships ships, boolean isOld, int whereX, int whereY) {
            super(ships);
            this.isOld = isOld;
            this.whereX = whereX;
            this.whereY = whereY;
        }

        @Override
        public int placeX(int ship, int tick) {
            return ship == VICTIM ? whereX : super.placeX(ship, tick);
        }

        @Override
        public int placeY(int ship, int tick) {
            return ship == VICTIM ? whereY : super.placeY(ship, tick);
        }

        @Override
        public boolean needsCoverCheck() {
            return isOld;
        }
    }
}
