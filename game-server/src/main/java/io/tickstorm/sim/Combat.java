package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.CELL_SHIFT;
import static io.tickstorm.sim.Fixed.ONE;

/**
 * Weapons and what they do: bolts fly and hit, rails hit at once, damage goes to the shield first, and the dead leave
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
    private final ShooterPicture live;
    /** Where ships are for those who fire. */
    private ShooterPicture shooterPicture;
    /** Where ships are for the newest sweep. */
    private ShooterPicture picture;

    private int tick;
    private int leader = Ships.NOBODY;

    /** What the newest sweep met: a ship id, NOBODY for an asteroid or nothing. */
    private int struckShip;

    private int struckDistance;

    Combat(World world, ShipGrid grid) {
        this.rules = world.rules();
        this.map = world.map();
        this.ships = world.ships();
        this.shots = world.shots();
        this.events = world.events();
        this.grid = grid;
        live = new LivePicture(ships);
        shooterPicture = live;
        picture = live;
    }

    void judgeShotsBy(ShooterPicture other) {
        shooterPicture = other;
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

    /** Fires what a ship's command asks for and its cooldowns allow. */
    void fire(int i, int now, int leaderNow) {
        tick = now;
        leader = leaderNow;
        ships.blasterCooldown[i] = Math.max(0, ships.blasterCooldown[i] - 256);
        ships.railCooldownTicks[i] = Math.max(0, ships.railCooldownTicks[i] - 1);
        int command = ships.command[i];
        if (InputCommand.fires(command) && ships.blasterCooldown[i] < 256) {
            fireBlaster(i);
        }
        if (InputCommand.firesRail(command) && ships.railCooldownTicks[i] == 0) {
            fireRail(i);
        }
    }

    private void fireBlaster(int i) {
        int aim = ships.aim[i];
        int x = ships.x[i] + (Rules.BLASTER_MUZZLE * Fixed.cos(aim) >> Fixed.TRIG_BITS);
        int y = ships.y[i] + (Rules.BLASTER_MUZZLE * Fixed.sin(aim) >> Fixed.TRIG_BITS);
        int id = shots.add(x, y, aim, i, tick, rules);
        if (id >= 0) {
            ships.blasterCooldown[i] += rules.blasterReload;
            ships.protectedUntilTick[i] = 0;
            sweepAhead(id, i);
        }
    }

    /**
     * Lets a new bolt hit at once what it is about to hit in its shooter's picture: at close range he sees the others
     * where they were, and there his bolt meets them. After that it meets them where they are.
     */
    private void sweepAhead(int id, int shooter) {
        picture = shooterPicture;
        picture.open(shooter);
        int ticks = Math.min(rules.boltSweepTicks, picture.knownFlightTicks());
        int x = shots.x[id];
        int y = shots.y[id];
        for (int flown = 1; flown <= ticks; flown++) {
            picture.follow(flown);
            sweep(x, y, shots.angle[id], rules.boltVelocity, Rules.BLASTER_RADIUS, shooter);
            if (struckShip != Ships.NOBODY && !isCovered(struckShip, shots.x[id], shots.y[id])) {
                shots.spend(id, tick + flown);
                strike(struckShip, shooter, Rules.BLASTER_DAMAGE, WorldEvents.BLASTER);
            }
            if (struckDistance < rules.boltVelocity) {
                break;
            }
            x += shots.stepX[id];
            y += shots.stepY[id];
        }
        picture = live;
    }

    /** Whether the victim, where the picture has it, felt it and lives. */
    private boolean strike(int victim, int shooter, int damage, int weapon) {
        picture.struck(weapon, victim);
        return hurt(victim, shooter, damage, weapon);
    }

    /** From where the shooter was when he clicked, which may be a good part of a tick ago. */
    private void fireRail(int i) {
        ships.railCooldownTicks[i] = rules.railReloadTicks;
        ships.protectedUntilTick[i] = 0;
        picture = shooterPicture;
        picture.open(i);
        int early = InputCommand.railEarly128ths(ships.command[i]);
        int x = inside(ships.x[i] - ((ships.velocityX[i] >> 8) * early >> 7));
        int y = inside(ships.y[i] - ((ships.velocityY[i] >> 8) * early >> 7));
        sweep(x, y, ships.aim[i], Rules.RAIL_RANGE, 0, i);
        int victim = struckShip != Ships.NOBODY && isCovered(struckShip, x, y) ? Ships.NOBODY : struckShip;
        events.add(WorldEvents.BEAM, i, victim, x, y, ships.aim[i], struckDistance >> Fixed.POSITION_BITS);
        if (victim != Ships.NOBODY && strike(victim, i, Rules.RAIL_DAMAGE, WorldEvents.RAIL)) {
            push(victim, ships.aim[i]);
        }
        picture = live;
    }

    /** Returns true if the victim had cover from a shot at (x, y) at the oldest moment it has to accept. */
    private boolean isCovered(int victim, int x, int y) {
        return picture.needsCoverCheck() && map.isBlocked(x, y, picture.coverX(victim), picture.coverY(victim));
    }

    /** A ship that has just bounced off a wall comes, by its velocity, from beyond it. */
    private int inside(int coordinate) {
        return Math.max(0, Math.min(map.side - 1, coordinate));
    }

    private void flyShot(int id) {
        boolean met = !shots.spent[id] && meets(id);
        shots.x[id] += shots.stepX[id];
        shots.y[id] += shots.stepY[id];
        boolean outside = (shots.x[id] | shots.y[id]) < 0 || shots.x[id] >= map.side || shots.y[id] >= map.side;
        if (met || outside || tick >= shots.endTick[id]) {
            shots.remove(id);
        }
    }

    /** Whether it meets something in this tick; a ship is hurt. */
    private boolean meets(int id) {
        int shooter = shooter(id);
        sweep(shots.x[id], shots.y[id], shots.angle[id], rules.boltVelocity, Rules.BLASTER_RADIUS, shooter);
        if (struckShip != Ships.NOBODY) {
            hurt(struckShip, shooter, Rules.BLASTER_DAMAGE, WorldEvents.BLASTER);
        }
        return struckDistance < rules.boltVelocity;
    }

    /** NOBODY when who fired has left: whoever has the seat now neither earns by the bolt nor is safe from it. */
    private int shooter(int id) {
        int owner = shots.owner[id];
        return ships.seated[owner] && ships.seatTick[owner] < shots.spawnTick[id] ? owner : Ships.NOBODY;
    }

    /**
     * The first thing a circle of {@code radius} meets on its way; leaves {@link #struckShip} and {@link
     * #struckDistance}, which is {@code range} if nothing was met.
     */
    private void sweep(int x, int y, int angle, int range, int radius, int shooter) {
        struckShip = Ships.NOBODY;
        struckDistance = range;
        int endX = x + (int) ((long) range * Fixed.cos(angle) >> Fixed.TRIG_BITS);
        int endY = y + (int) ((long) range * Fixed.sin(angle) >> Fixed.TRIG_BITS);
        int margin = Rules.SHIP_RADIUS + radius + picture.slack();
        int firstColumn = grid.line(Math.min(x, endX) - margin);
        int lastColumn = grid.line(Math.max(x, endX) + margin);
        int lastRow = grid.line(Math.max(y, endY) + margin);
        for (int row = grid.line(Math.min(y, endY) - margin); row <= lastRow; row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                sweepAsteroids(column, row, x, y, angle, radius);
                sweepShips(column, row, x, y, angle, radius, shooter);
            }
        }
    }

    private void sweepAsteroids(int column, int row, int x, int y, int angle, int radius) {
        for (int i : map.asteroidsNear(column << CELL_SHIFT, row << CELL_SHIFT)) {
            int reach = map.asteroidRadius[i] + radius;
            int entry = Hitscan.enter(map.asteroidX[i] - x, map.asteroidY[i] - y, angle, struckDistance, reach);
            if (entry != Hitscan.MISS && entry < struckDistance) {
                struckDistance = entry;
                struckShip = Ships.NOBODY;
            }
        }
    }

    private void sweepShips(int column, int row, int x, int y, int angle, int radius, int shooter) {
        for (int i = grid.first(column, row); i != ShipGrid.END; i = grid.next(i)) {
            if (i == shooter || !ships.alive[i]) {
                continue;
            }
            int reach = Rules.SHIP_RADIUS + radius;
            int entry = Hitscan.enter(picture.x(i) - x, picture.y(i) - y, angle, struckDistance, reach);
            if (entry != Hitscan.MISS && entry < struckDistance) {
                struckDistance = entry;
                struckShip = i;
            }
        }
    }

    /** Whether the victim felt it and lives. */
    private boolean hurt(int victim, int attacker, int damage, int weapon) {
        if (!ships.alive[victim] || ships.isProtected(victim, tick)) {
            return false;
        }
        int absorbed = Math.min(ships.shield(victim), damage);
        ships.shieldQ8[victim] -= absorbed << 8;
        ships.health[victim] = Math.max(0, ships.health[victim] - (damage - absorbed));
        ships.lastHurtTick[victim] = tick;
        ships.lastHurtBy[victim] = attacker | weapon << HURT_WEAPON_SHIFT;
        int left = ships.health[victim] | Math.min(31, ships.shield(victim)) << 7;
        events.add(WorldEvents.HIT, attacker, victim, ships.x[victim], ships.y[victim], damage, left);
        if (ships.health[victim] == 0) {
            kill(victim, attacker, weapon);
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

    private void kill(int victim, int killer, int weapon) {
        boolean crown = victim == leader;
        ships.alive[victim] = false;
        ships.deaths[victim]++;
        ships.respawnTick[victim] = tick + rules.respawnTicks;
        ships.disturbances[victim] |= Ships.DEATH;
        if (killer != Ships.NOBODY) {
            ships.kills[killer]++;
            ships.score[killer] += crown ? Rules.CROWN_KILL_SCORE : Rules.KILL_SCORE;
        }
        events.add(WorldEvents.KILL, killer, victim, ships.x[victim], ships.y[victim], weapon, crown ? 1 : 0);
    }

    private void push(int victim, int angle) {
        ships.velocityX[victim] += (rules.railPushVelocity >> 8) * Fixed.cos(angle) >> Fixed.TRIG_BITS - 8;
        ships.velocityY[victim] += (rules.railPushVelocity >> 8) * Fixed.sin(angle) >> Fixed.TRIG_BITS - 8;
        ships.disturbances[victim] |= Ships.IMPULSE;
    }

    static {
        assert ONE == 1 << 8 : "velocities are shifted by 8 to positions";
    }
}
