package io.tickstorm.room;

import io.tickstorm.shared.GameData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The effect of a code point in a line of text. Both sides read it from {@code characters.data}, so that it does not
 * depend on the Unicode version of a JDK or a browser. Any thread.
 */
enum CharacterKind {
    /** Visible, assigned or not. */
    PLAIN,
    REFUSED,
    BLANK,
    MARK,
    ATTACHED,
    JOINER,
    VARIATION,
    TAG,
    MODIFIER,
    REGIONAL;

    private static final String LOOKS = "looks";
    private static final int HEX = 16;
    /** First, last and kind of each range, by code point. */
    private static final int[] FIRST;

    private static final int[] LAST;
    private static final CharacterKind[] KIND;
    /** Latin letters or digits, in lower case, that a character looks like. */
    private static final Map<Integer, String> LOOK_ALIKES = new HashMap<>();

    static {
        List<Range> ranges = new ArrayList<>();
        GameData.text("characters.data")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> read(line.split(" "), ranges));
        ranges.sort((one, other) -> Integer.compare(one.first, other.first));
        FIRST = ranges.stream().mapToInt(Range::first).toArray();
        LAST = ranges.stream().mapToInt(Range::last).toArray();
        KIND = ranges.stream().map(Range::kind).toArray(CharacterKind[]::new);
    }

    private record Range(int first, int last, CharacterKind kind) {}

    private static void read(String[] words, List<Range> ranges) {
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            if (words[0].equals(LOOKS)) {
                int colon = word.indexOf(':');
                LOOK_ALIKES.put(Integer.parseInt(word.substring(0, colon), HEX), word.substring(colon + 1));
            } else {
                int dash = word.indexOf('-');
                int first = Integer.parseInt(dash < 0 ? word : word.substring(0, dash), HEX);
                int last = dash < 0 ? first : Integer.parseInt(word.substring(dash + 1), HEX);
                ranges.add(new Range(first, last, valueOf(words[0].toUpperCase(Locale.ROOT))));
            }
        }
    }

    static CharacterKind of(int codePoint) {
        int at = Arrays.binarySearch(FIRST, codePoint);
        int range = at >= 0 ? at : -at - 2;
        return range >= 0 && codePoint <= LAST[range] ? KIND[range] : PLAIN;
    }

    /**
     * Returns the Latin letters or digits, in lower case, that a character looks like; the character itself if there
     * are none.
     */
    static String lookOf(int codePoint) {
        String look = LOOK_ALIKES.get(codePoint);
        return look == null ? Character.toString(codePoint) : look;
    }

    /** Returns true for a character that is visible on its own, not only on, in or around another one. */
    boolean isVisible() {
        return this == PLAIN || this == MODIFIER || this == REGIONAL;
    }

    boolean isMark() {
        return this == MARK || this == ATTACHED;
    }
}
