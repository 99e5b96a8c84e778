package io.tickstorm.room;

import io.tickstorm.shared.GameData;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Names and chat lines as people may send them: NFC, no control, format or bidirectional override characters, no lone
 * surrogates, a length in code points. Any thread.
 */
public final class PersonText {
    public static final int NAME_LENGTH_MAX = GameData.constant("NAME_LENGTH_MAX");
    public static final int CHAT_LENGTH_MAX = GameData.constant("CHAT_LENGTH_MAX");

    private PersonText() {}

    /** The name to show, or null if it is none. */
    public static @Nullable String name(String raw) {
        return clean(raw, NAME_LENGTH_MAX);
    }

    /** The line to show, or null if it is none. */
    public static @Nullable String chat(String raw) {
        return clean(raw, CHAT_LENGTH_MAX);
    }

    private static @Nullable String clean(String raw, int lengthMax) {
        if (raw.length() > 4 * lengthMax) {
            return null;
        }
        String text = Normalizer.normalize(raw, Normalizer.Form.NFC).strip();
        boolean wellFormed = text.codePoints().allMatch(PersonText::isShown);
        boolean visible = text.codePoints().anyMatch(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c));
        return wellFormed && visible && text.codePointCount(0, text.length()) <= lengthMax ? text : null;
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
