package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.tickstorm.shared.GameData;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"Ada", "J\u00f6rg", "\u5c71\u7530", "\ud83d\ude80 Rocket", "<b>&amp;", "a b"})
    void acceptsNamesOfPeople(String name) {
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

    static Stream<Arguments> golden() {
        return StreamSupport.stream(
                        JsonParser.parseString(GameData.text("golden/text.json"))
                                .getAsJsonArray()
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .map(row -> Arguments.of(
                        row.get("what").getAsString(),
                        row.get("raw").getAsString(),
                        textOf(row.get("name")),
                        textOf(row.get("chat"))));
    }

    private static @Nullable String textOf(JsonElement cell) {
        return cell.isJsonNull() ? null : cell.getAsString();
    }

    /** Checks the cases of the golden file, which the page's tests replay too. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void evaluatesAsInTheGoldenFile(String what, String raw, @Nullable String name, @Nullable String chat) {
        assertEquals(name, PersonText.name(raw), what);
        assertEquals(chat, PersonText.chat(raw), what);
    }

    @Test
    void aTextIsNeverCutWithinAVisibleCharacter() {
        String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
        assertEquals("a", PersonText.cut("a" + family, 5));
        assertEquals("a" + family, PersonText.cut("a" + family, 6));
        assertEquals("x", PersonText.cut("xe\u0323\u0302", 3));
        String flags = "\ud83c\udde9\ud83c\uddea\ud83c\uddeb\ud83c\uddf7";
        assertEquals(flags.substring(0, 4), PersonText.cut(flags, 3));
        assertEquals("", PersonText.cut(family, 4));
    }
}
