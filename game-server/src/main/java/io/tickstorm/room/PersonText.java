package io.tickstorm.room;

import io.tickstorm.shared.GameData;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Validates names and chat lines of players: NFC, at least one visible character, no hidden or reversed text, a length
 * in code points. The client's copy is {@code web-client/src/ui/person-text.ts}; {@code golden/text.json} keeps both
 * equal. Any thread.
 */
public final class PersonText {
    public static final int NAME_LENGTH_MAX = GameData.constant("NAME_LENGTH_MAX");
    public static final int CHAT_LENGTH_MAX = GameData.constant("CHAT_LENGTH_MAX");

    private PersonText() {}

    /** Returns the name to show, or null if the text is not allowed as a name. */
    public static @Nullable String name(String raw) {
        return clean(raw, NAME_LENGTH_MAX);
    }

    /** Returns the line to show, or null if the text is not allowed as a line. */
    public static @Nullable String chat(String raw) {
        return clean(raw, CHAT_LENGTH_MAX);
    }

    private static @Nullable String clean(String raw, int lengthMax) {
        if (raw.length() > 4 * lengthMax) {
            return null;
        }
        String text = strip(Normalizer.normalize(raw, Normalizer.Form.NFC));
        if (text.codePointCount(0, text.length()) > lengthMax) {
            return null;
        }
        LineGrammar grammar = new LineGrammar();
        boolean isAccepted = text.codePoints().allMatch(grammar::accepts);
        return isAccepted && grammar.mayEnd() ? text : null;
    }

    /** Removes the blanks and line breaks around a text. */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isStripped(text.charAt(from))) {
            from++;
        }
        while (from < to && isStripped(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isStripped(char letter) {
        return (letter >= '\t' && letter <= '\r') || CharacterKind.of(letter) == CharacterKind.BLANK;
    }

    /** Returns the longest prefix of a text within this number of code points; never splits a visible character. */
    static String cut(String text, int lengthMax) {
        int end = 0;
        int count = 0;
        int regionals = 0;
        CharacterKind before = CharacterKind.BLANK;
        for (int at = 0; at < text.length(); count++) {
            int codePoint = text.codePointAt(at);
            CharacterKind kind = CharacterKind.of(codePoint);
            boolean isPaired = kind == CharacterKind.REGIONAL && regionals % 2 == 1;
            if (startsCharacter(kind) && before != CharacterKind.JOINER && !isPaired) {
                end = at;
            }
            if (count == lengthMax) {
                return text.substring(0, end);
            }
            regionals = kind == CharacterKind.REGIONAL ? regionals + 1 : 0;
            before = kind;
            at += Character.charCount(codePoint);
        }
        return text;
    }

    private static boolean startsCharacter(CharacterKind kind) {
        return switch (kind) {
            case MARK, ATTACHED, JOINER, VARIATION, TAG, MODIFIER -> false;
            case PLAIN, REFUSED, BLANK, REGIONAL -> true;
        };
    }
}
