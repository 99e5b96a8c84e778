package io.tickstorm.room;

import io.tickstorm.sim.ShooterPicture;
import io.tickstorm.sim.ShooterPictures;

/** A server fault in the rules of the game, which occurs at the next shot in a room. */
public final class BrokenWorld {
    private BrokenWorld() {}

    /** Makes any shot in this room from now on throw "a bug" on the room's thread. */
    public static void breakAtNextShot(Room room) {
        room.environment().world().useShooterPictures(new ShooterPictures() {
            @Override
            public ShooterPicture seenBy(int shooter, int shotTick) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public int placeX(int ship, int tick) {
                return 0;
            }

            @Override
            public int placeY(int ship, int tick) {
                return 0;
            }

            @Override
            public int coverTick() {
                return 0;
            }
        });
    }
}
