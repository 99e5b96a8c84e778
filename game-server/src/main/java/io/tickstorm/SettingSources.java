package io.tickstorm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Supplies each setting that no flag gives: from the environment, then the file, then the option's own default.
 * Reports names that are not settings. Main thread.
 */
final class SettingSources implements IDefaultValueProvider {
    private static final String PREFIX = "TICKSTORM_";
    /** Variables that are not settings: the browser tests read them. */
    private static final Set<String> OTHER_VARIABLES = Set.of("TICKSTORM_BROWSER", "TICKSTORM_REQUIRE_BROWSER");
    /** Options that print an answer and are not settings. */
    private static final Set<String> QUESTIONS = Set.of("--help", "--version", "--print-config");

    private static final int NAMED_MAX = 8;
    private static final int SHOWN_LENGTH_MAX = 60;

    /** Variables that Kubernetes sets for each service: {NAME}_SERVICE_HOST, {NAME}_PORT_8080_TCP_ADDR, ... */
    private static final Pattern SERVICE_NAME = Pattern.compile(
            "TICKSTORM_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://\\S+:\\d+");

    private final Map<String, String> environment;
    private final SettingsFile file;
    /** The source of each setting that was looked up, by option name. */
    private final Map<String, String> sources = new TreeMap<>();

    SettingSources(Map<String, String> environment, SettingsFile file) {
        this.environment = environment;
        this.file = file;
    }

    /** Returns true for an option that the environment and the file may also set. */
    static boolean isSetting(OptionSpec option) {
        return !QUESTIONS.contains(option.longestName());
    }

    /** Returns true for a switch, which takes no value as a flag. */
    static boolean isSwitch(OptionSpec option) {
        return isSetting(option) && option.arity().max() == 0;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !isSetting(option)) {
            return null;
        }
        String key = key(option);
        String variable = variable(key);
        String given = environment.get(variable);
        if (given != null && !isOfKubernetes(variable, given)) {
            sources.put(option.longestName(), "environment " + variable);
            return given;
        }
        String value = file.value(key);
        sources.put(option.longestName(), value == null ? "default" : file.toString());
        return value;
    }

    private static String key(OptionSpec option) {
        return option.longestName().substring(2);
    }

    private static String variable(String key) {
        return PREFIX + key.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static Set<String> keys(CommandSpec spec) {
        return spec.options().stream()
                .filter(SettingSources::isSetting)
                .map(SettingSources::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns a sentence about wrong names in the file; empty if there are none. */
    String faultOfFile(CommandSpec spec) {
        Set<String> known = keys(spec);
        List<String> faults = new ArrayList<>();
        for (String key : file.keys()) {
            if (!known.contains(key)) {
                String name = key.replaceFirst("(?i)^tickstorm[._-]", "");
                faults.add(unknown("'" + shown(key) + "'", Spelling.nearest(name, known)));
            }
        }
        for (String key : file.repeated()) {
            faults.add("'" + shown(key) + "' is set twice");
        }
        return faults.isEmpty() ? "" : file + ": " + joined(faults);
    }

    /** Returns sentences about ignored variables that look like settings of this server. */
    List<String> warnings(CommandSpec spec) {
        Set<String> known = keys(spec).stream().map(SettingSources::variable).collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        List<String> ofKubernetes = new ArrayList<>();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (!name.toUpperCase(Locale.ROOT).startsWith(PREFIX) || OTHER_VARIABLES.contains(name)) {
                continue;
            }
            if (isOfKubernetes(name, variable.getValue())) {
                ofKubernetes.add(name);
            } else if (!known.contains(name)) {
                unknown.add(unknown(shown(name), Spelling.nearest(name, known)));
            }
        }
        List<String> warnings = new ArrayList<>();
        if (!unknown.isEmpty()) {
            warnings.add("Ignored in the environment: " + joined(unknown) + ".");
        }
        if (!ofKubernetes.isEmpty()) {
            warnings.add("Ignored in the environment, because Kubernetes sets it for a service of this name: "
                    + joined(ofKubernetes) + ". Settings of these names can be given as flags.");
        }
        return warnings;
    }

    /**
     * Returns true for a variable of Kubernetes. {NAME}_PORT may be a setting, but Kubernetes sets it to an address.
     */
    private static boolean isOfKubernetes(String variable, String value) {
        return SERVICE_NAME.matcher(variable).matches()
                || variable.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches();
    }

    private static String unknown(String name, @Nullable String nearest) {
        return name + " is not a setting" + (nearest == null ? "" : " (did you mean " + nearest + "?)");
    }

    private static String joined(Collection<String> parts) {
        String named = parts.stream().limit(NAMED_MAX).collect(Collectors.joining(", "));
        return parts.size() > NAMED_MAX ? named + " and " + (parts.size() - NAMED_MAX) + " more" : named;
    }

    /** Returns a name for a sentence: shortened, and without control characters. */
    private static String shown(String name) {
        String cut = name.length() > SHOWN_LENGTH_MAX ? name.substring(0, SHOWN_LENGTH_MAX) + "..." : name;
        return cut.replaceAll("\\p{C}", "?");
    }

    /** Returns the source of an option that no flag gave. */
    String source(OptionSpec option) {
        return sources.getOrDefault(option.longestName(), "default");
    }

    /** Returns a hint for an error message: the settings that do not come from flags. Empty if there are none. */
    String hint() {
        String others = sources.entrySet().stream()
                .filter(entry -> !entry.getValue().equals("default"))
                .map(entry -> entry.getKey() + " is from " + entry.getValue())
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : " (" + others + ")";
    }
}
