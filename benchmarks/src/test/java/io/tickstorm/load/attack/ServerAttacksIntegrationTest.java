package io.tickstorm.load.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tickstorm.load.attack.ExtremeNumbers.Protocol;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs short attacks while others play and join. Counts decide: lost connections, joins, and the resources that the
 * server still holds. {@code ./load attack} checks the limits in real time.
 */
@Timeout(180)
class ServerAttacksIntegrationTest {
    private static final int SECONDS = 3;

    @Test
    void aStreamOfPingsDelaysNoOtherPlayer() throws IOException {
        holds(scenarios().stream(1));
    }

    @Test
    void idleConnectionsFromManyAddressesBlockNoJoin() throws IOException {
        holds(scenarios().idle(200));
    }

    @Test
    void incompleteTlsHandshakesBlockNoJoin() throws IOException {
        holds(scenarios().tls(2_000));
    }

    @Test
    void unpolledSessionsBlockNoJoin() throws IOException {
        holds(scenarios().poll(100));
    }

    @Test
    void oneAddressCannotOccupyEveryRoom() throws IOException {
        holds(scenarios().rooms());
    }

    @Test
    void theEdgesOf32BitsInAResumeDoNotEndARoom() throws IOException {
        holds(scenarios().numbers(List.of(Protocol.BINARY), path -> path.isOf("join")));
    }

    @Test
    void badRequestsDoNotLengthenTheLog() throws IOException {
        holds(scenarios().log(2));
    }

    private static void holds(AttackReport outcome) {
        List<String> faults = outcome.faults().stream()
                .filter(fault -> !AttackRun.REAL_TIME.contains(fault))
                .toList();
        assertEquals(List.of(), faults, String.join("\n", outcome.lines()));
    }

    private static AttackScenarios scenarios() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new AttackScenarios(ServerProcess.Launch.PLAIN, SECONDS, 1, nowhere);
    }
}
