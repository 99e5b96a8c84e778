package io.tickstorm.snapshot;

import io.tickstorm.interest.Sight;

/**
 * The frames that were sent to one client in the last {@link #HISTORY_TICKS} ticks: a ring by tick, with the cells in
 * view, the centre and the shape of the screen of each. Tick thread only.
 */
final class SentFrames {
    /** The largest age of a baseline in ticks; a power of two. */
    static final int HISTORY_TICKS = 64;

    private final int[] tick = new int[HISTORY_TICKS];
    private final int[] view = new int[HISTORY_TICKS];
    private final int[] centreX = new int[HISTORY_TICKS];
    private final int[] centreY = new int[HISTORY_TICKS];
    private final boolean[] portrait = new boolean[HISTORY_TICKS];
    private int newest;

    /** Adds the frame of a tick, which is newer than all earlier ones. */
    void add(int frameTick, int frameView, int x, int y, boolean isPortrait) {
        int slot = slot(frameTick);
        newest = frameTick;
        tick[slot] = frameTick;
        view[slot] = frameView;
        centreX[slot] = x;
        centreY[slot] = y;
        portrait[slot] = isPortrait;
    }

    /** Returns true if the frame of a tick is in the ring. */
    boolean has(int frameTick) {
        return frameTick > 0 && tick[slot(frameTick)] == frameTick;
    }

    /** Returns the cells in view of a frame for which {@link #has} is true. */
    int view(int frameTick) {
        return view[slot(frameTick)];
    }

    /** Returns the x of the centre of a frame for which {@link #has} is true, a position. */
    int centreX(int frameTick) {
        return centreX[slot(frameTick)];
    }

    /** Returns the y of the centre of a frame for which {@link #has} is true, a position. */
    int centreY(int frameTick) {
        return centreY[slot(frameTick)];
    }

    /** Returns true if the screen was higher than wide, for a frame for which {@link #has} is true. */
    boolean isPortrait(int frameTick) {
        return portrait[slot(frameTick)];
    }

    /** Places a sight as in the frame of a tick; closes it if there was none. */
    void placeSight(Sight sight, int frameTick, int side) {
        if (has(frameTick)) {
            int slot = slot(frameTick);
            sight.place(centreX[slot], centreY[slot], portrait[slot], side);
        } else {
            sight.close();
        }
    }

    /** Returns the tick of the newest frame; 0 before the first. */
    int newest() {
        return newest;
    }

    /** Returns the newest frame of this tick or an earlier one; 0 if there is none in the ring. */
    int until(int lastTick) {
        int oldest = Math.max(0, newest - HISTORY_TICKS);
        int at = Math.min(lastTick, newest);
        while (at > oldest && tick[slot(at)] != at) {
            at--;
        }
        return at > oldest ? at : 0;
    }

    /** Returns the oldest frame of this tick or a later one; 0 if there is none in the ring. */
    int from(int firstTick) {
        int at = Math.max(1, Math.max(firstTick, newest - HISTORY_TICKS + 1));
        while (at <= newest && tick[slot(at)] != at) {
            at++;
        }
        return at <= newest ? at : 0;
    }

    private static int slot(int frameTick) {
        return frameTick & (HISTORY_TICKS - 1);
    }
}
