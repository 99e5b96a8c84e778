package io.tickstorm.load.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tickstorm.fleet.TickLog.Tick;
import io.tickstorm.load.client.Journey;
import io.tickstorm.load.fleet.FleetScenario.Fault;
import io.tickstorm.proto.v1.Welcome;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetFindingsTest {
    private static final URI HERE = URI.create("ws://here/ws");
    private static final URI THERE = URI.create("ws://there/ws");
    private static final int TICK_RATE = 30;
    private static final long TICK_NS = 1_000_000_000L / TICK_RATE;
    private static final int LAST_TICK = 99;
    private static final int IMAGE_TICK = 90;
    private static final int FIRST_TICK = 160;

    @Test
    void acceptsTheScoreOfTheImageAndWhatPlaySinceThenAdds() {
        assertEquals(0, otherScores(3, 3, 1));
        assertEquals(0, otherScores(3, 4, 1));
    }

    @Test
    void findsAScoreThatFell() {
        assertEquals(1, otherScores(3, 2, 1));
    }

    @Test
    void findsAScoreThatRoseByMoreThanPlayCanBring() {
        assertEquals(1, otherScores(3, 8, 1));
    }

    @Test
    void expectsNoScoreInANewRound() {
        assertEquals(0, otherScores(3, 0, 2));
    }

    @Test
    void findsAServerThatStandsStillWithoutSkippingATick() {
        Journey journey = new Journey();
        Journey.Stay stay = stay(THERE);
        frames(stay, 0, 120, 0);
        frames(stay, 120, 400, 400_000_000L);
        journey.begin(stay);
        assertEquals(1, missedByOthers(journey));
    }

    @Test
    void findsAServerThatSendsNoMore() {
        Journey journey = new Journey();
        Journey.Stay stay = stay(THERE);
        frames(stay, 0, 120, 0);
        journey.begin(stay);
        assertEquals(1, missedByOthers(journey));
    }

    @Test
    void findsNothingMissingInARoomThatPlays() {
        Journey journey = new Journey();
        Journey.Stay stay = stay(THERE);
        frames(stay, 0, 400, 0);
        journey.begin(stay);
        assertEquals(0, missedByOthers(journey));
    }

    private static int missedByOthers(Journey journey) {
        FleetFindings found = new FleetFindings(new OwnershipCheck(List.of()), TICK_RATE);
        found.add(kill(), List.of(journey));
        assertEquals(1, found.others);
        return found.missedByOthers;
    }

    /** Kills the server of a player whose score is known before and after. */
    private static int otherScores(int before, int after, int roundAfter) {
        Journey journey = new Journey();
        Journey.Stay here = stay(HERE);
        here.frame(1, 1, TICK_NS);
        here.score(before, 1);
        frames(here, 2, LAST_TICK, 0);
        here.endNs = LAST_TICK * TICK_NS;
        journey.begin(here);
        Journey.Stay there = stay(THERE);
        there.frame(FIRST_TICK, roundAfter, 200 * TICK_NS);
        there.score(after, FIRST_TICK);
        journey.begin(there);
        OwnershipCheck owners = new OwnershipCheck(List.of(
                List.of(tick(10, 1, 10), tick(LAST_TICK, 1, LAST_TICK)),
                List.of(new Tick(190 * TICK_NS, "ROOM", 2, IMAGE_TICK, IMAGE_TICK), tick(195, 2, FIRST_TICK - 1))));
        FleetFindings found = new FleetFindings(owners, TICK_RATE);
        found.add(kill(), List.of(journey));
        assertEquals(1, found.affected);
        return found.otherScore;
    }

    private static FleetEvent kill() {
        return new FleetEvent(Fault.KILL, 0, HERE, 98 * TICK_NS, 300 * TICK_NS, 137, true);
    }

    private static Journey.Stay stay(URI server) {
        return new Journey.Stay(server, Welcome.newBuilder().setRoom("ROOM").build(), 0, 0);
    }

    private static void frames(Journey.Stay stay, int from, int until, long lateNs) {
        for (int tick = from; tick < until; tick++) {
            stay.frame(tick, 0, tick * TICK_NS + lateNs + 1);
        }
    }

    private static Tick tick(int at, int epoch, int tick) {
        return new Tick(at * TICK_NS, "ROOM", epoch, tick, -1);
    }
}
