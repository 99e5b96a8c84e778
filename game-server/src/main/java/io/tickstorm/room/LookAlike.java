package io.tickstorm.room;

import java.text.Normalizer;
import java.util.Locale;

/** Computes the skeleton of a name: equal for names that people confuse. Any thread. */
final class LookAlike {
    private LookAlike() {}

    /** Returns a text that is equal for names that differ in case, width, style or invisible characters only. */
    static String caseless(String name) {
        return visible(Normalizer.normalize(name, Normalizer.Form.NFKC)).toLowerCase(Locale.ROOT);
    }

    /**
     * Returns a text that is equal for names that look alike: the skeleton of UTS 39, in lower case, with the
     * characters that look like Latin letters and digits.
     */
    static String skeleton(String name) {
        StringBuilder looks = new StringBuilder();
        visible(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .codePoints()
                .forEach(codePoint -> looks.append(look(codePoint)));
        return looks.toString();
    }

    private static String look(int codePoint) {
        String look = CharacterKind.lookOf(codePoint);
        return look.codePointAt(0) == codePoint ? CharacterKind.lookOf(Character.toLowerCase(codePoint)) : look;
    }

    /** Removes invisible characters, and replaces a run of blanks by one space. */
    private static String visible(String text) {
        StringBuilder seen = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            CharacterKind kind = CharacterKind.of(codePoint);
            if (kind.isVisible() || kind.isMark()) {
                seen.appendCodePoint(codePoint);
            } else if (kind == CharacterKind.BLANK && seen.length() > 0 && seen.charAt(seen.length() - 1) != ' ') {
                seen.append(' ');
            }
        });
        return seen.toString();
    }
}
