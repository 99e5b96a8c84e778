package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The subprotocol for people, over real sockets. */
class TextConnectionIntegrationTest {
    private final TestServer server = new TestServer(4, TestServer.LIMITS);

    @AfterEach
    void stop() {
        server.close();
    }

    private TextClient connect() {
        return TextClient.open(server.server.port());
    }

    @Test
    void joinsFliesAndSeesWhereEverybodyIs() {
        try (TextClient client = connect().join("Ada");
                TestClient other = server.connect().join("Bob")) {
            JsonObject first = client.frame();
            int ship = first.getAsJsonObject("welcome").get("ship").getAsInt();
            JsonObject before = TextClient.ship(first, "Ada");
            assertEquals(ship, before.get("id").getAsInt());
            assertEquals(ship, first.getAsJsonObject("you").get("ship").getAsInt());
            assertEquals(100, first.getAsJsonObject("you").get("health").getAsInt());
            other.next();
            client.say("{\"input\": {\"moveX\": 1, \"aim\": 90}}");
            JsonObject flying = TextClient.ship(client.frame(), "Ada");
            for (int i = 0; i < 10; i++) {
                flying = TextClient.ship(client.frame(), "Ada");
            }
            assertNotEquals(before.get("x").getAsDouble(), flying.get("x").getAsDouble(), "told once, it goes on");
            assertEquals(90, flying.get("aim").getAsDouble());
            assertTrue(flying.get("thrusting").getAsBoolean());
        }
    }
}
