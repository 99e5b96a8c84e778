package io.tickstorm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputCommandTest {
    @Test
    void everyFieldIsUnpackedAsItWasPacked() {
        for (int move = -7; move <= 7; move++) {
            int command = InputCommand.of(move, -move, 4095 - move, Weapon.BLASTER.button);
            assertTrue(InputCommand.isValid(command));
            assertEquals(move, InputCommand.moveX(command));
            assertEquals(-move, InputCommand.moveY(command));
            assertEquals(4095 - move & 4095, InputCommand.aim(command));
            assertTrue(Weapon.BLASTER.isAskedForBy(command));
            assertFalse(Weapon.RAIL.isAskedForBy(command));
        }
    }

    @Test
    void restIsACommand() {
        assertTrue(InputCommand.of(0, 0, 0, 0) != InputCommand.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 24, 1 << 28, 1 << 31, -1})
    void aValueOutOfRangeIsInvalid(int command) {
        assertFalse(InputCommand.isValid(command | InputCommand.of(0, 0, 0, 0)));
    }

    @Test
    void noCommandIsZeroForAnyButtons() {
        assertTrue(InputCommand.of(-7, -7, 0, 0) != InputCommand.NONE);
        assertFalse(InputCommand.isValid(InputCommand.of(0, 0, 0, 0) & ~0xF0));
        assertFalse(InputCommand.isValid(InputCommand.of(0, 0, 0, 0) & ~0xF00));
    }

    @Test
    void exactlyTheRangesAreValid() {
        int valid = 0;
        for (int low = 0; low < 1 << 12; low++) {
            valid += InputCommand.isValid(low) ? 1 : 0;
        }
        assertEquals(15 * 15 * (1 << Weapon.COUNT), valid, "each weapon has one button");
    }

    @Test
    void onlyARailHasTheTimeOfItsShot() {
        int rail = InputCommand.withEarly(InputCommand.of(0, 0, 4095, Weapon.RAIL.button), 15);
        assertTrue(InputCommand.isValid(rail));
        assertEquals(15, InputCommand.early128ths(rail));
        assertEquals(4095, InputCommand.aim(rail));
        assertFalse(InputCommand.isValid(InputCommand.withEarly(InputCommand.of(0, 0, 0, Weapon.BLASTER.button), 1)));
    }

    @Test
    void aRepeatedCommandPressesNoButton() {
        int command = InputCommand.withEarly(InputCommand.of(3, -4, 77, Weapon.BLASTER.button | Weapon.RAIL.button), 9);
        assertEquals(InputCommand.of(3, -4, 77, 0), InputCommand.withoutButtons(command));
    }
}
