package io.tickstorm.load.attack;

import com.google.errorprone.annotations.FormatMethod;
import io.tickstorm.kit.Program;
import io.tickstorm.load.client.Figures;
import io.tickstorm.load.server.ResourceUsage;
import io.tickstorm.load.server.ServerFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The report on an attack: lines about the events, and demands that hold or fail. The caller's thread. */
public final class AttackReport {
    /** The allowed growth of a heap by warming up: compiled code, classes, filled pools. */
    private static final double WARM_BYTES_MAX = 12e6;

    private static final int WARM_COUNT_MAX = 6;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Boolean> demands = new TreeMap<>();

    @FormatMethod
    void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    void demand(String demand, boolean holds) {
        demands.put(demand, holds);
    }

    /** Adds how late the server's ticks and the players' inputs were. */
    void late(Figures good, ServerFigures earlier, ServerFigures now) {
        line(
                "lateness: the server's ticks p99.9 %.1f ms, at most %.1f; the players' inputs p99.9 %.1f ms, at most"
                        + " %.1f",
                1e3 * now.latenessS(earlier, 0.999),
                1e3 * now.latenessS(earlier, 1),
                Figures.ms(good.toolLateUs, 99.9),
                Figures.ms(good.toolLateUs, 100));
    }

    /** Demands that the server holds no more afterwards than it did before. */
    void demandNoLeak(ResourceUsage before, ResourceUsage after) {
        double grown = after.bytes() - before.bytes();
        demand(String.format(Locale.ROOT, "memory was freed: %+.1f MB of 12", grown / 1e6), grown < WARM_BYTES_MAX);
        demand("threads were freed", after.threads() - before.threads() <= WARM_COUNT_MAX);
        demand("file descriptors were freed", after.descriptors() - before.descriptors() <= WARM_COUNT_MAX);
    }

    /** Demands that the attacker itself did not fail. */
    void demandWent(Attack attack) {
        demand("the attack kept running" + reason(attack), attack.failure().isEmpty());
    }

    static String reason(Attack attack) {
        return attack.failure().isEmpty() ? "" : " (" + attack.failure() + ")";
    }

    /** Returns all lines, with one for each demand at the end. */
    public List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        demands.forEach((demand, holds) -> all.add((holds ? "holds   " : "FAILED  ") + demand));
        return all;
    }

    /** Returns the demands that failed. */
    public List<String> faults() {
        return demands.keySet().stream()
                .filter(demand -> !demands.getOrDefault(demand, false))
                .toList();
    }

    /** Returns 0 if every demand holds, or else {@link Program#EXIT_THRESHOLD}. */
    public int exitCode() {
        return faults().isEmpty() ? 0 : Program.EXIT_THRESHOLD;
    }
}
