package io.tickstorm.cluster.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tickstorm.fleet.Matchmaking;
import io.tickstorm.room.RoomListing;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoomIndexTest {
    @Test
    void theIndexGivesWhatTheMatchmakerGivesForAllRooms() {
        Random random = new Random(11);
        RoomIndex index = new RoomIndex();
        Map<String, RoomListing> all = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            String code = "R" + random.nextInt(40);
            if (random.nextInt(5) == 0) {
                index.remove(code);
                all.remove(code);
            } else {
                int seats = 2 + random.nextInt(15);
                RoomListing room = new RoomListing(code, 1, random.nextInt(4) > 0, random.nextInt(seats + 1), seats);
                index.put(room);
                all.put(code, room);
            }
            for (boolean isParty : new boolean[] {false, true}) {
                assertEquals(Matchmaking.fullest(all.values(), isParty), index.fullest(Set.of(), isParty));
            }
            Map<String, RoomListing> rest = new HashMap<>(all);
            rest.remove("R7");
            assertEquals(Matchmaking.fullest(rest.values(), false), index.fullest(Set.of("R7"), false));
        }
    }
}
