package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.interest.Sight;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Ships;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The size of frames if clients stepped all ships: the same frames of the same fight, with the records that such a
 * protocol would need in the place of today's. {@code docs/decisions} (7) decides by it. Printed by {@code
 * -Dtickstorm.print=true}.
 *
 * <pre>
 *   today    6 B   id 12 | x 12 | y 12 | aim 8 | flags 4: every ship that moved or turned
 *   STATE   16 B   id 12 | kind 2 | x 17 | y 17 | velocity 22 + 22 | boost 8 | move 8 | aim 8 | flags 4
 *   CHANGE  3-5 B  id 12 | kind 2 | of move 8, aim 8 and flags 4 what changed, if that is all that changed
 * </pre>
 */
class StateRecordsEstimateScenarioTest {
    private static final int SHIPS = 14;
    private static final int SEATS = 9 * SHIPS;
    private static final int WARM_UP = 300;
    private static final int TICKS = 1_800;
    private static final int POSE_BYTES = 6;
    private static final int STATE_BYTES = 16;
    private static final int CHANGE_BITS = 14;
    /** IPv4 20, TCP 20, timestamps 12, WebSocket 2 to 4: 4 from 126 B on. */
    private static final int PACKET_BYTES = 52;

    private final Skirmish skirmish = new Skirmish(3, ArenaMap.generate(3, 16), SEATS, 21, 20);
    private final Ships ships = skirmish.world.ships();
    private final VersionedCells cells = skirmish.cells;
    private final Sight sight = new Sight();
    private final Sight sightHeld = new Sight();
    private final Recipient[] recipients = new Recipient[SEATS];
    private final int[] cell = new int[SEATS];
    private final int[] spawnTick = new int[SEATS];
    private final int[] command = new int[SEATS];
    private final int[] flags = new int[SEATS];
    private final int[] changeBytes = new int[SEATS];
    private final boolean[] jumped = new boolean[SEATS];
    private long frames;
    private long bytes;
    private long stateBytes;
    private long wireBytes;
    private long stateWireBytes;

    @Test
    void steppingAllShipsWouldSaveLessThanAQuarterOnTheWire() {
        for (int i = 0; i < SEATS; i++) {
            recipients[i] = new Recipient();
            recipients[i].follow(i);
        }
        for (int tick = 0; tick < WARM_UP + TICKS; tick++) {
            skirmish.tick();
            noteChanges();
            for (int i = 0; i < SEATS; i++) {
                int length = skirmish.encoder.encode(recipients[i]);
                recipients[i].placeSight(sight, cells.tick(), skirmish.world.map().side);
                recipients[i].placeSight(sightHeld, cells.tick() - 1, skirmish.world.map().side);
                if (tick >= WARM_UP && ships.alive[i] && Math.abs(shipsInSight() - SHIPS) <= 1) {
                    weigh(length, length + difference());
                }
            }
        }
        String text = String.format(
                Locale.ROOT,
                "%,d frames: payload %.1f B, with STATE records %.1f B; on the wire %.1f B and %.1f B",
                frames,
                (double) bytes / frames,
                (double) stateBytes / frames,
                (double) wireBytes / frames,
                (double) stateWireBytes / frames);
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.println(text);
        }
        assertTrue(frames > 5_000, text);
        assertEquals(165, (double) bytes / frames, 25, text);
        assertTrue(stateWireBytes > 0.75 * wireBytes, text);
    }

    private void weigh(int length, int stateLength) {
        frames++;
        bytes += length;
        stateBytes += stateLength;
        wireBytes += PACKET_BYTES + (length < 126 ? 2 : 4) + length;
        stateWireBytes += PACKET_BYTES + (stateLength < 126 ? 2 : 4) + stateLength;
    }

    /** Notes what each ship would have to tell a client that holds the tick before. */
    private void noteChanges() {
        for (int i = 0; i < SEATS; i++) {
            int nowFlags = (ships.isProtected(i, cells.tick()) ? 1 : 0) | (ships.shield(i) > 0 ? 2 : 0);
            int nowCell = cells.cellOf(ships.x[i], ships.y[i]);
            jumped[i] = cell[i] != nowCell || spawnTick[i] != ships.spawnTick[i] || ships.disturbances[i] != 0;
            ships.disturbances[i] = 0;
            int changed = command[i] ^ ships.command[i];
            int bits = (changed & 0xFF0) != 0 ? 8 : 0;
            bits += InputCommand.aim(changed) >> 4 != 0 ? 8 : 0;
            bits += flags[i] != nowFlags ? 4 : 0;
            changeBytes[i] = bits == 0 ? 0 : (CHANGE_BITS + bits + 7) / 8;
            cell[i] = nowCell;
            spawnTick[i] = ships.spawnTick[i];
            command[i] = ships.command[i];
            flags[i] = nowFlags;
        }
    }

    private int shipsInSight() {
        int count = 0;
        for (int id = 0; id < SEATS; id++) {
            count += isInSight(id) ? 1 : 0;
        }
        return count;
    }

    private boolean isInSight(int id) {
        return ships.alive[id] && sight.contains(ships.x[id], ships.y[id]);
    }

    /** The number of bytes by which the ships' records in a frame would be longer. */
    private int difference() {
        int since = cells.tick() - 1;
        int row = cells.past.row(since);
        int more = 0;
        for (int id = 0; id < SEATS; id++) {
            if (isInSight(id)) {
                boolean isNew = jumped[id] || !sightHeld.contains(cells.past.x(row, id), cells.past.y(row, id));
                more += isNew ? STATE_BYTES : changeBytes[id];
                more -= isNew || cells.ships.isNewer(id, since) ? POSE_BYTES : 0;
            }
        }
        return more;
    }
}
