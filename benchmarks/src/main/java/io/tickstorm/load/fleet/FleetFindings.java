package io.tickstorm.load.fleet;

import io.tickstorm.fleet.TickLog.Tick;
import io.tickstorm.load.client.Journey;
import io.tickstorm.load.fleet.OwnershipCheck.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares the journeys of the players and the tick logs around each event, and collects the figures. One thread. */
final class FleetFindings {
    /** Players of other servers must not miss a snapshot for this time after an event. */
    private static final long OTHERS_NS = 15_000_000_000L;
    /** Points that a player may get in each second of play that it does not see: two kills of the crown's wearer. */
    private static final int POINTS_A_SECOND = 4;

    /** A stay that ended this long before an event has nothing to do with it. */
    private static final long BEFORE_NS = 1_000_000_000L;

    /** The time from the beginning of the fault to the first tick elsewhere, of each room, in s. */
    final Values firstTickS = new Values();
    /** Play that a room lost: from the image that it continued from to its last tick, in s. */
    final Values lostPlayS = new Values();
    /** Ticks between the last one here and the first one there, less one; of planned moves. */
    final Values lostTicks = new Values();
    /** The time from the beginning of a stall or cut to the last tick of the server that is cut off, in s. */
    final Values lastTickS = new Values();
    /** The time from the first tick elsewhere to the first snapshot of each player, in s. */
    final Values backS = new Values();
    /** The time from the last snapshot here to the first one there, of each player, in ms. */
    final Values gapMs = new Values();

    /** The parts of the gap of each player, in ms: to the end of the connection, the Welcome, the first snapshot. */
    final Values endMs = new Values();

    final Values welcomeMs = new Values();
    final Values firstFrameMs = new Values();

    /** The time from the last tick here to the first one there, of each room, in ms. */
    final Values tickGapMs = new Values();

    /** The pauses of the rooms of other servers that are longer than one and a half tick intervals, in ms. */
    final Values pausesMs = new Values();

    int affected;
    int notBack;
    int notResumed;
    int otherShip;
    int otherScore;
    int othersMissed;
    int missedByOthers;
    int others;

    private final OwnershipCheck owners;
    private final int tickRate;

    /** The last ticks of a room on one server, and the first ones on the next. */
    private record Move(Span left, Span next) {}

    /** A list of numbers with percentiles. */
    static final class Values {
        private final List<Double> values = new ArrayList<>();

        void add(double value) {
            values.add(value);
        }

        int count() {
            return values.size();
        }

        /** Returns the smallest value that this share of all values does not exceed; 0 if there are none. */
        double at(double share) {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted.length == 0 ? 0 : sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
        }

        /** Returns {@code p50 1.2, p99 3.4, at most 3.5 (n = 30)} with these decimals. */
        String text(int decimals) {
            String number = "%." + decimals + "f";
            return String.format(
                    Locale.ROOT,
                    "p50 " + number + ", p99 " + number + ", at most " + number + " (n = %d)",
                    at(0.5),
                    at(0.99),
                    at(1),
                    count());
        }
    }

    FleetFindings(OwnershipCheck owners, int tickRate) {
        this.owners = owners;
        this.tickRate = tickRate;
    }

    /** Adds the figures of one event. */
    void add(FleetEvent event, List<Journey> journeys) {
        for (String room : owners.spans().keySet()) {
            Move move = move(room, event);
            if (move != null) {
                moved(event, move.left, move.next);
            }
        }
        journeys.forEach(journey -> journeyed(event, journey));
    }

    /** Adds the late turns of the loops of other servers. */
    void addPauses(FleetEvent event, List<List<Tick>> logs) {
        for (int server = 0; server < logs.size(); server++) {
            if (server != event.log()) {
                LoopPauses.of(logs.get(server), tickRate, event.fromNs(), watchedUntilNs(event))
                        .forEach(pausesMs::add);
            }
        }
    }

    private static long watchedUntilNs(FleetEvent event) {
        return Math.min(event.untilNs(), event.fromNs() + OTHERS_NS);
    }

    private void moved(FleetEvent event, Span left, Span next) {
        Tick last = left.last();
        firstTickS.add(seconds(next.first().atNs() - event.fromNs()));
        tickGapMs.add((next.first().atNs() - last.atNs()) / 1e6);
        if (event.fault().isPlanned()) {
            lostTicks.add(next.first().tick() - last.tick() - 1);
        } else {
            lastTickS.add(seconds(last.atNs() - event.fromNs()));
            lostPlayS.add((double) (last.tick() - next.imageTick()) / tickRate);
        }
    }

    private void journeyed(FleetEvent event, Journey journey) {
        List<Journey.Stay> stays = journey.stays();
        for (int i = 0; i < stays.size(); i++) {
            Journey.Stay stay = stays.get(i);
            boolean isCurrent = stay.firstNs - event.fromNs() < 0 && stay.newestNs - (event.fromNs() - BEFORE_NS) > 0;
            if (isCurrent && stay.server.equals(event.url())) {
                affected(event, stay, i + 1 < stays.size() ? stays.get(i + 1) : null);
            } else if (isCurrent) {
                others++;
                int missed = stay.missed(event.fromNs(), watchedUntilNs(event));
                othersMissed += missed > 0 ? 1 : 0;
                missedByOthers += missed;
            }
        }
    }

    private void affected(FleetEvent event, Journey.Stay before, Journey.@Nullable Stay after) {
        affected++;
        if (after == null || after.firstNs == 0) {
            notBack++;
            return;
        }
        gapMs.add((after.firstNs - before.newestNs) / 1e6);
        endMs.add((before.endNs - before.newestNs) / 1e6);
        welcomeMs.add((after.welcomeNs - before.endNs) / 1e6);
        firstFrameMs.add((after.firstNs - after.welcomeNs) / 1e6);
        notResumed += after.isResumed ? 0 : 1;
        otherShip += after.ship == before.ship && after.room.equals(before.room) ? 0 : 1;
        Move move = move(before.room, event);
        if (move != null) {
            backS.add(seconds(after.firstNs - move.next.first().atNs()));
            otherScore += isScoreKept(before, after, move.next) ? 0 : 1;
        }
    }

    /**
     * Returns true if the player has the score of the image, or more by what play since then can bring. A new round
     * begins with no score.
     */
    private boolean isScoreKept(Journey.Stay before, Journey.Stay after, Span next) {
        int score = after.firstScore();
        int inImage = before.scoreAt(next.imageTick());
        if (score < 0 || inImage < 0 || before.newestRound != after.firstRound) {
            return true;
        }
        int unseenTicks = Math.max(0, after.firstScoreTick() - next.first().tick());
        return score >= inImage && score <= inImage + POINTS_A_SECOND * (1 + unseenTicks / tickRate);
    }

    /** Returns the move of a room away from the server of the event; null if there is none. */
    private @Nullable Move move(String room, FleetEvent event) {
        List<Span> spans = owners.spans().getOrDefault(room, List.of());
        for (int i = 0; i + 1 < spans.size(); i++) {
            Span left = spans.get(i);
            boolean isLast = left.last().atNs() - (event.fromNs() - BEFORE_NS) > 0;
            if (left.server() == event.log() && isLast) {
                return new Move(left, spans.get(i + 1));
            }
        }
        return null;
    }

    private static double seconds(long ns) {
        return ns / 1e9;
    }
}
