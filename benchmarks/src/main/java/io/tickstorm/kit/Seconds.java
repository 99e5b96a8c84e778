package io.tickstorm.kit;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts times as people type them, such as 20, 20s, 500ms, 2m or 1h, to seconds. Any thread. */
public final class Seconds implements ITypeConverter<Double> {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(ms|s|m|h)?");
    private static final Map<String, Double> UNITS = Map.of("ms", 0.001, "s", 1.0, "m", 60.0, "h", 3600.0);

    /** Converts such a time to whole seconds, rounded up. */
    public static final class Whole implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String typed) {
            return (int) Math.min(Integer.MAX_VALUE, Math.ceil(of(typed)));
        }
    }

    @Override
    public Double convert(String typed) {
        return of(typed);
    }

    private static double of(String typed) {
        Matcher time = TIME.matcher(typed.strip());
        if (!time.matches()) {
            throw new TypeConversionException("'" + typed + "' is not a time such as 20, 500ms, 5s, 2m or 1h");
        }
        String unit = time.group(2) == null ? "s" : time.group(2);
        return Double.parseDouble(time.group(1)) * UNITS.getOrDefault(unit, 1.0);
    }
}
