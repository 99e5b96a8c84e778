package io.tickstorm.load.report;

import com.google.errorprone.annotations.FormatMethod;
import io.tickstorm.kit.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A report of lines about the events of a run, and of demands that hold or fail. One thread. */
public class DemandReport {
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Boolean> demands = new TreeMap<>();

    /** Creates an empty report. */
    public DemandReport() {}

    /** Adds a line. */
    @FormatMethod
    public final void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    /** Adds a demand and whether it holds. */
    public final void demand(String demand, boolean holds) {
        demands.put(demand, holds);
    }

    /** Returns all lines, with one for each demand at the end. */
    public final List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        demands.forEach((demand, holds) -> all.add((holds ? "holds   " : "FAILED  ") + demand));
        return all;
    }

    /** Returns the demands that failed. */
    public final List<String> faults() {
        return demands.keySet().stream()
                .filter(demand -> !demands.getOrDefault(demand, false))
                .toList();
    }

    /** Returns 0 if every demand holds, or else {@link Program#EXIT_THRESHOLD}. */
    public final int exitCode() {
        return faults().isEmpty() ? 0 : Program.EXIT_THRESHOLD;
    }
}
