package io.tickstorm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.shared.GameData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WeaponTableTest {
    private static final String HEAD =
            "name id button kind damage push_us shots per_ms parts range_u speed_us life_ms radius_u muzzle_u";
    private static final String GUN = "GUN 1 0 BOLT 12 0 7 1000 256 - 950 900 4 22";
    private static final String LASER = "LASER 2 1 BEAM 60 110 1 1500 1 900 - - - -";

    @Test
    void rowsOfBothKindsAreRead() {
        WeaponTable table = table(GUN, LASER, "CANNON 3 3 BOLT 30 90 1 900 1 - 500 1500 10 30");
        assertEquals(3, table.size());
        assertEquals(
                new WeaponTable.Row("CANNON", 3, 3, Weapon.Kind.BOLT, 1, 30, 90, 1, 900, 1, 0, 500, 1500, 10, 30),
                table.row("CANNON"));
        assertEquals(0, table.row("LASER").speedUs());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gun 2 1 BEAM 60 110 1 1500 1 900 - - - - | gun is not a name in capital letters",
                "GUN 2 1 BEAM 60 110 1 1500 1 900 - - - - | GUN appears twice",
                "LASER 2 1 BEAM | LASER has 4 cells, the table has 14 columns",
                "LASER 1 1 BEAM 60 110 1 1500 1 900 - - - - | the id of LASER is 1, expected 2",
                "LASER 9 1 BEAM 60 110 1 1500 1 900 - - - - | id of LASER is 9, not 1 to 4",
                "LASER 2 0 BEAM 60 110 1 1500 1 900 - - - - | button 0 of LASER is that of another weapon",
                "LASER 2 4 BEAM 60 110 1 1500 1 900 - - - - | button of LASER is 4, not 0 to 3",
                "LASER 2 1 RAY 60 110 1 1500 1 900 - - - - | kind of LASER is RAY, not BOLT or BEAM",
                "LASER 2 1 BEAM 256 110 1 1500 1 900 - - - - | damage of LASER is 256, not 1 to 255",
                "LASER 2 1 BEAM 1.5 110 1 1500 1 900 - - - - | damage of LASER is 1.5, not 1 to 255",
                "LASER 2 1 BEAM 60 110 1 1500 3 900 - - - - | parts of LASER is 3, not 1 or 256",
                "LASER 2 1 BEAM 60 110 1 1500 1 1024 - - - - | range_u of LASER is 1024, not 50 to 1023",
                "LASER 2 1 BEAM 60 110 1 1500 1 - - - - - | range_u of LASER is -, not 50 to 1023",
                "LASER 2 1 BEAM 60 110 1 1500 1 900 950 - - - | speed_us of LASER is 950, not - for its kind",
                "LASER 2 1 BOLT 60 110 1 1500 1 - 950 1901 4 22 | life_ms of LASER is 1901, not 50 to 1900",
            })
    void aFaultIsReportedInASentence(String row, String fault) {
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> table(GUN, row));
        assertEquals("weapons.data: " + fault, thrown.getMessage());
    }

    @Test
    void aTableWithoutItsColumnsIsRefused() {
        String message = assertThrows(IllegalStateException.class, () -> new WeaponTable(GUN))
                .getMessage();
        assertTrue(String.valueOf(message).startsWith("weapons.data: its columns are not name id "), message);
        assertThrows(IllegalStateException.class, () -> new WeaponTable(HEAD), "it has no weapon");
    }

    @ParameterizedTest
    @EnumSource(Weapon.class)
    void theSchemaHasTheSameWeapons(Weapon weapon) {
        assertEquals(
                "WEAPON_" + weapon.name(),
                io.tickstorm.proto.v1.Weapon.forNumber(weapon.number).name());
        assertEquals(weapon, Weapon.ofNumber(weapon.number));
        assertEquals(weapon, Weapon.of(weapon.kind, weapon.variant));
    }

    @Test
    void theSchemaHasNoOther() {
        long known = Arrays.stream(io.tickstorm.proto.v1.Weapon.values())
                .filter(weapon -> weapon != io.tickstorm.proto.v1.Weapon.UNRECOGNIZED)
                .count();
        assertEquals(Weapon.COUNT + 1, known, "and one that is not a weapon");
    }

    @ParameterizedTest
    @EnumSource(Weapon.class)
    void theRateOfFireIsThatOfTheTable(Weapon weapon) {
        WeaponTable.Row row = new WeaponTable(GameData.text(GameData.WEAPONS)).row(weapon.name());
        for (int rate = Rules.TICK_RATE_MIN; rate <= Rules.TICK_RATE_MAX; rate++) {
            WeaponRules rules = new Rules(rate).of(weapon);
            double wantedTicks = row.perMs() / 1000.0 / row.shots() * rate;
            assertEquals(wantedTicks, (double) rules.reload / rules.parts, 1.0 / rules.parts);
        }
    }

    private static WeaponTable table(String... rows) {
        return new WeaponTable("# a comment\n\n" + HEAD + "\n" + String.join("\n", rows) + "\n");
    }
}
