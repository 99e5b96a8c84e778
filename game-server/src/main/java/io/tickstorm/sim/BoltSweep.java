package io.tickstorm.sim;

/**
 * Finds the first object that a bolt hits in its shooter's picture. The shooter sees the bolt start in its own time,
 * while it sees other ships in the past; the bolt then slows down until it moves in their time. Each bolt is therefore
 * tested against the positions that the other ships had when the shooter saw it pass them. During the slow-down it is
 * ahead of its position in the world; afterwards both are equal. Without a picture the bolt is tested at its position
 * in the world. World thread only.
 *
 * <pre>
 *   L   age of the picture when the bolt is fired, S   end of the slow-down, in 1/16 tick
 *   f   time of the others since then:   (n - tick of the shot) * 16 + L   at the end of tick n
 *   path flown in the picture            f - L * min(f, S) / S
 *   path flown in the world              f - L                             the same from f = S on
 * </pre>
 */
final class BoltSweep {
    /** Fraction bits of a path, which is in 1/4096 tick. */
    private static final int PATH_BITS = 12;

    private static final int PATH_PER_16TH = 256;

    private final Rules rules;
    private final ArenaMap map;
    private final Ships ships;
    private final Shots shots;
    private final ShipGrid grid;
    /** Upper limit of a ship's movement in one tick, a position difference. */
    private final int stepMax;

    /** The ship hit by the newest sweep; NOBODY for an asteroid or no hit. */
    private int struckShip;
    /** The tick at which the other ships had the positions that the shooter saw. */
    private int struckTick;

    private int struckX;
    private int struckY;
    /** Path flown from the start to the hit. */
    private int struckPath;

    private boolean hasMet;

    /**
     * The ship that the newest sweep would have hit without its cover, or NOBODY. The fields below correspond to those
     * of {@link #struckShip}.
     */
    private int coveredShip;

    private int coveredTick;
    private int coveredX;
    private int coveredY;
    private int coveredPath;

    private int id;
    private int shooter;
    private Weapon weapon = Weapon.at(0);
    /** The step of the bolt, in 1/256 u per tick. */
    private int velocity;
    /** The distance between the centres of a ship and the bolt at contact, a position difference. */
    private int reach;

    private ShooterPictures places;
    private int startX;
    private int startY;
    private int firstTick;
    private int lastTick;
    private int fromPath;

    BoltSweep(World world, ShipGrid grid) {
        rules = world.rules();
        map = world.map();
        ships = world.ships();
        shots = world.shots();
        places = new LivePicture(ships);
        this.grid = grid;
        stepMax = (2 * (rules.boostVelocity + rules.pushVelocityMax)) >> Fixed.VELOCITY_SHIFT;
    }

    /** Tests later sweeps against other past positions. */
    void usePictures(ShooterPictures other) {
        places = other;
    }

    /**
     * Sweeps a new bolt from its start to the end of a tick.
     *
     * @param now the tick being simulated; the bolt has flown since the tick of its shot
     * @param slack the largest distance of a ship from its position in the world, a position difference per axis
     * @return true if the bolt hits a ship or an asteroid
     */
    boolean meetsAtOnce(int bolt, int now, int slack) {
        firstTick = shots.spawnTick[bolt] - (shots.viewAge16ths[bolt] >> 4);
        lastTick = now;
        return meets(bolt, now - shots.spawnTick[bolt], slack);
    }

    /** Sweeps a bolt through the current tick, before it is moved; returns true if it hits something. */
    boolean meets(int bolt, int now) {
        firstTick = now;
        lastTick = now;
        return meets(bolt, now - 1 - shots.spawnTick[bolt], stepMax);
    }

    /**
     * Returns the owner of the bolt of the newest sweep; {@link Ships#NOBODY} if that player has left. The next player
     * in that seat gets no score from the bolt and can be hit by it.
     */
    int shooter() {
        return shooter;
    }

    /** Returns the ship that the newest sweep hit, or {@link Ships#NOBODY}. */
    int struckShip() {
        return struckShip;
    }

    /** Writes the hit of the newest sweep to {@code shot}; {@code now} is the current tick. */
    void describe(Shot shot, int now) {
        shot.begin(weapon, shots.spawnTick[id], startX, startY);
        shot.meets(struckX, struckY, (now - struckTick) * 16);
    }

    /** Returns the ship that was hit first but does not count because it had cover, or {@link Ships#NOBODY}. */
    int coveredShip() {
        return hasMet && struckPath < coveredPath ? Ships.NOBODY : coveredShip;
    }

    /** Writes the hit on {@link #coveredShip} to {@code shot}; {@code now} is the current tick. */
    void describeCovered(Shot shot, int now) {
        shot.begin(weapon, shots.spawnTick[id], startX, startY);
        shot.meets(coveredX, coveredY, (now - coveredTick) * 16);
    }

    /** Returns the tick in which the bolt, as other players see it, reaches the object that the newest sweep hit. */
    int arrivalTick() {
        return shots.spawnTick[id] + ((struckPath + (1 << PATH_BITS) - 1) >> PATH_BITS);
    }

    private boolean meets(int bolt, int flownTicks, int slack) {
        id = bolt;
        shooter = shooterOf(bolt);
        weapon = shots.weapon(bolt);
        velocity = rules.of(weapon).boltVelocity;
        reach = Rules.SHIP_RADIUS + weapon.radius;
        startX = shots.x[bolt] - shots.stepX[bolt] * flownTicks;
        startY = shots.y[bolt] - shots.stepY[bolt] * flownTicks;
        fromPath = path(firstTick - 1);
        struckPath = path(lastTick);
        struckShip = Ships.NOBODY;
        coveredShip = Ships.NOBODY;
        int margin = reach + Math.max(stepMax, slack);
        int firstColumn = grid.line(Math.min(boltX(fromPath), boltX(struckPath)) - margin);
        int lastColumn = grid.line(Math.max(boltX(fromPath), boltX(struckPath)) + margin);
        int firstRow = grid.line(Math.min(boltY(fromPath), boltY(struckPath)) - margin);
        int lastRow = grid.line(Math.max(boltY(fromPath), boltY(struckPath)) + margin);
        meetAsteroid();
        for (int row = firstRow; row <= lastRow; row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                for (int i = grid.first(column, row); i != ShipGrid.END; i = grid.next(i)) {
                    meetShip(i);
                }
            }
        }
        return hasMet;
    }

    private void meetAsteroid() {
        int range = (int) (((long) velocity * (struckPath - fromPath)) >> PATH_BITS);
        int clear = map.clearDistance(boltX(fromPath), boltY(fromPath), shots.angle[id], range, weapon.radius);
        hasMet = clear < range;
        if (hasMet) {
            struckPath = fromPath + (int) (((long) clear << PATH_BITS) / velocity);
        }
    }

    private void meetShip(int ship) {
        if (ship == shooter || !ships.alive[ship]) {
            return;
        }
        int path = fromPath;
        for (int tick = firstTick; tick <= lastTick && path <= struckPath; tick++) {
            int next = path(tick);
            if (next > path && tick >= ships.spawnTick[ship] && meetShip(ship, tick, path, next)) {
                return;
            }
            path = next;
        }
    }

    /** Returns true if the ship is in the path in this tick; it becomes the hit unless something nearer is hit. */
    private boolean meetShip(int ship, int tick, int path, int next) {
        int newX = places.placeX(ship, tick);
        int newY = places.placeY(ship, tick);
        int before = Math.max(ships.spawnTick[ship], tick - 1);
        int flown16ths = Math.min(16, time(tick));
        int oldX = newX - (newX - places.placeX(ship, before)) * flown16ths / 16;
        int oldY = newY - (newY - places.placeY(ship, before)) * flown16ths / 16;
        int share =
                Hitscan.touch(boltX(path) - oldX, boltY(path) - oldY, boltX(next) - newX, boltY(next) - newY, reach);
        if (share == Hitscan.MISS) {
            return false;
        }
        int met = path + (((next - path) * share) >> Hitscan.SHARE_BITS);
        int x = oldX + (((newX - oldX) * share) >> Hitscan.SHARE_BITS);
        int y = oldY + (((newY - oldY) * share) >> Hitscan.SHARE_BITS);
        if (met >= struckPath && hasMet) {
            return true;
        }
        if (isCovered(ship, tick)) {
            coverAt(met, ship, tick, x, y);
        } else {
            hasMet = true;
            struckPath = met;
            struckShip = ship;
            struckTick = tick;
            struckX = x;
            struckY = y;
        }
        return true;
    }

    /** Records the nearest ship that has cover. */
    private void coverAt(int path, int ship, int tick, int x, int y) {
        if (coveredShip == Ships.NOBODY || path < coveredPath) {
            coveredPath = path;
            coveredShip = ship;
            coveredTick = tick;
            coveredX = x;
            coveredY = y;
        }
    }

    /** Returns true if the victim had cover at the oldest tick in which it has to accept a hit. */
    private boolean isCovered(int ship, int tick) {
        int coverTick = Math.max(ships.spawnTick[ship], places.coverTick());
        return tick < coverTick
                && map.isBlocked(startX, startY, places.placeX(ship, coverTick), places.placeY(ship, coverTick));
    }

    private int shooterOf(int bolt) {
        int owner = shots.owner[bolt];
        return ships.seated[owner] && ships.seatTick[owner] < shots.spawnTick[bolt] ? owner : Ships.NOBODY;
    }

    private int boltX(int path) {
        return startX + (int) (((long) shots.stepX[id] * path) >> PATH_BITS);
    }

    private int boltY(int path) {
        return startY + (int) (((long) shots.stepY[id] * path) >> PATH_BITS);
    }

    /** Returns the flight time of the bolt at the end of a tick, in the time of the other ships, in 1/16 tick. */
    private int time(int tick) {
        return Math.max(0, (tick - shots.spawnTick[id]) * 16 + shots.viewAge16ths[id]);
    }

    /** Returns the path that the bolt has flown at that time in its shooter's picture, in 1/4096 tick. */
    private int path(int tick) {
        int lead = shots.viewAge16ths[id] * PATH_PER_16TH;
        int time = time(tick);
        int slowDown = Math.max(rules.boltSlowDownTicks * 16, Rules.BOLT_SLOW_DOWN_LEADS * shots.viewAge16ths[id]);
        return time * PATH_PER_16TH - (time >= slowDown ? lead : (int) ((long) lead * time / slowDown));
    }
}
