package io.tickstorm.load.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A limit of one figure, such as {@code input_to_ack_p99<50ms}. Immutable; the limit is in the figure's base unit. */
public record Threshold(String text, String figure, String comparison, double limit) {
    private static final Pattern FORM =
            Pattern.compile("\\s*([a-z0-9_.]+)\\s*(<=|>=|<|>)\\s*([0-9]*\\.?[0-9]+)\\s*(us|ms|s|%|B|kB|MB|)\\s*");

    /** Returns the threshold of this text, or throws an IllegalArgumentException with one sentence. */
    public static Threshold parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a threshold must look like input_to_ack_p99<50ms, not '" + text
                    + "'; units are us, ms, s, %, B, kB, MB");
        }
        String figure = parts.group(1);
        if (!FigureNames.isKnown(figure)) {
            throw new IllegalArgumentException("no figure is called '" + figure + "'; there are " + FigureNames.all());
        }
        double limit = Double.parseDouble(parts.group(3)) * factor(figure, parts.group(4));
        return new Threshold(text.strip(), figure, parts.group(2), limit);
    }

    /** Returns null if these figures meet the threshold, or else one sentence. */
    public @Nullable String fault(Map<String, Double> figures) {
        Double value = figures.get(figure);
        if (value == null) {
            return text + " cannot be evaluated: this run has no " + figure;
        }
        return holds(value) ? null : text + " does not hold: it is " + FigureNames.text(figure, value);
    }

    private boolean holds(double value) {
        return switch (comparison) {
            case "<" -> value < limit;
            case "<=" -> value <= limit;
            case ">" -> value > limit;
            default -> value >= limit;
        };
    }

    private static double factor(String figure, String unit) {
        FigureNames.Unit kind = FigureNames.unit(figure);
        return switch (kind + unit) {
            case "SECONDSus" -> 1e-6;
            case "SECONDSms" -> 1e-3;
            case "SECONDSs", "SHARE", "COUNT", "BYTESB" -> 1;
            case "SHARE%" -> 0.01;
            case "BYTESkB" -> 1e3;
            case "BYTESMB" -> 1e6;
            default ->
                throw new IllegalArgumentException(figure + " is measured in " + wanted(kind)
                        + (unit.isEmpty() ? ": say which" : ", not in " + unit));
        };
    }

    private static String wanted(FigureNames.Unit kind) {
        return switch (kind) {
            case SECONDS -> "us, ms or s";
            case SHARE -> "% or as a share of 1";
            case COUNT -> "plain numbers";
            case BYTES -> "B, kB or MB";
        };
    }
}
