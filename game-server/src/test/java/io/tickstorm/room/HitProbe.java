package io.tickstorm.room;

import io.tickstorm.sim.World;
import io.tickstorm.sim.WorldEvents;
import java.io.DataOutputStream;
import java.io.IOException;

/** Reports the evaluated shots of a room's newest tick, for comparison with the drawn picture. */
public final class HitProbe {
    private HitProbe() {}

    /** Writes the number of hits and beams, and seven numbers of 32 bits for each; see LockstepServer. */
    public static void write(Room room, DataOutputStream out) throws IOException {
        WorldEvents events = room.environment().world().events();
        int rows = 0;
        for (int i = 0; i < events.count(); i++) {
            rows += isShot(events.kind[i]) ? 1 : 0;
        }
        out.writeInt(rows);
        for (int i = 0; i < events.count(); i++) {
            if (isShot(events.kind[i])) {
                write(room.environment().world(), i, out);
            }
        }
    }

    private static boolean isShot(int kind) {
        return kind == WorldEvents.HIT || kind == WorldEvents.BEAM;
    }

    private static void write(World world, int i, DataOutputStream out) throws IOException {
        WorldEvents events = world.events();
        int dx = (events.shots.seenX[i] - events.x[i]) >> 5;
        int dy = (events.shots.seenY[i] - events.y[i]) >> 5;
        boolean isHit = events.kind[i] == WorldEvents.HIT;
        boolean isCovered =
                isHit && world.map().isBlocked(events.shots.fromX[i], events.shots.fromY[i], events.x[i], events.y[i]);
        out.writeInt(isHit ? 1 : 0);
        out.writeInt(events.subject[i]);
        out.writeInt(events.object[i]);
        out.writeInt(events.shots.weapon[i]);
        out.writeInt(events.shots.shotTick[i]);
        out.writeInt((int) Math.round(Math.hypot(dx, dy)));
        out.writeInt(isCovered ? 1 : 0);
    }
}
