package io.tickstorm.load.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attacks a server of the test over real sockets, and checks the effect on the good players. */
@Timeout(180)
class AttackIntegrationTest {
    private static final String[] SERVER = {
        "--bots", "0", "--seats", "2000", "--arena-seats", "16", "--resume-ms", "100"
    };

    @Test
    void twentyThousandFuzzedFramesCauseNoMissedSnapshotAndNoLeak() throws IOException {
        try (ServerProcess server = ServerProcess.start(ServerProcess.Launch.PLAIN, List.of(SERVER))) {
            AttackReport outcome = attacks(server).fuzz(20_000, 2_000);
            List<String> faults = outcome.faults().stream()
                    .filter(fault -> !fault.equals(SingleAttacks.NO_MISS))
                    .toList();
            assertEquals(List.of(), faults, String.join("\n", outcome.lines()));
        }
    }

    @Test
    void twoThousandHalfOpenHandshakesBlockNoJoin() throws IOException {
        try (ServerProcess server = ServerProcess.start(ServerProcess.Launch.PLAIN, List.of(SERVER))) {
            AttackReport outcome = attacks(server).handshakes(2_000, 12);
            assertEquals(List.of(), outcome.faults(), String.join("\n", outcome.lines()));
        }
    }

    private static SingleAttacks attacks(ServerProcess server) {
        return new SingleAttacks(server, 1, new PrintStream(OutputStream.nullOutputStream()));
    }
}
