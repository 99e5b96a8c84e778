package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"Ada", "J\u00f6rg", "\u5c71\u7530", "\ud83d\ude80 Rocket", "<b>&amp;", "a b"})
    void keepsWhatPeopleAreCalled(String name) {
        assertEquals(name, PersonText.name(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u200b\u200b",
                "a\u0000b",
                "a\nb",
                "\u202eadA",
                "\u2066x\u2069",
                "\ud800",
                "12345678901234567"
            })
    void refusesControlOverrideLonelySurrogatesAndTooMuch(String name) {
        assertNull(PersonText.name(name));
    }

    @Test
    void countsCodePointsNotChars() {
        String sixteen = "\ud83d\ude80".repeat(16);
        assertEquals(sixteen, PersonText.name(sixteen));
    }

    @Test
    void composesAndStrips() {
        assertEquals("\u00e9", PersonText.name(" e\u0301 "));
    }

    @Test
    void chatMayBeLonger() {
        assertEquals("x".repeat(140), PersonText.chat("x".repeat(140)));
        assertNull(PersonText.chat("x".repeat(141)));
    }
}
