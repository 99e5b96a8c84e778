package io.tickstorm.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * The data that both sides share: game constants, integer tables, golden vectors. It is read once, when a class that
 * uses it is initialised, so that a constant in a {@code static final} field is free afterwards. Any thread.
 */
public final class GameData {
    /** The table of weapons, a data file. */
    public static final String WEAPONS = "weapons.data";

    private static final Properties CONSTANTS = load("constants.properties");
    private static final String VERSION =
            load("version.properties").getProperty("version", "").replace("-SNAPSHOT", "");

    private GameData() {}

    /**
     * Returns a constant of {@code constants.properties}.
     *
     * @throws IllegalStateException if there is none of that name
     */
    public static int constant(String name) {
        String text = CONSTANTS.getProperty(name);
        if (text == null) {
            throw new IllegalStateException("constants.properties has no " + name);
        }
        return Integer.parseInt(text.strip());
    }

    /** Returns the version of Tickstorm, such as {@code 0.1.0}: from the root {@code pom.xml}. */
    public static String version() {
        return VERSION;
    }

    /** Returns a hash of all constants and weapons: servers with equal hashes have equal rules. */
    public static int fingerprint() {
        return 31 * CONSTANTS.hashCode() + text(WEAPONS).hashCode();
    }

    /** Returns a table of integers; lines that start with {@code #} are comments. */
    public static int[] table(String file) {
        return text(file)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> java.util.Arrays.stream(line.split(" ")))
                .filter(word -> !word.isBlank())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** Returns the text of a data file, such as {@code golden/movement.json}. */
    public static String text(String file) {
        try (InputStream in = open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties load(String file) {
        Properties properties = new Properties();
        try (InputStream in = open(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static InputStream open(String file) {
        InputStream in = GameData.class.getResourceAsStream("/io/tickstorm/data/" + file);
        if (in == null) {
            throw new IllegalStateException("no data file " + file + " on the class path");
        }
        return in;
    }
}
