package io.tickstorm.room;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of bots. Any thread. */
final class BotNames {
    private static final String[] NAMES = {
        "Vega",
        "Rigel",
        "Mira",
        "Altair",
        "Deneb",
        "Castor",
        "Lyra",
        "Orion",
        "Spica",
        "Atria",
        "Sirius",
        "Pollux",
        "Antares",
        "Bellatrix",
        "Capella",
        "Electra",
        "Hadar",
        "Izar",
        "Kochab",
        "Maia",
        "Naos",
        "Polaris",
        "Regulus",
        "Sabik",
        "Talitha",
        "Unuk",
        "Wezen",
        "Zosma",
        "Adhara",
        "Gienah",
        "Mimosa",
        "Nashira"
    };

    private static final Set<String> CASELESS =
            Arrays.stream(NAMES).map(LookAlike::caseless).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SKELETONS =
            Arrays.stream(NAMES).map(LookAlike::skeleton).collect(Collectors.toUnmodifiableSet());
    /** Brackets, hyphens and other signs. */
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /** A number in a skeleton, where 1 is l and 0 is o. */
    private static final Pattern NUMBER = Pattern.compile("[0-9lo]{1,4}");

    private BotNames() {}

    /**
     * Returns true if a name looks like one that a bot may have, in this room or in a larger one, with or without the
     * word bot.
     *
     * @param caseless of the name, by {@link LookAlike#caseless}
     * @param skeleton of the name, by {@link LookAlike#skeleton}
     */
    static boolean isLike(String caseless, String skeleton) {
        return CASELESS.contains(withoutAdditions(caseless)) || SKELETONS.contains(withoutAdditions(skeleton));
    }

    /** Removes the word bot, and the number that is appended if there are more bots than names. */
    private static String withoutAdditions(String name) {
        List<String> words = new ArrayList<>(
                List.of(SIGNS.matcher(name).replaceAll(" ").strip().split(" ")));
        words.removeIf("bot"::equals);
        int last = words.size() - 1;
        if (last > 0 && NUMBER.matcher(words.get(last)).matches()) {
            words.remove(last);
        }
        return String.join(" ", words);
    }

    static String of(int ship) {
        String name = NAMES[ship % NAMES.length];
        return ship < NAMES.length ? name : name + "-" + (ship / NAMES.length + 1);
    }
}
