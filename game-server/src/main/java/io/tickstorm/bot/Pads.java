package io.tickstorm.bot;

import static io.tickstorm.sim.Fixed.CELL_SHIFT;

import io.tickstorm.sim.Pickups;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/** Finds pickups that are worth a detour. Pads never move and are indexed by cell once. World thread only. */
final class Pads {
    static final int NONE = -1;
    /** Sets of pickup kinds. */
    static final int HEALING = 1 << Pickups.HEALTH | 1 << Pickups.SHIELD;

    static final int ANY = HEALING | 1 << Pickups.BOOST;

    private static final int WORTH_OF_WANT = 4;

    private final Ships ships;
    private final Pickups pickups;
    private final int columns;
    private final int[][] padsByCell;

    Pads(World world) {
        ships = world.ships();
        pickups = world.pickups();
        columns = world.map().columns;
        IntArrayList[] lists = new IntArrayList[columns * columns];
        Arrays.setAll(lists, cell -> new IntArrayList());
        for (int pad = 0; pad < pickups.count(); pad++) {
            lists[(pickups.y[pad] >> CELL_SHIFT) * columns + (pickups.x[pad] >> CELL_SHIFT)].add(pad);
        }
        padsByCell = new int[lists.length][];
        Arrays.setAll(padsByCell, cell -> lists[cell].toIntArray());
    }

    /** Returns the nearest available pickup of some kinds that would help the ship, or {@link #NONE}. */
    int nearest(int ship, int kinds, int reach) {
        int x = ships.x[ship];
        int y = ships.y[ship];
        int best = NONE;
        int least = reach;
        for (int row = line(y - reach); row <= line(y + reach); row++) {
            for (int column = line(x - reach); column <= line(x + reach); column++) {
                for (int pad : padsByCell[row * columns + column]) {
                    int distance = Sight.distance(pickups.x[pad] - x, pickups.y[pad] - y);
                    if (distance < least && isWanted(pad, ship, kinds)) {
                        least = distance;
                        best = pad;
                    }
                }
            }
        }
        return best;
    }

    /** Returns true if the pilot can use the pickup; unusable ones are left to others. */
    private boolean isWanted(int pad, int ship, int kinds) {
        int kind = Pickups.kind(pad);
        if (!pickups.present[pad] || (kinds >> kind & 1) == 0) {
            return false;
        }
        return switch (kind) {
            case Pickups.HEALTH -> Rules.SHIP_HEALTH - ships.health[ship] >= Rules.PICKUP_HEALTH / WORTH_OF_WANT;
            case Pickups.SHIELD -> Rules.SHIELD_MAX - ships.shield(ship) >= Rules.PICKUP_SHIELD / WORTH_OF_WANT;
            default -> ships.boostTicks[ship] == 0;
        };
    }

    private int line(int coordinate) {
        return Math.max(0, Math.min(columns - 1, coordinate >> CELL_SHIFT));
    }
}
