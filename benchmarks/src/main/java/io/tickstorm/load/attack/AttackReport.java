package io.tickstorm.load.attack;

import io.tickstorm.load.client.Figures;
import io.tickstorm.load.report.DemandReport;
import io.tickstorm.load.server.ResourceUsage;
import io.tickstorm.load.server.ServerFigures;
import java.util.Locale;

/** The report on an attack. The caller's thread. */
public final class AttackReport extends DemandReport {
    /** The allowed growth of a heap by warming up: compiled code, classes, filled pools. */
    private static final double WARM_BYTES_MAX = 12e6;

    private static final int WARM_COUNT_MAX = 6;

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
}
