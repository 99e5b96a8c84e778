package io.tickstorm.room;

import io.tickstorm.shared.GameData;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The four letters that identify a room: consonants, so that they never form words. Any thread. */
public final class RoomCode {
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = GameData.constant("ROOM_CODE_LENGTH");

    private RoomCode() {}

    /** Returns a code drawn by chance. */
    public static String create(RandomGenerator random) {
        StringBuilder code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** Returns a typed code in capital letters, without surrounding spaces. */
    public static String normalize(String typed) {
        return typed.strip().toUpperCase(Locale.ROOT);
    }

    /** Returns true for one of the letters of which codes consist. */
    public static boolean isLetter(String letter) {
        return letter.length() == 1 && LETTERS.contains(letter);
    }

    /** Returns true if a room can have this normalized code. */
    public static boolean isCode(String normalized) {
        return normalized.length() == LENGTH && normalized.chars().allMatch(letter -> LETTERS.indexOf(letter) >= 0);
    }
}
