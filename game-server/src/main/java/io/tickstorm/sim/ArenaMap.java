package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.CELL_SHIFT;
import static io.tickstorm.sim.Fixed.ONE;

import io.tickstorm.shared.GameData;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/**
 * The arena of a match: a square with asteroids as cover and pads on which pickups appear. The map is generated from a
 * seed and the number of seats, at constant density. Asteroids are indexed by every replication cell from which a ship
 * could touch them, in ascending order, so that collisions are resolved in the same order on both sides. Immutable. Any
 * thread.
 */
public final class ArenaMap {
    /** Shift to 1/16 u: squared distances up to the range of a rail then fit into an int. */
    private static final int BLOCK_SHIFT = 4;

    private static final int[] NO_ASTEROIDS = {};
    private static final int ASTEROID_RADIUS_MIN = GameData.constant("ASTEROID_RADIUS_MIN_U");
    private static final int ASTEROID_RADIUS_MAX = GameData.constant("ASTEROID_RADIUS_MAX_U");
    private static final int ASTEROID_GAP = GameData.constant("ASTEROID_GAP_U");
    private static final int PLACING_TRIES = 200;

    /** Length of a side of the square, a position. */
    public final int side;
    /** Replication cells along one side. */
    public final int columns;

    public final int[] asteroidX;
    public final int[] asteroidY;
    public final int[] asteroidRadius;
    public final int[] padX;
    public final int[] padY;

    private final int[][] asteroidsByCell;

    /**
     * Creates a map. All values are positions. The three asteroid columns have equal length, and so have the two pad
     * columns.
     */
    public ArenaMap(int side, int[][] asteroids, int[][] pads) {
        this.side = side;
        this.columns = ((side - 1) >> CELL_SHIFT) + 1;
        asteroidX = asteroids[0];
        asteroidY = asteroids[1];
        asteroidRadius = asteroids[2];
        padX = pads[0];
        padY = pads[1];
        asteroidsByCell = fileByCell();
    }

    /** Returns the map for a seed; the same on every JVM. */
    public static ArenaMap generate(int seed, int seats) {
        int sideU = GameData.constant("ARENA_SIDE_U");
        int seatsPerArena = GameData.constant("ARENA_SEATS");
        int scaled = Fixed.sqrt((int) ((long) sideU * sideU / seatsPerArena * Math.max(seats, seatsPerArena) / 64)) * 8;
        int asteroids = (int) ((long) GameData.constant("ARENA_ASTEROIDS") * Math.max(seats, seatsPerArena) / 16);
        int pads = (int) ((long) GameData.constant("ARENA_PADS") * Math.max(seats, seatsPerArena) / 16);
        return new MapDraft(seed, scaled).draw(asteroids, pads);
    }

    /** Returns the indexes of the asteroids that a ship whose centre is in this cell can touch; ascending. */
    public int[] asteroidsNear(int x, int y) {
        int column = x >> CELL_SHIFT;
        int row = y >> CELL_SHIFT;
        return column < 0 || row < 0 || column >= columns || row >= columns
                ? NO_ASTEROIDS
                : asteroidsByCell[row * columns + column];
    }

    /**
     * Returns the distance that a circle can travel before it touches an asteroid, a position difference; {@code range}
     * if it touches none.
     *
     * @param angle in 1/4096 turn
     * @param range a position difference of 1,400 u at most
     * @param radius of the circle, at most the radius of a ship
     */
    public int clearDistance(int x, int y, int angle, int range, int radius) {
        int endX = x + (int) (((long) range * Fixed.cos(angle)) >> Fixed.TRIG_BITS);
        int endY = y + (int) (((long) range * Fixed.sin(angle)) >> Fixed.TRIG_BITS);
        int lastRow = line(Math.max(y, endY) + radius);
        int lastColumn = line(Math.max(x, endX) + radius);
        int clear = range;
        for (int row = line(Math.min(y, endY) - radius); row <= lastRow; row++) {
            for (int column = line(Math.min(x, endX) - radius); column <= lastColumn; column++) {
                for (int i : asteroidsByCell[row * columns + column]) {
                    int reach = asteroidRadius[i] + radius;
                    int entry = Hitscan.enter(asteroidX[i] - x, asteroidY[i] - y, angle, clear, reach);
                    clear = entry == Hitscan.MISS ? clear : Math.min(clear, entry);
                }
            }
        }
        return clear;
    }

    /** Returns true if an asteroid intersects the line between two points at most 1,400 u apart. */
    public boolean isBlocked(int fromX, int fromY, int toX, int toY) {
        int dx = (toX - fromX) >> BLOCK_SHIFT;
        int dy = (toY - fromY) >> BLOCK_SHIFT;
        int length = Fixed.sqrt(dx * dx + dy * dy);
        for (int i = 0; i < asteroidX.length; i++) {
            int ax = (asteroidX[i] - fromX) >> BLOCK_SHIFT;
            int ay = (asteroidY[i] - fromY) >> BLOCK_SHIFT;
            int reach = length + (asteroidRadius[i] >> BLOCK_SHIFT);
            if (Math.abs(ax) <= reach && Math.abs(ay) <= reach && isOnLine(i, dx, dy, length, ax, ay)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOnLine(int i, int dx, int dy, int length, int ax, int ay) {
        int along = ax * dx + ay * dy;
        long across = Math.abs((long) ax * dy - (long) ay * dx);
        return along > 0 && along < length * length && across < (long) (asteroidRadius[i] >> BLOCK_SHIFT) * length;
    }

    /** Returns true if a circle overlaps no asteroid. */
    public boolean isFree(int x, int y, int radius) {
        int lastRow = line(y + radius);
        int lastColumn = line(x + radius);
        for (int row = line(y - radius); row <= lastRow; row++) {
            for (int column = line(x - radius); column <= lastColumn; column++) {
                if (!isFreeOf(asteroidsByCell[row * columns + column], x, y, radius)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isFreeOf(int[] asteroids, int x, int y, int radius) {
        for (int i : asteroids) {
            long dx = x - asteroidX[i];
            long dy = y - asteroidY[i];
            long reach = radius + asteroidRadius[i];
            if (dx * dx + dy * dy < reach * reach) {
                return false;
            }
        }
        return true;
    }

    private int line(int coordinate) {
        return Math.max(0, Math.min(columns - 1, coordinate >> CELL_SHIFT));
    }

    private int[][] fileByCell() {
        IntArrayList[] lists = new IntArrayList[columns * columns];
        for (int i = 0; i < asteroidX.length; i++) {
            int reach = asteroidRadius[i] + Rules.SHIP_RADIUS;
            int lastColumn = Math.min(columns - 1, (asteroidX[i] + reach) >> CELL_SHIFT);
            int lastRow = Math.min(columns - 1, (asteroidY[i] + reach) >> CELL_SHIFT);
            for (int row = Math.max(0, (asteroidY[i] - reach) >> CELL_SHIFT); row <= lastRow; row++) {
                for (int column = Math.max(0, (asteroidX[i] - reach) >> CELL_SHIFT); column <= lastColumn; column++) {
                    int cell = row * columns + column;
                    if (lists[cell] == null) {
                        lists[cell] = new IntArrayList();
                    }
                    lists[cell].add(i);
                }
            }
        }
        int[][] filed = new int[lists.length][];
        for (int cell = 0; cell < filed.length; cell++) {
            filed[cell] = lists[cell] == null ? NO_ASTEROIDS : lists[cell].toIntArray();
        }
        return filed;
    }

    /**
     * A random generator and the circles placed so far, indexed by bin because a room of 2,000 has thousands of
     * circles.
     */
    private static final class MapDraft {
        private static final int BIN_SHIFT = 9;

        private final int sideU;
        private final int bins;
        private final IntArrayList[] placed;
        private final IntArrayList x = new IntArrayList();
        private final IntArrayList y = new IntArrayList();
        private final IntArrayList radius = new IntArrayList();
        private int random;

        MapDraft(int seed, int sideU) {
            this.sideU = sideU;
            bins = (sideU >> BIN_SHIFT) + 1;
            placed = new IntArrayList[bins * bins];
            Arrays.setAll(placed, bin -> new IntArrayList());
            random = seed == 0 ? 1 : seed;
        }

        ArenaMap draw(int asteroids, int pads) {
            for (int i = 0; i < asteroids; i++) {
                int size = ASTEROID_RADIUS_MIN + roll(ASTEROID_RADIUS_MAX - ASTEROID_RADIUS_MIN);
                place(size, ASTEROID_GAP);
            }
            int[][] rocks = columns(0, x.size());
            int first = x.size();
            for (int i = 0; i < pads; i++) {
                place(GameData.constant("PICKUP_RADIUS_U"), 2 * ASTEROID_GAP);
            }
            return new ArenaMap(sideU * ONE, rocks, columns(first, x.size()));
        }

        /** Places a circle; skips it if no free position is found, since the rest of the arena is dense enough then. */
        private void place(int size, int gap) {
            for (int attempt = 0; attempt < PLACING_TRIES; attempt++) {
                int px = size + gap + roll(sideU - 2 * (size + gap));
                int py = size + gap + roll(sideU - 2 * (size + gap));
                if (isClear(px, py, size + gap)) {
                    placed[(py >> BIN_SHIFT) * bins + (px >> BIN_SHIFT)].add(x.size());
                    x.add(px);
                    y.add(py);
                    radius.add(size);
                    return;
                }
            }
        }

        private boolean isClear(int px, int py, int reach) {
            int around = reach + ASTEROID_RADIUS_MAX;
            for (int row = bin(py - around); row <= bin(py + around); row++) {
                for (int column = bin(px - around); column <= bin(px + around); column++) {
                    if (!isClearOf(placed[row * bins + column], px, py, reach)) {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean isClearOf(IntArrayList circles, int px, int py, int reach) {
            for (int k = 0; k < circles.size(); k++) {
                int i = circles.getInt(k);
                long dx = px - x.getInt(i);
                long dy = py - y.getInt(i);
                long apart = reach + radius.getInt(i);
                if (dx * dx + dy * dy < apart * apart) {
                    return false;
                }
            }
            return true;
        }

        private int bin(int coordinate) {
            return Math.max(0, Math.min(bins - 1, coordinate >> BIN_SHIFT));
        }

        private int[][] columns(int from, int to) {
            int[][] columns = new int[3][to - from];
            for (int i = from; i < to; i++) {
                columns[0][i - from] = x.getInt(i) * ONE;
                columns[1][i - from] = y.getInt(i) * ONE;
                columns[2][i - from] = radius.getInt(i) * ONE;
            }
            return columns;
        }

        private int roll(int below) {
            random = Fixed.nextRandom(random);
            return Integer.remainderUnsigned(random, below);
        }
    }
}
