package io.tickstorm.sim;

/**
 * One match: ships, bolts, pickups, score, and the rules that simulate one tick. The same seed, seats and commands give
 * the same {@link #stateHash()} at every tick on every JVM. Owned by one thread; other threads see only what that
 * thread publishes.
 */
public final class World {
    /** The largest number of seats: ids count from 0, and the last two ids that fit the wire are not seats. */
    public static final int SEATS_MAX = Ships.NOBODY - 1;
    /** A match ends at this tick, because later sums of ticks would approach 2^31. At 128 Hz that is half a year. */
    public static final int TICK_MAX = 2_000_000_000;

    /**
     * Events per seat in addition to a hit of every bolt: it appears, fires each beam, hits with it, dies and collects
     * a pickup.
     */
    private static final int EVENTS_PER_SEAT = 4 + 2 * Weapon.COUNT;

    private final Rules rules;
    private final ArenaMap map;
    private final Ships ships;
    private final Shots shots;
    private final Pickups pickups;
    private final WorldEvents events;
    private final ShipGrid grid;
    private final Round round;
    private final Combat combat;
    private final Spawner spawner;
    /** Ships that leave in the next step; always empty between two ticks. */
    private final boolean[] conceding;

    private final LateShots lateShots;

    private boolean anyConcedes;
    private int tick;
    private int random;

    /**
     * @param seed of all random numbers
     * @param seats 1 to 4,094
     * @throws IllegalArgumentException if seats are out of range
     */
    public World(Rules rules, int seed, int seats) {
        this(rules, ArenaMap.generate(seed, seats), seed, seats);
    }

    public World(Rules rules, ArenaMap map, int seed, int seats) {
        if (seats < 1 || seats > SEATS_MAX) {
            throw new IllegalArgumentException(seats + " seats are not in 1 to " + SEATS_MAX);
        }
        this.rules = rules;
        this.map = map;
        ships = new Ships(seats);
        shots = new Shots(rules, Math.min(Shots.CAPACITY_MAX, Math.max(64, seats * rules.boltsInFlightMax)));
        pickups = new Pickups(map);
        events = new WorldEvents(Math.max(128, seats * (rules.boltsInFlightMax + EVENTS_PER_SEAT)));
        grid = new ShipGrid(map.columns, seats);
        round = new Round(rules);
        combat = new Combat(this, grid);
        spawner = new Spawner(map);
        conceding = new boolean[seats];
        lateShots = new LateShots(seats, rules.lateShotsMax);
        random = Fixed.hash(Fixed.HASH_START, seed) | 1;
        grid.file(ships);
    }

    /** Returns the newest finished tick; 0 before the first step. */
    public int tick() {
        return tick;
    }

    /** Returns the rules at the world's tick rate. */
    public Rules rules() {
        return rules;
    }

    /** Returns the arena. */
    public ArenaMap map() {
        return map;
    }

    /** Returns the ships, which the next step changes. */
    public Ships ships() {
        return ships;
    }

    /** Returns the bolts in flight, which the next step changes. */
    public Shots shots() {
        return shots;
    }

    /** Returns the pickups, which the next step changes. */
    public Pickups pickups() {
        return pickups;
    }

    /** Returns the events of the newest tick. */
    public WorldEvents events() {
        return events;
    }

    /** Returns the living ships by cell, as of the newest tick. */
    public ShipGrid grid() {
        return grid;
    }

    /** Returns the phase of the match, which the next step may change. */
    public Round round() {
        return round;
    }

    /**
     * Sets the pictures by which later shots are evaluated: they hit what their shooters saw, not what is there now.
     */
    public void useShooterPictures(ShooterPictures pictures) {
        combat.useShooterPictures(pictures);
    }

    /** Occupies a seat; the ship appears in the next step. */
    public void seat(int ship) {
        if (ships.seated[ship]) {
            throw new IllegalStateException("seat " + ship + " is taken");
        }
        ships.clear(ship);
        ships.seated[ship] = true;
        ships.seatTick[ship] = tick;
        ships.respawnTick[ship] = tick + 1;
    }

    /** Sets the shape of the player's screen: the ship appears where that screen shows another ship. */
    public void turnScreen(int ship, boolean isUpright) {
        ships.upright[ship] = isUpright;
    }

    /**
     * Queues a shot whose input arrived after its tick; the next step fires it as of its own tick.
     *
     * @param shotTick the tick of the input; shots of one ship are added in the order of their ticks
     * @param command a packed {@link InputCommand} that shoots
     * @return false if the shot is too late, of an earlier life, or above the limit; then it is not fired
     */
    public boolean shootLate(int ship, int shotTick, int command) {
        return shotTick <= tick
                && shotTick > tick - rules.lateShotTicks
                && ships.alive[ship]
                && shotTick >= ships.spawnTick[ship]
                && lateShots.add(ship, shotTick, command);
    }

    /**
     * Announces that a ship is about to leave. If another player hit it within the last seconds, the next step credits
     * them with the kill.
     *
     * @return true if the seat has to stay until that step is done
     */
    public boolean concede(int ship) {
        conceding[ship] = !round.isResult() && combat.wasHitLately(ship, tick);
        anyConcedes |= conceding[ship];
        return conceding[ship];
    }

    /**
     * Removes a ship from the arena; its seat and its score stay.
     *
     * @return false if it was hit within the last seconds and therefore stays for now
     */
    public boolean park(int ship) {
        if (!ships.isParked(ship)) {
            if (combat.wasHitLately(ship, tick)) {
                return false;
            }
            ships.park(ship);
            grid.file(ships);
        }
        return true;
    }

    /** Returns a parked ship to the arena with the next step; has no effect on other ships. */
    public void unpark(int ship) {
        if (ships.isParked(ship)) {
            ships.respawnTick[ship] = tick + 1;
        }
    }

    /** Frees a seat; the ship is removed immediately, its bolts fly on. */
    public void unseat(int ship) {
        ships.clear(ship);
    }

    /**
     * Advances the world by one tick.
     *
     * @param commands a packed {@link InputCommand} per seat, or {@link InputCommand#NONE}
     */
    public void step(int[] commands) {
        tick++;
        events.clear();
        if (anyConcedes) {
            settleConcessions();
        }
        moveShips(commands);
        grid.file(ships);
        respawn();
        combat.flyShots(tick, round.leader());
        fireWeapons();
        lateShots.clear();
        collectPickups();
        refillShields();
        round.crown(ships);
        if (round.advance(tick)) {
            changePhase();
        }
        grid.file(ships);
    }

    /** Returns a 32-bit hash of all state that affects later ticks. */
    public int stateHash() {
        int hash = Fixed.hash(Fixed.hash(Fixed.HASH_START, tick), random);
        return round.hash(pickups.hash(shots.hash(ships.hash(hash))));
    }

    /**
     * Writes the world into an image, or restores it from the image of a world with the same map and number of seats.
     */
    public void transfer(StateImage image) {
        tick = image.tick(tick);
        random = image.word(random);
        ships.transfer(image);
        shots.transfer(image);
        pickups.transfer(image);
        events.transfer(image);
        round.transfer(image);
        if (image.isReading()) {
            grid.file(ships);
        }
    }

    private void moveShips(int[] commands) {
        for (int i = 0; i < ships.seats(); i++) {
            if (!ships.seated[i]) {
                continue;
            }
            ships.command[i] = commands[i];
            if (commands[i] != InputCommand.NONE) {
                ships.aim[i] = InputCommand.aim(commands[i]);
            }
            if (ships.alive[i]) {
                ShipMovement.step(ships, i, commands[i], rules, map);
            }
        }
    }

    private void settleConcessions() {
        anyConcedes = false;
        for (int i = 0; i < conceding.length; i++) {
            if (conceding[i]) {
                conceding[i] = false;
                combat.concede(i, tick, round.leader());
            }
        }
    }

    private void respawn() {
        for (int i = 0; i < ships.seats(); i++) {
            if (ships.seated[i] && !ships.alive[i] && tick >= ships.respawnTick[i]) {
                random = spawner.choose(ships, grid, ships.upright[i], random);
                appear(i, spawner.x(), spawner.y());
                grid.add(ships, i);
            }
        }
    }

    private void appear(int i, int x, int y) {
        ships.alive[i] = true;
        ships.x[i] = x;
        ships.y[i] = y;
        ships.velocityX[i] = 0;
        ships.velocityY[i] = 0;
        ships.boostTicks[i] = 0;
        for (int w = 0; w < Weapon.COUNT; w++) {
            ships.cooldown(Weapon.at(w))[i] = 0;
        }
        ships.health[i] = Rules.SHIP_HEALTH;
        ships.shieldQ8[i] = Rules.SHIP_SHIELD << 8;
        ships.spawnTick[i] = tick;
        ships.protectedUntilTick[i] = tick + rules.protectionTicks;
        ships.disturbances[i] |= Ships.RESPAWN;
        events.add(WorldEvents.SPAWN, i, 0, x, y, 0, 0);
    }

    /**
     * Fires the weapons of all ships. Of two beams in one tick the first shot wins. The starting seat rotates each tick
     * for fairness.
     */
    private void fireWeapons() {
        if (round.isResult()) {
            return;
        }
        for (int k = 0; k < ships.seats(); k++) {
            int i = (tick + k) % ships.seats();
            if (ships.alive[i]) {
                combat.fire(i, lateShots, tick, round.leader());
            }
        }
    }

    private void collectPickups() {
        for (int pad = 0; pad < pickups.count(); pad++) {
            if (!pickups.present[pad]) {
                pickups.present[pad] = tick >= pickups.returnTick[pad];
                continue;
            }
            int taker = nearestTaker(pad);
            if (taker != ShipGrid.END) {
                collect(pad, taker);
            }
        }
    }

    private int nearestTaker(int pad) {
        int x = pickups.x[pad];
        int y = pickups.y[pad];
        int reach = Rules.SHIP_RADIUS + Rules.PICKUP_RADIUS;
        int nearest = reach;
        int taker = ShipGrid.END;
        for (int row = grid.line(y - reach); row <= grid.line(y + reach); row++) {
            for (int column = grid.line(x - reach); column <= grid.line(x + reach); column++) {
                for (int i = grid.first(column, row); i != ShipGrid.END; i = grid.next(i)) {
                    int distance = distanceWithin(ships.x[i] - x, ships.y[i] - y, reach);
                    if (ships.alive[i] && distance < nearest && isUseful(pad, i)) {
                        nearest = distance;
                        taker = i;
                    }
                }
            }
        }
        return taker;
    }

    /** Returns a distance, exact up to {@code reach} and clamped beyond it, so that squares do not overflow. */
    private static int distanceWithin(int dx, int dy, int reach) {
        return Math.abs(dx) >= reach || Math.abs(dy) >= reach ? reach : Math.min(reach, Fixed.sqrt(dx * dx + dy * dy));
    }

    private boolean isUseful(int pad, int ship) {
        return switch (Pickups.kind(pad)) {
            case Pickups.HEALTH -> ships.health[ship] < Rules.SHIP_HEALTH;
            case Pickups.SHIELD -> ships.shield(ship) < Rules.SHIELD_MAX;
            default -> true;
        };
    }

    private void collect(int pad, int taker) {
        pickups.present[pad] = false;
        pickups.returnTick[pad] = tick + rules.pickupRespawnTicks;
        switch (Pickups.kind(pad)) {
            case Pickups.HEALTH ->
                ships.health[taker] = Math.min(Rules.SHIP_HEALTH, ships.health[taker] + Rules.PICKUP_HEALTH);
            case Pickups.SHIELD ->
                ships.shieldQ8[taker] =
                        Math.min(Rules.SHIELD_MAX << 8, ships.shieldQ8[taker] + (Rules.PICKUP_SHIELD << 8));
            default -> {
                ships.boostTicks[taker] = rules.boostTicks;
                ships.disturbances[taker] |= Ships.PICKUP;
            }
        }
        events.add(WorldEvents.PICKUP, taker, 0, pickups.x[pad], pickups.y[pad], Pickups.kind(pad), 0);
    }

    private void refillShields() {
        for (int i = 0; i < ships.seats(); i++) {
            int full = Rules.SHIP_SHIELD << 8;
            if (ships.alive[i] && ships.shieldQ8[i] < full && tick - ships.lastHurtTick[i] >= rules.shieldDelayTicks) {
                ships.shieldQ8[i] = Math.min(full, ships.shieldQ8[i] + rules.shieldRefill);
            }
        }
    }

    /** Removes all bolts, so that the displayed result does not change any more. */
    private void changePhase() {
        for (int id = 0; id < shots.high(); id++) {
            if (shots.live[id]) {
                shots.remove(id);
            }
        }
        if (!round.isResult()) {
            startRound();
        }
    }

    private void startRound() {
        for (int i = 0; i < ships.seats(); i++) {
            ships.score[i] = 0;
            ships.kills[i] = 0;
            ships.deaths[i] = 0;
            boolean isParked = ships.isParked(i);
            ships.alive[i] = false;
            ships.respawnTick[i] = isParked ? StateImage.NEVER : tick + 1;
            ships.disturbances[i] |= Ships.ROUND;
        }
    }
}
