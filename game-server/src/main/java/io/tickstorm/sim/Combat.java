package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;

/**
 * Weapons and what they do: bolts fly and hit, beams hit at once, damage goes to the shield first, and the dead leave
 * their score to somebody. World thread only.
 */
final class Combat {
    private static final int HURT_WEAPON_SHIFT = 12;

    private final Rules rules;
    private final ArenaMap map;
    private final Ships ships;
    private final Shots shots;
    private final ShipGrid grid;
    private final WorldEvents events;
    private final BoltSweep bolts;
    /** The places of the ships for those who fire. */
    private ShooterPicture shooterPicture;

    private int tick;
    private int leader = Ships.NOBODY;

    /** The ship that the newest beam met; NOBODY for an asteroid or nothing. */
    private int struckShip;

    private int struckDistance;
    private final Shot shot = new Shot();

    Combat(World world, ShipGrid grid) {
        this.rules = world.rules();
        this.map = world.map();
        this.ships = world.ships();
        this.shots = world.shots();
        this.events = world.events();
        this.grid = grid;
        bolts = new BoltSweep(world, grid);
        shooterPicture = new LivePicture(ships);
    }

    void judgeShotsBy(ShooterPicture other) {
        shooterPicture = other;
        bolts.judgeBy(other);
    }

    /** Moves every bolt by one tick and lets it hit the first ship or asteroid in its way. */
    void flyShots(int now, int leaderNow) {
        tick = now;
        leader = leaderNow;
        for (int id = 0; id < shots.high(); id++) {
            if (shots.live[id]) {
                flyShot(id);
            }
        }
    }

    /** Fires what a ship's inputs ask for and its cooldowns allow: first those that came late, then that of now. */
    void fire(int i, LateShots late, int now, int leaderNow) {
        tick = now;
        leader = leaderNow;
        for (int w = 0; w < Weapon.COUNT; w++) {
            int parts = rules.of(Weapon.at(w)).parts;
            int[] cooldown = ships.cooldown(Weapon.at(w));
            cooldown[i] = Math.max(-parts * rules.lateShotTicks, cooldown[i] - parts);
        }
        for (int k = 0; k < late.count(i); k++) {
            fire(i, late.command(i, k), late.tick(i, k));
        }
        fire(i, ships.command[i], now);
    }

    /** A weapon has to have been ready in the tick of the shot, and reloads from then on. */
    private void fire(int i, int command, int shotTick) {
        int late = tick - shotTick;
        for (int w = 0; w < Weapon.COUNT; w++) {
            Weapon weapon = Weapon.at(w);
            int parts = rules.of(weapon).parts;
            if (weapon.isAskedForBy(command) && ships.cooldown(weapon)[i] + parts * late < parts) {
                fire(weapon, i, command, shotTick);
            }
        }
    }

    private void fire(Weapon weapon, int i, int command, int shotTick) {
        switch (weapon.kind) {
            case BOLT -> fireBolt(weapon, i, command, shotTick);
            case BEAM -> fireBeam(weapon, i, command, shotTick);
        }
    }

    /** Reloads the weapon from the tick of the shot on; what is left of that tick counts. */
    private void reload(Weapon weapon, int i, int shotTick) {
        int late = rules.of(weapon).parts * (tick - shotTick);
        int[] cooldown = ships.cooldown(weapon);
        cooldown[i] = Math.max(0, cooldown[i] + late) + rules.of(weapon).reload - late;
        ships.protectedUntilTick[i] = 0;
    }

    private void fireBolt(Weapon weapon, int i, int command, int shotTick) {
        int aim = InputCommand.aim(command);
        shooterPicture.open(i, shotTick);
        int x = shooterPicture.originX(i, shotTick) + (weapon.muzzle * Fixed.cos(aim) >> Fixed.TRIG_BITS);
        int y = shooterPicture.originY(i, shotTick) + (weapon.muzzle * Fixed.sin(aim) >> Fixed.TRIG_BITS);
        int id = shots.add(weapon, x, y, aim, i, shotTick);
        if (id >= 0) {
            reload(weapon, i, shotTick);
            int late = tick - shotTick;
            shots.viewAge16ths[id] = shooterPicture.viewAge16ths();
            shots.x[id] += shots.stepX[id] * late;
            shots.y[id] += shots.stepY[id] * late;
            boolean hasMet = bolts.meetsAtOnce(id, tick);
            noteCover();
            if (hasMet) {
                strikeBy(id);
            }
            if (isOver(id)) {
                shots.remove(id);
            }
        }
    }

    /** Fires from where the shooter was at the click, which may be a good part of a tick ago. */
    private void fireBeam(Weapon weapon, int i, int command, int shotTick) {
        reload(weapon, i, shotTick);
        shooterPicture.open(i, shotTick);
        int early = InputCommand.early128ths(command);
        int aim = InputCommand.aim(command);
        int x = inside(shooterPicture.originX(i, shotTick) - (shooterPicture.originStepX(i, shotTick) * early >> 7));
        int y = inside(shooterPicture.originY(i, shotTick) - (shooterPicture.originStepY(i, shotTick) * early >> 7));
        sweepBeam(x, y, aim, weapon.range, i);
        shot.begin(weapon, shotTick, x, y);
        int victim = struckShip == Ships.NOBODY ? Ships.NOBODY : judgeBeam(i);
        int length = struckDistance >> Fixed.POSITION_BITS;
        events.add(shot, WorldEvents.BEAM, i, victim, x, y, aim, WorldEvents.beam(weapon, length));
        if (victim != Ships.NOBODY) {
            strike(victim, i, weapon, aim);
        }
    }

    private void strike(int victim, int attacker, Weapon weapon, int angle) {
        if (hurt(victim, attacker, weapon) && rules.of(weapon).pushVelocity > 0) {
            push(victim, angle, rules.of(weapon).pushVelocity);
        }
    }

    /** Describes what the beam has met; returns NOBODY if that ship had cover. */
    private int judgeBeam(int shooter) {
        int age16ths = shooterPicture.viewAge16ths();
        shot.meets(
                shooterPicture.x(struckShip),
                shooterPicture.y(struckShip),
                age16ths == 0 ? 0 : age16ths + 16 * (tick - shot.tick));
        if (!isCovered(struckShip, shot.fromX, shot.fromY)) {
            return struckShip;
        }
        events.covered.add(shot, shooter, struckShip);
        shot.misses();
        return Ships.NOBODY;
    }

    /** Returns true if the victim had cover from a shot at (x, y) at the oldest moment it has to accept. */
    private boolean isCovered(int victim, int x, int y) {
        if (!shooterPicture.needsCoverCheck()) {
            return false;
        }
        int coverTick = Math.max(ships.spawnTick[victim], shooterPicture.coverTick());
        return map.isBlocked(x, y, shooterPicture.placeX(victim, coverTick), shooterPicture.placeY(victim, coverTick));
    }

    /** A ship that has just bounced off a wall comes, by its velocity, from beyond it. */
    private int inside(int coordinate) {
        return Math.max(0, Math.min(map.side - 1, coordinate));
    }

    private void flyShot(int id) {
        if (!shots.spent[id] && bolts.meets(id, tick)) {
            strikeBy(id);
        }
        shots.x[id] += shots.stepX[id];
        shots.y[id] += shots.stepY[id];
        if (isOver(id)) {
            shots.remove(id);
        }
    }

    /** Notes a ship that had cover. Only the first sweep of a bolt looks back far enough for that. */
    private void noteCover() {
        if (bolts.coveredShip() != Ships.NOBODY) {
            bolts.describeCovered(shot, tick);
            events.covered.add(shot, bolts.shooter(), bolts.coveredShip());
        }
    }

    /** Strikes what the bolt has met. It flies on as its own picture until others see it arrive there. */
    private void strikeBy(int id) {
        shots.spend(id, Math.min(shots.endTick[id], bolts.arrivalTick()));
        if (bolts.struckShip() != Ships.NOBODY) {
            bolts.describe(shot, tick);
            strike(bolts.struckShip(), bolts.shooter(), shots.weapon(id), shots.angle[id]);
        }
    }

    private boolean isOver(int id) {
        boolean outside = (shots.x[id] | shots.y[id]) < 0 || shots.x[id] >= map.side || shots.y[id] >= map.side;
        return outside || tick >= shots.endTick[id];
    }

    /** Finds the first thing that a beam meets on its way; leaves {@link #struckShip} and {@link #struckDistance}. */
    private void sweepBeam(int x, int y, int angle, int range, int shooter) {
        struckShip = Ships.NOBODY;
        struckDistance = map.clearDistance(x, y, angle, range, 0);
        int endX = x + (int) ((long) struckDistance * Fixed.cos(angle) >> Fixed.TRIG_BITS);
        int endY = y + (int) ((long) struckDistance * Fixed.sin(angle) >> Fixed.TRIG_BITS);
        int margin = Rules.SHIP_RADIUS + shooterPicture.slack();
        int firstColumn = grid.line(Math.min(x, endX) - margin);
        int lastColumn = grid.line(Math.max(x, endX) + margin);
        int lastRow = grid.line(Math.max(y, endY) + margin);
        for (int row = grid.line(Math.min(y, endY) - margin); row <= lastRow; row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                sweepShips(column, row, x, y, angle, shooter);
            }
        }
    }

    private void sweepShips(int column, int row, int x, int y, int angle, int shooter) {
        for (int i = grid.first(column, row); i != ShipGrid.END; i = grid.next(i)) {
            if (i == shooter || !ships.alive[i]) {
                continue;
            }
            int dx = shooterPicture.x(i) - x;
            int dy = shooterPicture.y(i) - y;
            int entry = Hitscan.enter(dx, dy, angle, struckDistance, Rules.SHIP_RADIUS);
            if (entry != Hitscan.MISS && entry < struckDistance) {
                struckDistance = entry;
                struckShip = i;
            }
        }
    }

    /** Takes the damage from the victim; returns true if it felt it and lives. */
    private boolean hurt(int victim, int attacker, Weapon weapon) {
        if (!ships.alive[victim] || ships.isProtected(victim, tick)) {
            return false;
        }
        int damage = weapon.damage;
        int absorbed = Math.min(ships.shield(victim), damage);
        ships.shieldQ8[victim] -= absorbed << 8;
        ships.health[victim] = Math.max(0, ships.health[victim] - (damage - absorbed));
        ships.lastHurtTick[victim] = tick;
        ships.lastHurtBy[victim] = attacker | weapon.number << HURT_WEAPON_SHIFT;
        int left = WorldEvents.left(ships.health[victim], ships.shield(victim));
        int how = WorldEvents.hit(weapon);
        events.add(shot, WorldEvents.HIT, attacker, victim, ships.x[victim], ships.y[victim], how, left);
        if (ships.health[victim] == 0) {
            kill(victim, attacker, weapon.number);
            return false;
        }
        return true;
    }

    /** Returns true if a player who is still here hit this living ship within the last seconds. */
    boolean wasHitLately(int i, int now) {
        int attacker = ships.lastHurtBy[i] & Ships.NOBODY;
        boolean isLately = ships.lastHurtTick[i] > 0 && now - ships.lastHurtTick[i] <= rules.killCreditTicks;
        return ships.alive[i]
                && isLately
                && ships.lastHurtTick[i] >= ships.spawnTick[i]
                && attacker != Ships.NOBODY
                && attacker != i
                && ships.seated[attacker]
                && ships.seatTick[attacker] < ships.lastHurtTick[i];
    }

    /** A ship that {@link #wasHitLately was hit lately} gives up: its last attacker gets the kill. */
    void concede(int victim, int now, int leaderNow) {
        tick = now;
        leader = leaderNow;
        kill(victim, ships.lastHurtBy[victim] & Ships.NOBODY, ships.lastHurtBy[victim] >> HURT_WEAPON_SHIFT);
    }

    private void kill(int victim, int killer, int weaponNumber) {
        boolean crown = victim == leader;
        ships.alive[victim] = false;
        ships.deaths[victim]++;
        ships.respawnTick[victim] = tick + rules.respawnTicks;
        ships.disturbances[victim] |= Ships.DEATH;
        if (killer != Ships.NOBODY) {
            ships.kills[killer]++;
            ships.score[killer] += crown ? Rules.CROWN_KILL_SCORE : Rules.KILL_SCORE;
        }
        events.add(WorldEvents.KILL, killer, victim, ships.x[victim], ships.y[victim], weaponNumber, crown ? 1 : 0);
    }

    private void push(int victim, int angle, int velocity) {
        ships.velocityX[victim] += (velocity >> 8) * Fixed.cos(angle) >> Fixed.TRIG_BITS - 8;
        ships.velocityY[victim] += (velocity >> 8) * Fixed.sin(angle) >> Fixed.TRIG_BITS - 8;
        ships.disturbances[victim] |= Ships.IMPULSE;
    }

    static {
        assert ONE == 1 << 8 : "velocities are shifted by 8 to positions";
    }
}
