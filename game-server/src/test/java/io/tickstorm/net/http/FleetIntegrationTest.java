package io.tickstorm.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.RawHttp;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.Defence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads the state of a fleet of one server over HTTP. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FleetIntegrationTest {
    private static final String BROWSER = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";

    @Test
    void aBrowserGetsAPageAndEveryoneElseJson() {
        Defence defence = Defence.STANDARD.with(new Defence.Admin(-1, null, true));
        try (TestServer server = new TestServer(4, TestServer.LIMITS, defence)) {
            int port = server.server.port();
            String room = "\"room\":\"" + server.lobby.code() + "\"";
            String page = RawHttp.answer(port, "GET /cluster HTTP/1.1", BROWSER);
            assertTrue(page.contains("text/html") && page.contains("<td>" + server.lobby.code() + "</td>"), page);
            for (String[] request : new String[][] {
                {"/cluster", "Accept: */*"}, {"/cluster", "Accept: application/json"}, {"/cluster?json", BROWSER}
            }) {
                String json = RawHttp.answer(port, "GET " + request[0] + " HTTP/1.1", request[1]);
                assertTrue(json.contains("application/json") && json.contains(room), json);
                assertTrue(json.contains("\"name\":\"this server\",\"url\":\"\",\"state\":\"up\",\"rooms\":1"), json);
            }
            String head = RawHttp.answer(port, "HEAD /cluster HTTP/1.1", BROWSER);
            assertEquals(200, RawHttp.status(head));
            assertTrue(head.endsWith("\r\n\r\n"), head);
        }
    }
}
