package io.tickstorm.micro;

import io.tickstorm.bot.Pilots;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.World;
import io.tickstorm.snapshot.ChatLog;
import io.tickstorm.snapshot.FrameEncoder;
import io.tickstorm.snapshot.Roster;
import io.tickstorm.snapshot.VersionedCells;
import io.tickstorm.snapshot.Viewer;

/** A fight of pilots in an arena of its size, warmed up, one stage at a time. One thread. */
final class Match {
    private static final int TICK_RATE = 30;
    private static final int WARM_TICKS = 600;

    final World world;
    final VersionedCells cells;
    final FrameEncoder encoder;
    final Viewer[] viewers;
    private final Pilots pilots;
    private final Roster roster;
    private final int[] commands;

    Match(int players, int seed) {
        world = new World(new Rules(TICK_RATE), seed, players);
        pilots = new Pilots(world, seed);
        roster = new Roster(players);
        cells = new VersionedCells(world);
        encoder = new FrameEncoder(world, cells, roster, new ChatLog());
        commands = new int[players];
        viewers = new Viewer[players];
        for (int ship = 0; ship < players; ship++) {
            world.seat(ship);
            pilots.enlist(ship);
            roster.enter(ship, "Pilot " + ship, ship % 49, true);
            viewers[ship] = new Viewer();
            viewers[ship].ship = ship;
        }
        for (int i = 0; i < WARM_TICKS; i++) {
            decide();
            step();
            observe();
            encode();
        }
    }

    void decide() {
        pilots.decide(commands);
    }

    void step() {
        world.step(commands);
    }

    void observe() {
        cells.observe();
        roster.observe(world);
        encoder.beginTick();
    }

    /** A frame for each; the bytes of all together. */
    int encode() {
        int bytes = 0;
        for (Viewer viewer : viewers) {
            bytes += encoder.encode(viewer);
        }
        return bytes;
    }
}
