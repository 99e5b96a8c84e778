package io.tickstorm.room;

import io.tickstorm.sim.ShooterPicture;

/** A fault of ours in the rules of the game, to be met at the next shot in a room. */
public final class BrokenWorld {
    private BrokenWorld() {}

    /** Makes any shot in this room from now on throw "a bug" on the room's thread. */
    public static void breakAtNextShot(Room room) {
        room.environment().world().judgeShotsBy(new ShooterPicture() {
            @Override
            public void open(int shooter, int shotTick) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public int viewAge16ths() {
                return 0;
            }

            @Override
            public int x(int ship) {
                return 0;
            }

            @Override
            public int y(int ship) {
                return 0;
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
            public int originStepX(int shooter, int shotTick) {
                return 0;
            }

            @Override
            public int originStepY(int shooter, int shotTick) {
                return 0;
            }

            @Override
            public int slack() {
                return 0;
            }

            @Override
            public int coverTick() {
                return 0;
            }

            @Override
            public boolean needsCoverCheck() {
                return false;
            }
        });
    }
}
