package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.Kill;
import io.tickstorm.proto.v1.ServerFrame;

/**
 * Packs a kill into the int of a {@link CellLog} entry. Pure functions.
 *
 * <pre>
 *   bits 0-11   killer, Ships.NOBODY without one
 *   bits 12-23  victim
 *   bits 24-26  weapon, as on the wire
 *   bit  27     the victim wore the crown
 * </pre>
 */
final class KillRecord {
    private static final int SHIP_MASK = (1 << 12) - 1;
    private static final int VICTIM_SHIFT = 12;
    private static final int WEAPON_SHIFT = 24;
    private static final int WEAPON_MASK = (1 << 3) - 1;
    private static final int CROWN_SHIFT = 27;

    private KillRecord() {}

    /** Returns the packed kill. */
    static int of(int killer, int victim, int weapon, boolean crown) {
        return killer | (victim << VICTIM_SHIFT) | (weapon << WEAPON_SHIFT) | ((crown ? 1 : 0) << CROWN_SHIFT);
    }

    /** Returns the killer; NOBODY without one. */
    static int killer(int kill) {
        return kill & SHIP_MASK;
    }

    /** Returns the ship that was killed. */
    static int victim(int kill) {
        return (kill >> VICTIM_SHIFT) & SHIP_MASK;
    }

    /** Returns the number of the weapon; 0 without one. */
    static int weapon(int kill) {
        return (kill >> WEAPON_SHIFT) & WEAPON_MASK;
    }

    /** Returns true if the victim wore the crown. */
    static boolean crown(int kill) {
        return ((kill >> CROWN_SHIFT) & 1) != 0;
    }

    /** Writes an element of {@code ServerFrame.kills}. */
    static void write(WireBuffer out, int kill, int ageTicks) {
        int start = out.startMessage(ServerFrame.KILLS_FIELD_NUMBER);
        out.field(Kill.AGE_FIELD_NUMBER, ageTicks);
        out.field(Kill.KILLER_FIELD_NUMBER, killer(kill));
        out.field(Kill.VICTIM_FIELD_NUMBER, victim(kill));
        out.field(Kill.WEAPON_FIELD_NUMBER, weapon(kill));
        out.field(Kill.CROWN_FIELD_NUMBER, crown(kill));
        out.endMessage(start);
    }
}
