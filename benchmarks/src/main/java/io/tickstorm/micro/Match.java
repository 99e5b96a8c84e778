package io.tickstorm.micro;

import io.tickstorm.ServerOptions;
import io.tickstorm.bot.Pilots;
import io.tickstorm.interest.CellWindow;
import io.tickstorm.kit.ServerDefaults;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;
import io.tickstorm.snapshot.ChatLog;
import io.tickstorm.snapshot.FrameEncoder;
import io.tickstorm.snapshot.Recipient;
import io.tickstorm.snapshot.Roster;
import io.tickstorm.snapshot.SegmentEncoder;
import io.tickstorm.snapshot.VersionedCells;

/** A warm fight of pilots in an arena of its size, whose stages run one at a time. One thread. */
final class Match {
    private static final int TICK_RATE = ServerDefaults.TICK_RATE;
    private static final int WARM_TICKS = 600;

    private final World world;
    private final VersionedCells cells;
    private final FrameEncoder encoder;
    private final SegmentEncoder segments;
    private final Recipient[] recipients;
    /** Second recipients of the same ships, whose frames need no new segment. */
    private final Recipient[] onlookers;

    private final Pilots pilots;
    private final Roster roster;
    private final int[] commands;

    private Match(int players, int seed) {
        world = new World(new Rules(TICK_RATE), seed, players);
        pilots = new Pilots(world, seed);
        roster = new Roster(players);
        cells = new VersionedCells(world);
        encoder = new FrameEncoder(world, cells, roster, new ChatLog());
        segments = new SegmentEncoder(cells);
        commands = new int[players];
        recipients = new Recipient[players];
        onlookers = new Recipient[players];
        for (int ship = 0; ship < players; ship++) {
            world.seat(ship);
            pilots.enlist(ship);
            roster.enter(ship, "Pilot " + ship, ship % 49, true);
            recipients[ship] = recipient(ship);
            onlookers[ship] = recipient(ship);
        }
        for (int i = 0; i < WARM_TICKS; i++) {
            simulate();
            observe();
            encode();
            encodeOnlookers();
        }
    }

    /** Returns matches of one size, with a seat for each player. */
    static Match[] of(int players, int seed) {
        Match[] matches = new Match[roomsOf(players)];
        for (int i = 0; i < matches.length; i++) {
            matches[i] = new Match(players / matches.length, seed + i);
        }
        return matches;
    }

    /** Returns the smallest number of rooms of one size that hold these players. */
    static int roomsOf(int players) {
        int rooms = 1;
        while (players % rooms != 0 || players / rooms > ServerOptions.SEATS_MAX) {
            rooms++;
        }
        return rooms;
    }

    int simulate() {
        pilots.decide(commands);
        world.step(commands);
        return world.tick();
    }

    int observe() {
        cells.observe();
        roster.observe(world);
        encoder.beginTick();
        segments.beginTick();
        return cells.tick();
    }

    /** Finds the cells that each player sees, and counts those that changed. */
    int findInterest() {
        int found = 0;
        Ships ships = world.ships();
        for (Recipient recipient : recipients) {
            found += newCells(
                    CellWindow.around(ships.x[recipient.ship()], ships.y[recipient.ship()], false, columns()), false);
        }
        return found;
    }

    /** Encodes each segment that the players need, once. Returns their bytes. */
    int encodeSegments() {
        int made = 0;
        Ships ships = world.ships();
        for (Recipient recipient : recipients) {
            made += newCells(
                    CellWindow.around(ships.x[recipient.ship()], ships.y[recipient.ship()], false, columns()), true);
        }
        return made;
    }

    /** Encodes a frame for each player. Returns their bytes. */
    int encode() {
        return encode(recipients);
    }

    int encodeOnlookers() {
        return encode(onlookers);
    }

    private int encode(Recipient[] to) {
        int bytes = 0;
        for (Recipient recipient : to) {
            bytes += encoder.encode(recipient);
        }
        return bytes;
    }

    private int newCells(int view, boolean encodes) {
        int since = cells.tick() - 1;
        int count = 0;
        int endRow = CellWindow.firstRow(view) + CellWindow.rows(view);
        int endColumn = CellWindow.firstColumn(view) + CellWindow.columns(view);
        for (int row = CellWindow.firstRow(view); row < endRow; row++) {
            for (int column = CellWindow.firstColumn(view); column < endColumn; column++) {
                int cell = row * columns() + column;
                if (cells.isNewer(cell, since)) {
                    count += encodes ? segments.length(segments.segment(cell, since)) : 1;
                }
            }
        }
        return count;
    }

    private int columns() {
        return world.map().columns;
    }

    private static Recipient recipient(int ship) {
        Recipient recipient = new Recipient();
        recipient.follow(ship);
        return recipient;
    }
}
