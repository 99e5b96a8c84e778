package io.tickstorm.sim;

/** Everybody sees the ships where they are. World thread only. */
final class LivePicture implements ShooterPicture {
    private final Ships ships;

    LivePicture(Ships ships) {
        this.ships = ships;
    }

    @Override
    public void open(int shooter) {}

    /** The bolt itself meets them where they are. */
    @Override
    public int knownFlightTicks() {
        return 0;
    }

    @Override
    public void follow(int flownTicks) {}

    @Override
    public int x(int ship) {
        return ships.x[ship];
    }

    @Override
    public int y(int ship) {
        return ships.y[ship];
    }

    @Override
    public int slack() {
        return 0;
    }

    @Override
    public void struck(int weapon, int ship) {}
}
