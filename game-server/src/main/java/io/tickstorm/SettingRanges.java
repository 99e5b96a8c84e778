package io.tickstorm;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The ranges that {@link Setting} declares: appended to the help text of each option, and checked. Public only because
 * picocli creates it. Main thread.
 */
public final class SettingRanges implements IModelTransformer {
    /** Appends the range and the default of each option to its help text. */
    @Override
    public CommandSpec transform(CommandSpec spec) {
        for (OptionSpec option : List.copyOf(spec.options())) {
            String[] lines = option.description().clone();
            lines[lines.length - 1] += facts(option);
            // Every option is added again, so that all keep their order.
            spec.remove(option);
            spec.addOption(OptionSpec.builder(option).description(lines).build());
        }
        return spec;
    }

    private static String facts(OptionSpec option) {
        String range = text(option);
        String value = option.defaultValue();
        boolean hasDefault = value != null && !value.isEmpty() && SettingSources.isSetting(option);
        return (range.isEmpty() ? "" : " (" + range + ")")
                + (hasDefault && !SettingSources.isSwitch(option) ? " [" + value + "]" : "");
    }

    /** Returns the range of an option as text, such as {@code 100 to 60000 ms}; empty if it has none. */
    static String text(OptionSpec option) {
        Setting range = range(option);
        if (range == null) {
            return "";
        }
        String unit = range.unit().isEmpty() ? "" : " " + range.unit();
        return range.min() + " to " + range.max() + unit;
    }

    /**
     * Compares each value with its range.
     *
     * @throws ParameterException that names the wrong option and its valid values
     */
    static void check(CommandSpec spec) {
        for (OptionSpec option : spec.options()) {
            Setting range = range(option);
            if (range != null && option.getValue() instanceof Integer value && !isWithin(value, range)) {
                throw new ParameterException(
                        spec.commandLine(),
                        option.longestName() + " has to be between " + range.min() + " and " + range.max() + ", not "
                                + value);
            }
        }
    }

    private static boolean isWithin(int value, Setting range) {
        return value >= range.min() && value <= range.max();
    }

    private static @Nullable Setting range(OptionSpec option) {
        return option.userObject() instanceof AnnotatedElement field ? field.getAnnotation(Setting.class) : null;
    }
}
