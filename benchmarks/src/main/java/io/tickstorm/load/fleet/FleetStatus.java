package io.tickstorm.load.fleet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The servers of a fleet as one of them answers {@code GET /cluster}. Immutable.
 *
 * @param rooms number of rooms of each server that is up, by its WebSocket address
 */
record FleetStatus(Map<URI, Integer> rooms) {
    private static final int TIMEOUT_MS = 5_000;

    /** Asks a server; the status is empty if it does not answer. */
    static FleetStatus of(URI server) {
        try {
            URI page = URI.create("http://" + server.getAuthority() + "/cluster?json");
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setRequestProperty("Authorization", "Bearer " + FleetServer.ADMIN_TOKEN);
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            byte[] body = connection.getInputStream().readAllBytes();
            return parse(new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new FleetStatus(Map.of());
        }
    }

    static FleetStatus parse(String json) {
        Map<URI, Integer> rooms = new HashMap<>();
        for (JsonElement each : JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("servers")) {
            JsonObject server = each.getAsJsonObject();
            if (server.get("state").getAsString().equals("up")) {
                rooms.put(
                        URI.create(server.get("url").getAsString()),
                        server.get("rooms").getAsInt());
            }
        }
        return new FleetStatus(Map.copyOf(rooms));
    }
}
