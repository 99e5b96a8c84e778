package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the names of players who request the same name. */
class SeatNamesTest {
    private final SeatNames names = new SeatNames();

    @ParameterizedTest
    @CsvSource({
        "Ada, Ada",
        "Ada, ADA",
        "Ada, \u0410d\u0430",
        "Ada, \uff21\uff44\uff41",
        "Ada, A\u200cda",
        "Ada, A\ufe0fda",
        "Bob, \u0412ob",
        "B0b, BOb",
        "Ivan, lvan",
        "Ivan, 1van",
        "modern, rnodern",
        "Ada B, Ada\u3164B",
        "Ada B, Ada  B",
        "\u0130zmir, i\u0307zmir",
        "\u041d\u0415\u0422, \u043d\u0435\u0442",
        "\u03a0\u0391, \u03c0\u03b1"
    })
    void theLaterOfTwoSimilarNamesGetsANumber(String first, String second) {
        assertEquals(first, names.claim(first, 0));
        String shown = names.claim(second, 1);
        assertTrue(shown.endsWith(" (2)"), shown);
        assertTrue(shown.codePointCount(0, shown.length()) <= PersonText.NAME_LENGTH_MAX, shown);
        assertEquals(shown, PersonText.name(shown), "a name like any other");
    }

    @ParameterizedTest
    @CsvSource({"Ada, Ida", "Ada, \u00c1da", "Ada, Ada2", "Max, Moritz", "\u5c71\u7530, \u5c71\u672c"})
    void namesThatDifferStayAsTheyAre(String first, String second) {
        assertEquals(first, names.claim(first, 0));
        assertEquals(second, names.claim(second, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Vega",
                "VEGA",
                "V\u0435g\u0430",
                "Vega-2",
                "Vega-10",
                "Ve\u200cga",
                "Vega - 7",
                "Vega\u20133",
                "Vega 2",
                "Vega BOT",
                "[bot] Vega",
                "B\u043et: Vega-2"
            })
    void noPlayerGetsTheNameOfABot(String wanted) {
        assertTrue(names.claim(wanted, 3).endsWith(" (2)"));
    }

    @Test
    void noBotGetsTheNameOfAPlayer() {
        for (int ship = 0; ship < 4094; ship++) {
            String bot = BotNames.of(ship);
            assertTrue(BotNames.isLike(LookAlike.caseless(bot), LookAlike.skeleton(bot)), bot);
        }
    }

    @Test
    void aNameIsFreeAgainWhenItsHolderHasLeft() {
        assertEquals("Ada", names.claim("Ada", 0));
        assertEquals("ada (2)", names.claim("ada", 1));
        assertEquals("Ada (3)", names.claim("Ada", 2));
        names.release("Ada");
        assertEquals("Ada", names.claim("Ada", 4));
        names.release("ada (2)");
        assertEquals("Ada (2)", names.claim("Ada", 5));
    }

    @Test
    void aNumberInAChosenNameIsNotAssignedAgain() {
        assertEquals("Ada (2)", names.claim("Ada (2)", 0));
        assertEquals("Ada", names.claim("Ada", 1));
        assertEquals("Ada (3)", names.claim("Ada", 2));
    }

    @Test
    void aCrowdOfOneNameHasAsManyNames() {
        Set<String> shown = new HashSet<>();
        for (int ship = 0; ship < 4094; ship++) {
            assertTrue(shown.add(names.claim("Ada", ship)), "ship " + ship);
        }
    }

    @Test
    void aLongNameIsCutBetweenVisibleCharacters() {
        String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66";
        String long16 = "Die Adams" + family;
        assertEquals(long16, names.claim(long16, 0));
        assertEquals("Die Adams (2)", names.claim(long16, 1));
        String shown = names.claim(family + family.substring(0, 5) + "\ud83d\ude80".repeat(6), 2);
        assertNotEquals("", shown);
        String one = "\ud83d\udc68" + "\u200d\ud83d\udc69".repeat(7);
        assertEquals(one, names.claim(one, 3));
        assertEquals("Pilot (2)", names.claim(one, 4));
    }
}
