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
 * Short attacks next to which others play and join. Decided by counts: who is lost, who gets in, what the server still
 * holds. The limits in real time are those of {@code ./load attack}.
 */
@Timeout(180)
class ServerAttacksIntegrationTest {
    private static final int SECONDS = 3;

    @Test
    void aStreamOfPingsKeepsNobodyWaiting() throws IOException {
        holds(scenarios().stream(1));
    }

    @Test
    void idleConnectionsFromManyAddressesKeepNobodyOut() throws IOException {
        holds(scenarios().idle(200));
    }

    @Test
    void handshakesOfTlsThatStopKeepNobodyOut() throws IOException {
        holds(scenarios().tls(2_000));
    }

    @Test
    void pollingSessionsThatNobodyPollsKeepNobodyOut() throws IOException {
        holds(scenarios().poll(100));
    }

    @Test
    void oneAddressCannotTakeEveryRoom() throws IOException {
        holds(scenarios().rooms());
    }

    @Test
    void theEdgesOf32BitsInAResumeEndNoRoom() throws IOException {
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
