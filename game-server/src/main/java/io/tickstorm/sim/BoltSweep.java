package io.tickstorm.sim;

/**
 * Finds what a bolt meets first, in the picture of its shooter. The shooter sees the bolt start in its own time, in
 * which the others are where they were a while ago, and slow down into theirs. So the bolt is judged by the places that
 * the others had when the shooter sees it pass them. For a while it is ahead of where it flies for all others; after
 * that it is where all see it. A bolt of a shooter without a picture is judged where it flies. World thread only.
 *
 * <pre>
 *   L   how old the picture is when the bolt is fired, S   when its slowing down ends, in 1/16 tick
 *   f   time of the others since then:   (n - tick of the shot) * 16 + L   at the end of tick n
 *   path flown in the picture            f - L * min(f, S) / S
 *   path flown in the world              f - L                             the same from f = S on
 * </pre>
 */
final class BoltSweep {
    /** Paths are in 1/4096 tick. */
    private static final int PATH_BITS = 12;

    private static final int PATH_PER_16TH = 256;

    private final Rules rules;
    private final ArenaMap map;
    private final Ships ships;
    private final Shots shots;
    private final ShipGrid grid;
    /** An upper limit of a ship's way in one tick, as a position difference. */
    private final int stepMax;

    /** The ship that the newest sweep met; NOBODY for an asteroid or nothing. */
    private int struckShip;
    /** The tick in which the others were where the shooter saw them. */
    private int struckTick;

    private int struckX;
    private int struckY;
    /** Path flown from the start to what was met. */
    private int struckPath;

    private boolean hasMet;

    /**
     * The ship that the newest sweep would have met without its cover, or NOBODY; the rest as for {@link #struckShip}.
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
    /** The distance at which the middles of a ship and the bolt touch; a position difference. */
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

    /** Judges the sweeps after this by other past places. */
    void judgeBy(ShooterPictures other) {
        places = other;
    }

    /**
     * Follows a new bolt from its start up to the end of a tick.
     *
     * @param now the tick that is made; the bolt has flown since the tick of its shot
     * @param slack how far a ship may be from where it is in the world, as a position difference on either axis
     * @return true if it meets a ship or an asteroid
     */
    boolean meetsAtOnce(int bolt, int now, int slack) {
        firstTick = shots.spawnTick[bolt] - (shots.viewAge16ths[bolt] >> 4);
        lastTick = now;
        return meets(bolt, now - shots.spawnTick[bolt], slack);
    }

    /** Follows a bolt through the tick that is made, before it is moved; returns true if it meets something. */
    boolean meets(int bolt, int now) {
        firstTick = now;
        lastTick = now;
        return meets(bolt, now - 1 - shots.spawnTick[bolt], stepMax);
    }

    /**
     * Returns who fired the bolt of the newest sweep; {@link Ships#NOBODY} if that player has left. The player who has
     * the seat now neither earns by the bolt nor is safe from it.
     */
    int shooter() {
        return shooter;
    }

    /** Returns the ship that the newest sweep met, or {@link Ships#NOBODY}. */
    int struckShip() {
        return struckShip;
    }

    /** Describes the hit of the newest sweep; {@code now} is the tick that is made. */
    void describe(Shot shot, int now) {
        shot.begin(weapon, shots.spawnTick[id], startX, startY);
        shot.meets(struckX, struckY, (now - struckTick) * 16);
    }

    /** Returns the ship that was met first and does not count, since it had cover, or {@link Ships#NOBODY}. */
    int coveredShip() {
        return hasMet && struckPath < coveredPath ? Ships.NOBODY : coveredShip;
    }

    /** Describes how {@link #coveredShip} was met; {@code now} is the tick that is made. */
    void describeCovered(Shot shot, int now) {
        shot.begin(weapon, shots.spawnTick[id], startX, startY);
        shot.meets(coveredX, coveredY, (now - coveredTick) * 16);
    }

    /** Returns the tick in which the bolt, as others see it, reaches what the newest sweep met. */
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

    /** Returns true if the ship is in the way in this tick; it is struck if nothing nearer is. */
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

    /** Notes the nearest ship that has cover. */
    private void coverAt(int path, int ship, int tick, int x, int y) {
        if (coveredShip == Ships.NOBODY || path < coveredPath) {
            coveredPath = path;
            coveredShip = ship;
            coveredTick = tick;
            coveredX = x;
            coveredY = y;
        }
    }

    /** Returns true if the victim had cover at the oldest moment that it has to accept. */
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

    /** Returns how long the others have flown since the shot at the end of a tick, in 1/16 tick. */
    private int time(int tick) {
        return Math.max(0, (tick - shots.spawnTick[id]) * 16 + shots.viewAge16ths[id]);
    }

    /** Returns how far the bolt has flown by then in its shooter's picture, in 1/4096 tick. */
    private int path(int tick) {
        int lead = shots.viewAge16ths[id] * PATH_PER_16TH;
        int time = time(tick);
        int slowDown = Math.max(rules.boltSlowDownTicks * 16, Rules.BOLT_SLOW_DOWN_LEADS * shots.viewAge16ths[id]);
        return time * PATH_PER_16TH - (time >= slowDown ? lead : (int) ((long) lead * time / slowDown));
    }
}
