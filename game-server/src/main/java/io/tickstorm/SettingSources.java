package io.tickstorm;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where a setting comes from that no flag gives: environment, then file, then the option's own default. */
final class SettingSources implements IDefaultValueProvider {
    private static final String PREFIX = "TICKSTORM_";

    private final Map<String, String> environment;
    private final Properties file = new Properties();
    private final Path path;
    /** Option name to source, for the settings met so far. */
    private final Map<String, String> sources = new TreeMap<>();

    /** @throws IOException if the file is there but cannot be read */
    SettingSources(Map<String, String> environment, Path path) throws IOException {
        this.environment = environment;
        this.path = path;
        if (Files.isRegularFile(path)) {
            try (Reader reader = Files.newBufferedReader(path)) {
                file.load(reader);
            }
        }
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.arity().max() == 0) {
            return null;
        }
        String key = option.longestName().substring(2);
        String variable = PREFIX + key.replace('-', '_').toUpperCase(Locale.ROOT);
        if (environment.containsKey(variable)) {
            sources.put(option.longestName(), "environment " + variable);
            return environment.get(variable);
        }
        String value = file.getProperty(key);
        sources.put(option.longestName(), value == null ? "default" : path.toString());
        return value;
    }

    /** Of an option that no flag gave. */
    String source(OptionSpec option) {
        return sources.getOrDefault(option.longestName(), "default");
    }

    /** A hint for an error message: where wrong values other than flags may have come from. Empty if nowhere. */
    String hint() {
        String others = String.join(
                ", ",
                sources.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals("default"))
                        .map(entry -> entry.getKey() + " is from " + entry.getValue())
                        .toList());
        return others.isEmpty() ? "" : " (" + others + ")";
    }
}
