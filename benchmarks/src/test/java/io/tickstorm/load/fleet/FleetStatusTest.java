package io.tickstorm.load.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetStatusTest {
    @Test
    void readsTheServersThatAreUp() {
        FleetStatus status = FleetStatus.parse("{\"servers\":[{\"url\":\"ws://a/ws\",\"state\":\"up\",\"rooms\":3},"
                + "{\"url\":\"ws://b/ws\",\"state\":\"unreachable\",\"rooms\":2}]}");
        assertEquals(Map.of(URI.create("ws://a/ws"), 3), status.rooms());
    }
}
