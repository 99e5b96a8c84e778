package io.tickstorm.net.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.RawHttp;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.SecretHash;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that metrics, fleet and announcements on the game's port require the token, unless a flag opens them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AdminIntegrationTest {
    private static final String TOKEN = "correct horse battery";
    private static final String BEARER = "Authorization: Bearer " + TOKEN;
    private static final String METRICS = "GET /metrics HTTP/1.1";
    private static final String CLUSTER = "GET /cluster HTTP/1.1";
    private static final String ANNOUNCE = "POST /announce HTTP/1.1";
    private static final String EMPTY = "Content-Length: 0";

    @Test
    void aForwarderWithoutHeadersDoesNotGiveLocalRights() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS)) {
            assertEquals(403, status(server, METRICS));
            assertEquals(403, status(server, CLUSTER));
            assertEquals(403, status(server, ANNOUNCE, EMPTY));
        }
    }

    @Test
    void theTokenOpensAll() {
        try (TestServer server = with(new Defence.Admin(-1, new SecretHash(TOKEN)))) {
            assertEquals(403, status(server, METRICS));
            assertEquals(403, status(server, ANNOUNCE, EMPTY));
            assertEquals(403, status(server, CLUSTER));
            assertEquals(200, status(server, METRICS, BEARER));
            assertEquals(200, status(server, CLUSTER, BEARER));
            assertEquals(405, status(server, "DELETE /cluster HTTP/1.1", BEARER));
            assertEquals(200, status(server, METRICS, BEARER, "X-Forwarded-For: 198.51.100.1"));
            assertEquals(400, status(server, ANNOUNCE, EMPTY, BEARER), "admitted, and empty");
            assertEquals(400, status(server, ANNOUNCE, BEARER, BEARER, EMPTY), "a header of one value, twice");
            for (String guess : List.of("", "x", TOKEN + "x", TOKEN.substring(1), "Bearer")) {
                assertEquals(403, status(server, METRICS, "Authorization: Bearer " + guess));
                assertEquals(403, status(server, CLUSTER, "Authorization: Bearer " + guess));
            }
        }
    }

    @Test
    void metricsForThisMachineNeedAFlagAndAnnouncementsStillNeedTheToken() {
        try (TestServer server = with(new Defence.Admin(-1, new SecretHash(TOKEN), true))) {
            assertEquals(200, status(server, METRICS));
            assertEquals(200, status(server, CLUSTER));
            assertEquals(403, status(server, ANNOUNCE, EMPTY));
            for (String sign : List.of(
                    "X-Forwarded-For: 127.0.0.1",
                    "x-forwarded-port: 443",
                    "X-Forwarded-Host: a",
                    "X-Forwarded-Server: a",
                    "Forwarded: for=127.0.0.1",
                    "X-Real-IP: 127.0.0.1",
                    "CF-Connecting-IP: 127.0.0.1",
                    "Via: 1.1 proxy")) {
                assertEquals(403, status(server, METRICS, sign), sign);
                assertEquals(403, status(server, CLUSTER, sign), sign);
            }
        }
    }

    @Test
    void aPageCannotMakeAnnouncements() {
        try (TestServer server = with(new Defence.Admin(-1, new SecretHash(TOKEN)))) {
            String own = "Origin: http://127.0.0.1:" + server.server.port();
            assertEquals(403, status(server, ANNOUNCE, EMPTY, BEARER, own));
        }
    }

    @Test
    void anAdminPortOfItsOwnNeedsNoTokenAndLeavesNothingOnTheGamesPort() {
        try (TestServer server = with(new Defence.Admin(0, null))) {
            assertEquals(403, status(server, METRICS));
            assertEquals(403, status(server, CLUSTER));
            assertEquals(403, status(server, ANNOUNCE, EMPTY));
            int admin = server.server.adminPort();
            assertTrue(RawHttp.answer(admin, METRICS).contains("tickstorm_ticks_total "));
            assertEquals(200, RawHttp.status(RawHttp.answer(admin, CLUSTER)));
            assertEquals(200, RawHttp.status(RawHttp.answer(admin, "GET /readyz HTTP/1.1")));
            assertEquals(404, RawHttp.status(RawHttp.answer(admin, "GET / HTTP/1.1")));
            assertEquals(400, RawHttp.status(RawHttp.answer(admin, ANNOUNCE, EMPTY)));
        }
    }

    private static TestServer with(Defence.Admin admin) {
        return new TestServer(4, TestServer.LIMITS, Defence.STANDARD.with(admin));
    }

    private static int status(TestServer server, String firstLine, String... headers) {
        return RawHttp.status(RawHttp.answer(server.server.port(), firstLine, headers));
    }
}
