package io.tickstorm.room;

/** What bots are called. */
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

    private BotNames() {}

    static String of(int ship) {
        String name = NAMES[ship % NAMES.length];
        return ship < NAMES.length ? name : name + "-" + (ship / NAMES.length + 1);
    }
}
