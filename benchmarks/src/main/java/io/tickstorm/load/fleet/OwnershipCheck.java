package io.tickstorm.load.fleet;

import io.tickstorm.fleet.TickLog.Tick;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Verifies from the logs of all servers that each tick of a room had one owner and that its epochs do not interleave,
 * and finds how the rooms moved. Immutable once created.
 */
final class OwnershipCheck {
    private static final int FAULTS_MAX = 20;

    private final Map<String, List<Span>> spans = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private long faultCount;
    private long ticks;

    /**
     * The ticks of a room in one epoch.
     *
     * @param server index of the log
     * @param imageTick tick of the image that the epoch began with; -1 if the room was opened here
     */
    record Span(String room, int server, int epoch, int imageTick, Tick first, Tick last) {}

    /** @param logs ticks of each server, in the order in which they were written */
    OwnershipCheck(List<List<Tick>> logs) {
        Map<String, List<Tick>> byEpoch = new HashMap<>();
        Map<String, Integer> imageTicks = new HashMap<>();
        for (int server = 0; server < logs.size(); server++) {
            for (Tick tick : logs.get(server)) {
                String key = tick.room() + " " + tick.epoch() + " " + server;
                if (tick.isContinuation()) {
                    imageTicks.put(key, tick.imageTick());
                } else {
                    ticks++;
                    byEpoch.computeIfAbsent(key, unused -> new ArrayList<>()).add(tick);
                }
            }
        }
        byEpoch.forEach((key, of) -> {
            of.sort(Comparator.comparingLong(Tick::atNs));
            Tick first = of.get(0);
            int server = Integer.parseInt(key.substring(key.lastIndexOf(' ') + 1));
            int imageTick = imageTicks.getOrDefault(key, -1);
            spans.computeIfAbsent(first.room(), unused -> new ArrayList<>())
                    .add(new Span(first.room(), server, first.epoch(), imageTick, first, of.get(of.size() - 1)));
            checkOrder(of);
        });
        spans.values().forEach(this::checkSpans);
    }

    private void checkOrder(List<Tick> ofOneSpan) {
        for (int i = 1; i < ofOneSpan.size(); i++) {
            if (ofOneSpan.get(i).tick() <= ofOneSpan.get(i - 1).tick()) {
                fault("room " + ofOneSpan.get(i).room() + " has tick "
                        + ofOneSpan.get(i).tick() + " twice");
            }
        }
    }

    private void checkSpans(List<Span> ofRoom) {
        ofRoom.sort(Comparator.comparingInt(Span::epoch).thenComparingLong(span -> span.first.atNs()));
        for (int i = 1; i < ofRoom.size(); i++) {
            Span before = ofRoom.get(i - 1);
            Span after = ofRoom.get(i);
            if (before.epoch == after.epoch) {
                fault("room " + after.room + " has two owners in epoch " + after.epoch);
            }
            if (after.first.atNs() - before.last.atNs() < 0) {
                fault("room " + after.room + ": epochs " + before.epoch + " and " + after.epoch + " interleave");
            }
            if (after.first.tick() <= before.last.tick()) {
                fault("room " + after.room + ": ticks " + after.first.tick() + " to " + before.last.tick()
                        + " have two owners");
            }
        }
    }

    private void fault(String sentence) {
        faultCount++;
        if (faults.size() < FAULTS_MAX) {
            faults.add(sentence);
        }
    }

    /** Returns the number of ticks in all logs. */
    long ticks() {
        return ticks;
    }

    /** Returns the number of rooms. */
    int rooms() {
        return spans.size();
    }

    /** Returns the number of violations. */
    long faultCount() {
        return faultCount;
    }

    /** Returns sentences about the first violations. */
    List<String> faults() {
        return Collections.unmodifiableList(faults);
    }

    /** Returns the spans of each room by epoch. */
    Map<String, List<Span>> spans() {
        return Collections.unmodifiableMap(spans);
    }
}
