package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.HitAudit;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Ships;

/** Two players in a room: Ada rests, with a free line to the right, and Bob crosses it, 14 u a tick. */
final class Duel {
    static final int U = 256;
    static final int STEP = 14 * U;
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final int CALM_TICKS = 40;

    final ServerMetrics metrics = new ServerMetrics();
    final Room room = new Room(
            new RoomIdentity("ROOM", 77, true, true),
            new RoomSettings(30, 2, 0, 5, 60_000, 10_000, 30_000, 30_000),
            new RoomTest.NoTokens(),
            metrics);
    final MemoryOutbox ada = new MemoryOutbox();
    final MemoryOutbox bob = new MemoryOutbox();
    final Ships ships = room.environment().world().ships();
    private final Player shooter = enter(ada);
    private final Player target = enter(bob);
    private final int distanceU;
    private final int crossed16ths;
    private int line;
    private int shotTick;

    /** Creates a duel in which Bob crosses the line this number of 1/16 ticks before the shot of {@link #shoot}. */
    Duel(int distanceU, int crossed16ths) {
        this.distanceU = distanceU;
        this.crossed16ths = crossed16ths;
    }

    /** Returns Bob's health and shield. */
    int bobsLife() {
        return ships.health[1] + ships.shield(1);
    }

    HitAudit newestAudit() {
        return ada.last().getAudits(0);
    }

    void ready() {
        ready(1);
    }

    /** Sets the age, in ticks, at which Ada acknowledges frames. */
    void ready(int heldAge) {
        tick();
        place();
        shotTick = room.environment().world().tick() + CALM_TICKS;
        for (int i = 1; i < CALM_TICKS; i++) {
            acknowledge(InputCommand.of(0, 0, 0, 0), heldAge, 0);
            tick();
        }
    }

    /** Puts a small asteroid between the two, at a distance along the line from Ada and a distance beyond it. */
    void cover(int alongU, int beyondU) {
        ArenaMap map = room.environment().world().map();
        map.asteroidX[0] = ships.x[0] + alongU * U;
        map.asteroidY[0] = line + beyondU * U;
        map.asteroidRadius[0] = 10 * U;
    }

    /** Stops Bob at his place on the line from now on. */
    void hold() {
        ships.y[1] = line;
        line = 0;
    }

    void shoot(int button, int viewAge16ths, int heldAge) {
        acknowledge(InputCommand.of(0, 0, 0, button), heldAge, viewAge16ths);
        tick();
    }

    /**
     * Shoots with an input that arrives some ticks after its own tick, as do all later inputs.
     *
     * @param heldAge ticks from the newest frame held to the tick of the shot
     */
    void shootLate(int button, int viewAge16ths, int heldAge, int lateTicks) {
        int shot = room.environment().world().tick() + 1;
        for (int i = 0; i < lateTicks; i++) {
            target.inputs().offer(shot + i, InputCommand.of(0, 0, 0, 0), shot + i - 1, 0, (shot + i) * TICK_NS);
            tick();
        }
        long nowNs = (shot + lateTicks) * TICK_NS;
        shooter.inputs().offer(shot, InputCommand.of(0, 0, 0, button), shot - heldAge, viewAge16ths, nowNs);
        tick();
    }

    /** Sends an input for a past tick, after inputs for this and later ticks. */
    void backdate(int button, int viewAge16ths, int heldAge, int byTicks) {
        int shot = room.environment().world().tick() + 1 - byTicks;
        long nowNs = (shot + byTicks) * TICK_NS;
        shooter.inputs().offer(shot, InputCommand.of(0, 0, 0, button), shot - heldAge, viewAge16ths, nowNs);
        tick();
    }

    private void acknowledge(int command, int heldAge, int viewAge16ths) {
        int tick = room.environment().world().tick() + 1;
        long nowNs = tick * TICK_NS;
        shooter.inputs().offer(tick, command, tick - heldAge, viewAge16ths, nowNs);
        target.inputs().offer(tick, InputCommand.of(0, 0, 0, 0), tick - 1, 0, nowNs);
        shooter.recordReceipt(nowNs);
        target.recordReceipt(nowNs);
    }

    void tick() {
        int tick = room.environment().world().tick() + 1;
        if (line != 0) {
            ships.y[1] = line + ((tick - shotTick) * 16 + crossed16ths) * STEP / 16;
        }
        room.tick(tick * TICK_NS, true);
    }

    private void place() {
        ArenaMap map = room.environment().world().map();
        int x = 400 * U;
        int y = 400 * U;
        while (!isFree(map, x, y)) {
            y += 40 * U;
            if (y > map.side - 700 * U) {
                y = 400 * U;
                x += 60 * U;
            }
        }
        line = y;
        for (int i = 0; i < 2; i++) {
            ships.x[i] = x + i * distanceU * U;
            ships.y[i] = y;
            ships.protectedUntilTick[i] = 0;
        }
    }

    private boolean isFree(ArenaMap map, int x, int y) {
        for (int offset = -600; offset <= 200; offset += 20) {
            if (!map.isFree(x + distanceU * U, y + offset * U, 20 * U)) {
                return false;
            }
        }
        for (int along = 60; along < distanceU; along += 60) {
            if (!map.isFree(x + along * U, y, 40 * U)) {
                return false;
            }
        }
        return map.isFree(x, y, 30 * U);
    }

    private Player enter(MemoryOutbox outbox) {
        assertTrue(room.counter().reserve());
        Player player = new Player(outbox, false, 0);
        room.post(new RoomCommand.Enter(player, new JoinRequest("Ada", "", false, JoinRequest.Resume.NONE, false)));
        return player;
    }
}
