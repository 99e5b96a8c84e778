package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Standings;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.World;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A large room whose ships rest; the model check covers what a client sees of moving ones. */
final class LocalRosterTest {
    private static final int SEATS = 300;
    private static final int OWN = 7;

    private final World world = new World(new Rules(30), 3, SEATS);
    private final Roster roster = new Roster(SEATS);
    private final VersionedCells cells = new VersionedCells(world);
    private final FrameEncoder encoder = new FrameEncoder(world, cells, roster, new ChatLog());
    private final ReferenceClient client = new ReferenceClient(world.map().columns);
    private final Recipient recipient = new Recipient();
    private final int[] commands = new int[SEATS];

    LocalRosterTest() {
        Arrays.fill(commands, InputCommand.of(0, 0, 0, 0));
        for (int ship = 0; ship < SEATS; ship++) {
            world.seat(ship);
            roster.enter(ship, "Pilot " + ship, ship % 49, false);
        }
        recipient.follow(OWN);
    }

    @Test
    void theFirstFrameNamesTheShipsInSightTheTenBestAndTheOwn() {
        ServerFrame frame = tick();
        assertTrue(frame.getRoster().getReset());
        assertTrue(client.roster.keySet().containsAll(client.ships.keySet()));
        assertTrue(client.roster.containsKey(OWN));
        assertTrue(client.roster.keySet().containsAll(client.top));
        assertEquals(10, client.top.size());
        assertEquals(SEATS, client.players);
        assertTrue(client.roster.size() < SEATS / 4, client.roster.size() + " entries");
    }

    @Test
    void aScoreOutOfSightIsNotSent() {
        tick();
        int far = outOfSight();
        world.ships().deaths[far] = 4;
        world.ships().kills[far] = 3;
        assertFalse(tick().hasRoster());
    }

    @Test
    void theTopTenAndTheOwnPlaceFollowWithinASecond() {
        tick();
        int far = outOfSight();
        world.ships().score[far] = 5;
        world.ships().score[OWN] = 3;
        for (int i = 0; i <= 30; i++) {
            tick();
        }
        assertEquals(far, client.top.get(0));
        assertEquals(OWN, client.top.get(1));
        assertEquals("Pilot " + far, entry(far).getName());
        assertEquals(5, entry(far).getScore());
        assertEquals(2, client.place);
    }

    @Test
    void theLeaderIsKnownInTheFrameThatCrownsIt() {
        tick();
        int far = outOfSight();
        world.ships().score[far] = 5;
        // The world crowns the leader in its step, and the frame of that tick shows it.
        ServerFrame frame = tick();
        while (frame.getRoster().getLeader() == 0 && world.tick() < 10) {
            frame = tick();
        }
        int leader = frame.getRoster().getLeader() - 1;
        assertEquals(far, leader);
        assertEquals("Pilot " + far, entry(far).getName());
    }

    @Test
    void aPageContainsTwentyPlayersInTheOrderOfTheirPlaces() throws InvalidProtocolBufferException {
        IntStream.range(0, SEATS).forEach(ship -> world.ships().score[ship] = ship);
        tick();
        Standings page = Standings.parseFrom(roster.standings(11));
        assertEquals(11, page.getFirstPlace());
        assertEquals(SEATS, page.getPlayers());
        List<Integer> ids =
                page.getEntriesList().stream().map(RosterEntry::getId).toList();
        assertEquals(IntStream.range(0, 20).mapToObj(i -> SEATS - 11 - i).toList(), ids);
        assertEquals("Pilot 289", page.getEntries(0).getName());
    }

    @Test
    void aPageBeyondTheLastPlaceIsEmptyAndNoNumberBreaksIt() throws InvalidProtocolBufferException {
        tick();
        assertEquals(1, Standings.parseFrom(roster.standings(0)).getFirstPlace());
        assertEquals(1, Standings.parseFrom(roster.standings(-5)).getFirstPlace());
        assertEquals(1, Standings.parseFrom(roster.standings(SEATS)).getEntriesCount());
        assertEquals(0, Standings.parseFrom(roster.standings(SEATS + 1)).getEntriesCount());
        assertEquals(0, Standings.parseFrom(roster.standings(Integer.MAX_VALUE)).getEntriesCount());
    }

    private RosterEntry entry(int ship) {
        return client.roster.getOrDefault(ship, RosterEntry.getDefaultInstance());
    }

    private int outOfSight() {
        return IntStream.range(20, SEATS)
                .filter(ship -> !client.roster.containsKey(ship))
                .findFirst()
                .orElseThrow();
    }

    private ServerFrame tick() {
        world.step(commands);
        cells.observe();
        roster.observe(world);
        encoder.beginTick();
        int length = encoder.encode(recipient);
        try {
            ServerFrame frame = ServerFrame.parseFrom(ByteString.copyFrom(encoder.bytes(), 0, length));
            client.apply(frame);
            return frame;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
