package io.tickstorm.sim;

/** The picture without rewinding: every shooter sees the ships at their current positions. World thread only. */
class LivePicture implements ShooterPicture, ShooterPictures {
    private final Ships ships;

    LivePicture(Ships ships) {
        this.ships = ships;
    }

    @Override
    public ShooterPicture seenBy(int shooter, int shotTick) {
        return this;
    }

    @Override
    public int originX(int shooter, int shotTick) {
        return ships.x[shooter];
    }

    @Override
    public int originY(int shooter, int shotTick) {
        return ships.y[shooter];
    }

    @Override
    public int viewAge16ths() {
        return 0;
    }

    @Override
    public int x(int ship) {
        return ships.x[ship];
    }

    @Override
    public int y(int ship) {
        return ships.y[ship];
    }

    @Override
    public int placeX(int ship, int tick) {
        return ships.x[ship];
    }

    @Override
    public int placeY(int ship, int tick) {
        return ships.y[ship];
    }

    @Override
    public int originStepX(int shooter, int shotTick) {
        return ships.velocityX[shooter] >> Fixed.VELOCITY_SHIFT;
    }

    @Override
    public int originStepY(int shooter, int shotTick) {
        return ships.velocityY[shooter] >> Fixed.VELOCITY_SHIFT;
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
}
