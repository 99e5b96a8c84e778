package io.tickstorm.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that every transport carries and counts the game's payload. Does not check speed. */
@Timeout(60)
class ExchangeIntegrationTest {
    private static final int PLAYERS = 3;
    private static final int FIRST_SEAT = 40;

    @ParameterizedTest
    @EnumSource(ExchangeTransport.class)
    void inputsGoUpAndSnapshotsIncludeThem(ExchangeTransport transport) throws IOException {
        try (ExchangeServer server = new ExchangeServer(0)) {
            ExchangeCount count = ExchangeClient.play(new ExchangeClient.Plan(
                    transport, server.port(), ProcessHandle.current().pid(), FIRST_SEAT, PLAYERS, 1, 1));
            assertTrue(count.exchanges() > PLAYERS, count.toString());
            assertTrue(count.snapshots() > PLAYERS, count.toString());
            assertTrue(count.bytesUp() >= count.exchanges() / 2 * Payload.INPUT_BYTES, count.toString());
            assertTrue(count.bytesDown() >= count.snapshots() * Payload.SNAPSHOT_BYTES, count.toString());
            assertTrue(count.p99Us() >= count.p50Us(), count.toString());
            switch (transport) {
                case NEW_CONNECTION -> assertEquals(2 * count.connections(), count.roundTrips(), count.toString());
                case WEB_SOCKET -> assertEquals(0, count.connections() + count.roundTrips(), count.toString());
                case KEEP_ALIVE, LONG_POLLING -> {
                    assertEquals(0, count.connections(), count.toString());
                    assertTrue(count.roundTrips() > PLAYERS, count.toString());
                }
            }
        }
    }
}
