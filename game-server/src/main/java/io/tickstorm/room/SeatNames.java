package io.tickstorm.room;

import java.util.HashMap;
import java.util.Map;

/**
 * Assigns names in a room so that no two look alike and none looks like a bot's: the later player gets a number, such
 * as {@code Ada (2)}. Room thread only.
 */
final class SeatNames {
    /**
     * The number of small numbers to try, and then of numbers derived from the seat; many equal names must not delay a
     * tick.
     */
    private static final int TRIES_MAX = 4;

    /** The replacement for a name with a single character of the maximum length. */
    private static final String NAMELESS = "Pilot";

    /** The number of players with a similar name, by {@link LookAlike#caseless} and by {@link LookAlike#skeleton}. */
    private final Map<String, Integer> caseless = new HashMap<>();

    private final Map<String, Integer> skeletons = new HashMap<>();

    /** Returns the name to show for a player who wants this one; the caller releases it. */
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

    /** Claims the name of a seat of a restored room. */
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
