package io.tickstorm.snapshot;

import io.tickstorm.sim.ShipMovement;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Weapon;

/**
 * Writes what a client learns of its own ship beyond what all clients see: the hash that confirms its prediction, the
 * state that corrects it, and its vitals. Tick thread only.
 */
final class OwnShip {
    private static final int HASH = 5;
    private static final int STATE = 6;
    private static final int VITALS = 8;
    /** The first weapons have a field each in OwnState, the others a list. */
    private static final int FIRST_COOLDOWN = 6;

    private static final int NAMED_COOLDOWNS = Math.min(2, Weapon.COUNT);
    private static final int FURTHER_COOLDOWNS = 11;

    /** Makes a value that may be 0 one that proto3 sends. */
    private static final int PRESENT = 1 << 16;

    private static final int INPUT_AGE_SHIFT = 17;
    private static final int INPUT_AGE_MAX = 15;

    private final Ships ships;

    OwnShip(Ships ships) {
        this.ships = ships;
    }

    /**
     * Writes the hash and, in bits that cost nothing, how old the newest input is: what came later the hash cannot
     * show.
     */
    void writeHash(WireBuffer out, Viewer viewer, int tick) {
        if (viewer.ship != Ships.NOBODY && ships.alive[viewer.ship]) {
            int inputAge = Math.max(0, Math.min(INPUT_AGE_MAX, tick - viewer.newestInput));
            out.field(HASH, ShipMovement.hash(ships, viewer.ship) & 0xFFFF | PRESENT | inputAge << INPUT_AGE_SHIFT);
        }
    }

    /** The whole state, if a cause is pending; the frame then carries the one with the highest number. */
    void writeState(WireBuffer out, Viewer viewer) {
        int i = viewer.ship;
        if (viewer.pendingCauses == 0 || i == Ships.NOBODY || !ships.seated[i]) {
            return;
        }
        int state = out.startMessage(STATE);
        out.field(1, ships.x[i]);
        out.field(2, ships.y[i]);
        out.signedField(3, ships.velocityX[i]);
        out.signedField(4, ships.velocityY[i]);
        out.field(5, ships.boostTicks[i]);
        for (int w = 0; w < NAMED_COOLDOWNS; w++) {
            out.field(FIRST_COOLDOWN + w, cooldown(w, i));
        }
        out.field(8, ships.alive[i]);
        out.field(9, ships.alive[i] ? 0 : ships.respawnTick[i]);
        out.field(10, 31 - Integer.numberOfLeadingZeros(viewer.pendingCauses));
        writeFurtherCooldowns(out, i);
        out.endMessage(state);
        viewer.pendingCauses = 0;
    }

    /** Those of the weapons that have no field of their own. */
    private void writeFurtherCooldowns(WireBuffer out, int i) {
        if (Weapon.COUNT > NAMED_COOLDOWNS) {
            int list = out.startMessage(FURTHER_COOLDOWNS);
            for (int w = NAMED_COOLDOWNS; w < Weapon.COUNT; w++) {
                out.varint(cooldown(w, i));
            }
            out.endMessage(list);
        }
    }

    private int cooldown(int weapon, int i) {
        return Math.max(0, ships.cooldown(Weapon.at(weapon))[i]);
    }

    void writeVitals(WireBuffer out, Viewer viewer, int tick) {
        int vitals = viewer.ship == Ships.NOBODY ? 0 : vitals(viewer.ship, tick);
        if (vitals != viewer.vitals) {
            out.field(VITALS, vitals);
            viewer.vitals = vitals;
        }
    }

    private int vitals(int i, int tick) {
        return ships.health[i]
                | ships.shield(i) << 7
                | (ships.alive[i] ? 1 << 14 : 0)
                | (ships.isProtected(i, tick) ? 1 << 15 : 0)
                | PRESENT;
    }
}
