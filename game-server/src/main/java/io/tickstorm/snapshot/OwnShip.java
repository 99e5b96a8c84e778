package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.OwnState;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.ShipMovement;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Vitals;
import io.tickstorm.sim.Weapon;

/**
 * Writes the state of its own ship that only the client itself receives: the hash that confirms its prediction, the
 * state that corrects it, and its vitals. Tick thread only.
 */
final class OwnShip {
    /** The fields of the first weapons in OwnState; further weapons use a list. */
    private static final int[] COOLDOWN_FIELDS = {
        OwnState.BLASTER_COOLDOWN_FIELD_NUMBER, OwnState.RAIL_COOLDOWN_TICKS_FIELD_NUMBER
    };

    private static final int NAMED_COOLDOWNS = Math.min(COOLDOWN_FIELDS.length, Weapon.COUNT);

    private static final int HASH_MASK = 0xFFFF;
    /** A bit that makes a hash of 0 nonzero, so that proto3 sends it. */
    private static final int HASH_PRESENT = 1 << 16;

    private static final int INPUT_AGE_SHIFT = 17;
    private static final int INPUT_AGE_MAX = 15;

    private final Ships ships;

    OwnShip(Ships ships) {
        this.ships = ships;
    }

    /**
     * Writes the hash and, in otherwise unused bits, the age of the newest input: the hash does not include later
     * inputs.
     */
    void writeHash(WireBuffer out, Recipient recipient, int tick) {
        if (recipient.ship() != Ships.NOBODY && ships.alive[recipient.ship()]) {
            int inputAge = Math.max(0, Math.min(INPUT_AGE_MAX, tick - recipient.newestInput()));
            int hash = ShipMovement.hash(ships, recipient.ship()) & HASH_MASK;
            out.field(ServerFrame.OWN_HASH_FIELD_NUMBER, hash | HASH_PRESENT | (inputAge << INPUT_AGE_SHIFT));
        }
    }

    /** Writes the own state if a cause is pending; the frame then carries the cause with the highest number. */
    void writeState(WireBuffer out, Recipient recipient) {
        int i = recipient.ship();
        if (recipient.pendingCauses() == 0 || i == Ships.NOBODY || !ships.seated[i]) {
            return;
        }
        int state = out.startMessage(ServerFrame.OWN_FIELD_NUMBER);
        out.field(OwnState.X_FIELD_NUMBER, ships.x[i]);
        out.field(OwnState.Y_FIELD_NUMBER, ships.y[i]);
        out.signedField(OwnState.VELOCITY_X_FIELD_NUMBER, ships.velocityX[i]);
        out.signedField(OwnState.VELOCITY_Y_FIELD_NUMBER, ships.velocityY[i]);
        out.field(OwnState.BOOST_TICKS_FIELD_NUMBER, ships.boostTicks[i]);
        for (int w = 0; w < NAMED_COOLDOWNS; w++) {
            out.field(COOLDOWN_FIELDS[w], cooldown(w, i));
        }
        out.field(OwnState.ALIVE_FIELD_NUMBER, ships.alive[i]);
        out.field(OwnState.RESPAWN_TICK_FIELD_NUMBER, ships.alive[i] ? 0 : ships.respawnTick[i]);
        out.field(OwnState.CAUSE_FIELD_NUMBER, 31 - Integer.numberOfLeadingZeros(recipient.pendingCauses()));
        writeFurtherCooldowns(out, i);
        out.endMessage(state);
        recipient.clearCauses();
    }

    /** Writes the cooldowns of the weapons that have no field of their own. */
    private void writeFurtherCooldowns(WireBuffer out, int i) {
        if (Weapon.COUNT > NAMED_COOLDOWNS) {
            int list = out.startMessage(OwnState.FURTHER_COOLDOWNS_FIELD_NUMBER);
            for (int w = NAMED_COOLDOWNS; w < Weapon.COUNT; w++) {
                out.varint(cooldown(w, i));
            }
            out.endMessage(list);
        }
    }

    private int cooldown(int weapon, int i) {
        return Math.max(0, ships.cooldown(Weapon.at(weapon))[i]);
    }

    void writeVitals(WireBuffer out, Recipient recipient, int tick) {
        int vitals = recipient.ship() == Ships.NOBODY ? 0 : vitals(recipient.ship(), tick);
        if (vitals != recipient.vitals()) {
            out.field(ServerFrame.VITALS_FIELD_NUMBER, vitals);
            recipient.sentVitals(vitals);
        }
    }

    private int vitals(int i, int tick) {
        return Vitals.of(ships.health[i], ships.shield(i), ships.alive[i], ships.isProtected(i, tick));
    }
}
