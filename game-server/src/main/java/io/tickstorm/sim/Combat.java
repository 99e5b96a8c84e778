package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;

/**
 * Applies the weapons: bolts fly and hit, beams hit immediately, damage reduces the shield first, and a kill is
 * credited to the last attacker. World thread only.
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
    private ShooterPictures pictures;

    private int tick;
    private int leader = Ships.NOBODY;

    /** The ship hit by the newest beam; NOBODY for an asteroid or no hit. */
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
        pictures = new LivePicture(ships);
    }

    void useShooterPictures(ShooterPictures other) {
        pictures = other;
        bolts.usePictures(other);
    }

    /** Moves every bolt by one tick and applies its hit on the first ship or asteroid in its path. */
    void flyShots(int now, int leaderNow) {
        tick = now;
        leader = leaderNow;
        for (int id = 0; id < shots.high(); id++) {
            if (shots.live[id]) {
                flyShot(id);
            }
        }
    }

    /**
     * Fires the weapons that a ship's inputs request and its cooldowns allow: late inputs first, then the input of this
     * tick.
     */
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

    /** Fires the requested weapons that were ready in the tick of the shot, and starts their cooldowns at that tick. */
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

    /** Starts the cooldown at the tick of the shot; the remaining part of that tick counts. */
    private void reload(Weapon weapon, int i, int shotTick) {
        int late = rules.of(weapon).parts * (tick - shotTick);
        int[] cooldown = ships.cooldown(weapon);
        cooldown[i] = Math.max(0, cooldown[i] + late) + rules.of(weapon).reload - late;
        ships.protectedUntilTick[i] = 0;
    }

    private void fireBolt(Weapon weapon, int i, int command, int shotTick) {
        int aim = InputCommand.aim(command);
        ShooterPicture picture = pictures.seenBy(i, shotTick);
        int x = picture.originX(i, shotTick) + ((weapon.muzzle * Fixed.cos(aim)) >> Fixed.TRIG_BITS);
        int y = picture.originY(i, shotTick) + ((weapon.muzzle * Fixed.sin(aim)) >> Fixed.TRIG_BITS);
        int id = shots.add(weapon, x, y, aim, i, shotTick);
        if (id >= 0) {
            reload(weapon, i, shotTick);
            int late = tick - shotTick;
            shots.viewAge16ths[id] = picture.viewAge16ths();
            shots.x[id] += shots.stepX[id] * late;
            shots.y[id] += shots.stepY[id] * late;
            boolean hasMet = bolts.meetsAtOnce(id, tick, picture.slack());
            noteCover();
            if (hasMet) {
                strikeBy(id);
            }
            if (isOver(id)) {
                shots.remove(id);
            }
        }
    }

    /** Fires from the shooter's position at the click, which may lie most of a tick in the past. */
    private void fireBeam(Weapon weapon, int i, int command, int shotTick) {
        reload(weapon, i, shotTick);
        ShooterPicture picture = pictures.seenBy(i, shotTick);
        int early = InputCommand.early128ths(command);
        int aim = InputCommand.aim(command);
        int x = inside(picture.originX(i, shotTick) - ((picture.originStepX(i, shotTick) * early) >> 7));
        int y = inside(picture.originY(i, shotTick) - ((picture.originStepY(i, shotTick) * early) >> 7));
        sweepBeam(picture, x, y, aim, weapon.range, i);
        shot.begin(weapon, shotTick, x, y);
        int victim = struckShip == Ships.NOBODY ? Ships.NOBODY : checkBeam(picture, i);
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

    /** Writes the hit of the beam to the current shot; returns NOBODY if that ship had cover. */
    private int checkBeam(ShooterPicture picture, int shooter) {
        int age16ths = picture.viewAge16ths();
        shot.meets(
                picture.x(struckShip), picture.y(struckShip), age16ths == 0 ? 0 : age16ths + 16 * (tick - shot.tick));
        if (!isCovered(picture, struckShip, shot.fromX, shot.fromY)) {
            return struckShip;
        }
        events.covered.add(shot, shooter, struckShip);
        shot.misses();
        return Ships.NOBODY;
    }

    /**
     * Returns true if the victim had cover from a shot at (x, y) at the oldest tick in which it has to accept a hit.
     */
    private boolean isCovered(ShooterPicture picture, int victim, int x, int y) {
        if (!picture.needsCoverCheck()) {
            return false;
        }
        int coverTick = Math.max(ships.spawnTick[victim], pictures.coverTick());
        return map.isBlocked(x, y, pictures.placeX(victim, coverTick), pictures.placeY(victim, coverTick));
    }

    /**
     * Clamps a coordinate to the arena: after a bounce off a wall, the velocity points back to a position beyond it.
     */
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

    /** Records a ship that had cover. Only the first sweep of a bolt looks back far enough for cover. */
    private void noteCover() {
        if (bolts.coveredShip() != Ships.NOBODY) {
            bolts.describeCovered(shot, tick);
            events.covered.add(shot, bolts.shooter(), bolts.coveredShip());
        }
    }

    /** Applies the hit of a bolt. Its picture flies on until other players see it arrive there. */
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

    /** Finds the first object in the path of a beam; sets {@link #struckShip} and {@link #struckDistance}. */
    private void sweepBeam(ShooterPicture picture, int x, int y, int angle, int range, int shooter) {
        struckShip = Ships.NOBODY;
        struckDistance = map.clearDistance(x, y, angle, range, 0);
        int endX = x + (int) (((long) struckDistance * Fixed.cos(angle)) >> Fixed.TRIG_BITS);
        int endY = y + (int) (((long) struckDistance * Fixed.sin(angle)) >> Fixed.TRIG_BITS);
        int margin = Rules.SHIP_RADIUS + picture.slack();
        int firstColumn = grid.line(Math.min(x, endX) - margin);
        int lastColumn = grid.line(Math.max(x, endX) + margin);
        int lastRow = grid.line(Math.max(y, endY) + margin);
        for (int row = grid.line(Math.min(y, endY) - margin); row <= lastRow; row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                sweepShips(grid.first(column, row), picture, x, y, angle, shooter);
            }
        }
    }

    private void sweepShips(int first, ShooterPicture picture, int x, int y, int angle, int shooter) {
        for (int i = first; i != ShipGrid.END; i = grid.next(i)) {
            if (i == shooter || !ships.alive[i]) {
                continue;
            }
            int dx = picture.x(i) - x;
            int dy = picture.y(i) - y;
            int entry = Hitscan.enter(dx, dy, angle, struckDistance, Rules.SHIP_RADIUS);
            if (entry != Hitscan.MISS && entry < struckDistance) {
                struckDistance = entry;
                struckShip = i;
            }
        }
    }

    /** Applies the damage to the victim; returns true if it took damage and survived. */
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

    /** Returns true if a player who is still in the match hit this living ship within the last seconds. */
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

    /** Credits the kill of a leaving ship that {@link #wasHitLately was hit recently} to its last attacker. */
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
        ships.velocityX[victim] += ((velocity >> 8) * Fixed.cos(angle)) >> (Fixed.TRIG_BITS - 8);
        ships.velocityY[victim] += ((velocity >> 8) * Fixed.sin(angle)) >> (Fixed.TRIG_BITS - 8);
        ships.disturbances[victim] |= Ships.IMPULSE;
    }

    static {
        assert ONE == 1 << 8 : "velocities are shifted by 8 to positions";
    }
}
