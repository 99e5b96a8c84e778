package io.tickstorm;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that a user probably meant. Any thread. */
final class Spelling {
    private static final int LENGTH_MAX = 64;

    private Spelling() {}

    /**
     * Returns the known name nearest to a typed one, or null if none is near. A third of its letters may be wrong,
     * exchanged, missing or added. Case, a leading {@code --} and underscores make no difference.
     */
    static @Nullable String nearest(String typed, Collection<String> known) {
        String word = plain(typed);
        if (word.isEmpty() || word.length() > LENGTH_MAX) {
            return null;
        }
        int mistakesMax = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(name -> mistakes(word, plain(name)) <= mistakesMax)
                .min(Comparator.comparingInt((String name) -> mistakes(word, plain(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^-+", "");
    }

    /** Returns the optimal string alignment distance: Levenshtein's, where swapping two neighbours is one mistake. */
    private static int mistakes(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                int least = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    least = Math.min(least, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = least;
            }
        }
        return cost[from.length()][to.length()];
    }
}
