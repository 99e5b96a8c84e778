package io.tickstorm.room;

import java.util.HashMap;
import java.util.Map;

/**
 * The names of the people in a room, no two of which look alike, and none like that of a bot: the later one gets a
 * number, such as {@code Ada (2)}. Room thread only.
 */
final class SeatNames {
    /** Small numbers to try, and then as many of the seat's own; a crowd of one name must not cost a tick. */
    private static final int TRIES_MAX = 4;

    /** A name of one character that is as long as a name may be. */
    private static final String NAMELESS = "Pilot";

    /**
     * The number of people who hold a name like this, by {@link LookAlike#caseless} and by {@link LookAlike#skeleton}.
     */
    private final Map<String, Integer> caseless = new HashMap<>();

    private final Map<String, Integer> skeletons = new HashMap<>();

    /** Returns the name to show for somebody who wants this one; the caller gives it back. */
    String claim(String wanted, int ship) {
        String shown = wanted;
        boolean isFree = isFree(shown) && !BotNames.isLike(LookAlike.caseless(shown), LookAlike.skeleton(shown));
        for (int i = 0; i < 2 * TRIES_MAX && !isFree; i++) {
            shown = numbered(wanted, i < TRIES_MAX ? 2 + i : 10 + ship + i - TRIES_MAX);
            isFree = isFree(shown);
        }
        hold(shown);
        return shown;
    }

    /** Holds the name of a seat of a restored room. */
    void hold(String shown) {
        caseless.merge(LookAlike.caseless(shown), 1, Integer::sum);
        skeletons.merge(LookAlike.skeleton(shown), 1, Integer::sum);
    }

    void release(String shown) {
        caseless.computeIfPresent(LookAlike.caseless(shown), (key, count) -> count > 1 ? count - 1 : null);
        skeletons.computeIfPresent(LookAlike.skeleton(shown), (key, count) -> count > 1 ? count - 1 : null);
    }

    private boolean isFree(String name) {
        return !caseless.containsKey(LookAlike.caseless(name)) && !skeletons.containsKey(LookAlike.skeleton(name));
    }

    private static String numbered(String name, int number) {
        String suffix = " (" + number + ")";
        String start = PersonText.strip(PersonText.cut(name, PersonText.NAME_LENGTH_MAX - suffix.length()));
        return (start.isEmpty() ? NAMELESS : start) + suffix;
    }
}
