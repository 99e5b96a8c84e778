package io.tickstorm.load.fleet;

import io.tickstorm.fleet.TickLog.Tick;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds in the tick logs when the loops of servers were late, to tell a server that sent no snapshot from a player that
 * did not get one. Pure functions.
 */
final class LoopPauses {
    private LoopPauses() {}

    /**
     * Returns the times without a tick of a room that are longer than one and a half intervals, in ms.
     *
     * @param log of one server
     * @param fromNs and untilNs: the times between which a pause ends
     */
    static List<Double> of(List<Tick> log, int tickRate, long fromNs, long untilNs) {
        double lateMs = 1.5 * 1_000 / tickRate;
        Map<String, Long> lastNs = new HashMap<>();
        List<Double> pauses = new ArrayList<>();
        for (Tick tick : log) {
            Long before = tick.isContinuation() ? null : lastNs.put(tick.room(), tick.atNs());
            double ms = before == null ? 0 : (tick.atNs() - before) / 1e6;
            if (ms > lateMs && tick.atNs() - fromNs > 0 && tick.atNs() - untilNs < 0) {
                pauses.add(ms);
            }
        }
        return pauses;
    }
}
