package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.RosterUpdate;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.World;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RosterTest {
    private final World world = new World(new Rules(30), 1, 4);
    private final Roster roster = new Roster(4);

    @Test
    void aClientWithoutARosterGetsAllPlayers() {
        roster.enter(0, "Ada", 3, false);
        roster.enter(2, "Bot Ž", 1, true);
        RosterUpdate update = since(0);
        assertTrue(update.getReset());
        assertEquals(roster.version(), update.getVersion());
        assertEquals(
                List.of(
                        RosterEntry.newBuilder().setName("Ada").setColour(3).build(),
                        RosterEntry.newBuilder()
                                .setId(2)
                                .setName("Bot Ž")
                                .setColour(1)
                                .setBot(true)
                                .build()),
                update.getEntriesList());
    }

    @Test
    void aScoreIsSentWithoutTheName() {
        roster.enter(1, "Ada", 3, false);
        int held = roster.version();
        world.ships().score[1] = 2;
        world.ships().kills[1] = 1;
        roster.observe(world);
        assertEquals(
                List.of(RosterEntry.newBuilder()
                        .setId(1)
                        .setScore(2)
                        .setKills(1)
                        .build()),
                since(held).getEntriesList());
        assertFalse(since(held).getReset());
    }

    @Test
    void unchangedScoresAreNotAChange() {
        roster.enter(1, "Ada", 3, false);
        roster.observe(world);
        int version = roster.version();
        roster.observe(world);
        assertEquals(version, roster.version());
    }

    @Test
    void aPlayerWhoLeftIsSentToClientsThatKnowThePlayer() {
        roster.enter(1, "Ada", 3, false);
        int held = roster.version();
        roster.leave(1);
        assertEquals(
                List.of(RosterEntry.newBuilder().setId(1).setLeft(true).build()),
                since(held).getEntriesList());
        assertEquals(List.of(), since(0).getEntriesList());
    }

    @Test
    void aReusedSeatIsANewEntry() {
        roster.enter(1, "Ada", 3, false);
        world.ships().score[1] = 2;
        roster.observe(world);
        int held = roster.version();
        roster.leave(1);
        roster.enter(1, "Bob", 4, false);
        assertEquals(
                List.of(RosterEntry.newBuilder()
                        .setId(1)
                        .setName("Bob")
                        .setColour(4)
                        .build()),
                since(held).getEntriesList());
    }

    @Test
    void awayIsSentOnceAndRevoked() {
        roster.enter(0, "Ada", 3, false);
        int held = roster.version();
        roster.away(0, true);
        roster.away(0, true);
        assertEquals(held + 1, roster.version());
        assertTrue(since(held).getEntries(0).getAway());
        roster.away(0, false);
        assertFalse(since(held).getEntries(0).getAway());
    }

    @Test
    void aVersionFromAnotherRoomCountsAsNone() {
        roster.enter(0, "Ada", 3, false);
        assertTrue(since(99).getReset());
    }

    @Test
    void aChangeDiscardsTheEncodedRoster() {
        roster.enter(0, "Ada", 3, false);
        assertEquals(1, since(0).getEntriesCount());
        roster.enter(1, "Bob", 1, false);
        assertEquals(2, since(0).getEntriesCount());
    }

    private RosterUpdate since(int version) {
        WireBuffer out = new WireBuffer(64);
        roster.write(out, version);
        try {
            return ServerFrame.parseFrom(ByteString.copyFrom(out.bytes(), 0, out.length()))
                    .getRoster();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
