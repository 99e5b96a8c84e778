package io.tickstorm.net;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.AfterAll;

/**
 * Looks for bytes that {@link FuzzTargets} do not hold for, guided by coverage, one target at a time. What it finds
 * stands among the inputs in {@code src/test/resources}, and is replayed by FuzzCorpusScenarioTest from then on.
 *
 * <pre>
 *   ./mvnw -P fuzz test -pl shared-proto,game-server -Dfuzz.target=http -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class EntryPointsFuzzTest {
    private static final TestServer SERVER = FuzzTargets.server();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @FuzzTest(maxDuration = "60s")
    void frames(byte[] bytes) {
        FuzzTargets.frames(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void clientMessage(byte[] bytes) {
        FuzzTargets.clientMessage(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void text(byte[] bytes) {
        FuzzTargets.text(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void clientText(byte[] bytes) {
        FuzzTargets.clientText(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void match(byte[] bytes) {
        new FuzzedMatch().run(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    @SuppressWarnings("try")
    void http(byte[] bytes) {
        int port = SERVER.server.port();
        try (SilentCloseable allowed = BugDetectors.allowNetworkConnections((host, asked) -> asked == port)) {
            FuzzTargets.http(SERVER, bytes);
        }
    }
}
