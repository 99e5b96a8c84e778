package io.tickstorm.net.connection;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tickstorm.net.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A client that uses only WebSockets and JSON, without the classes of the protocol. One thread. */
public final class TextClient implements AutoCloseable {
    public final TestClient socket;

    public TextClient(TestClient socket) {
        this.socket = socket;
    }

    public static TextClient open(int port) {
        return new TextClient(TestClient.open(port, headers(port)));
    }

    /** Returns the headers of a valid handshake, for tests to change. */
    public static Map<String, String> headers(int port) {
        Map<String, String> headers = TestClient.headers(port);
        headers.put("Sec-WebSocket-Protocol", "tickstorm.v1.json");
        return headers;
    }

    public TextClient join(String name) {
        return send("{\"join\": {\"name\": \"" + name + "\"}}");
    }

    public TextClient send(String text) {
        socket.frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Returns the next frame; null once the connection is closed. */
    @Nullable
    JsonObject next() {
        byte[] message = socket.nextMessage();
        return message.length == 0
                ? null
                : JsonParser.parseString(new String(message, StandardCharsets.UTF_8))
                        .getAsJsonObject();
    }

    /** Returns the next frame of an open connection. */
    public JsonObject frame() {
        JsonObject frame = next();
        if (frame == null) {
            throw new AssertionError("closed: " + socket.closeReason);
        }
        return frame;
    }

    /** Reads to the next frame with a field and returns it. */
    public JsonObject frameWith(String field) {
        JsonObject frame = frame();
        while (!frame.has(field)) {
            frame = frame();
        }
        return frame;
    }

    /** Returns the entities of one kind. */
    static Stream<JsonObject> entities(JsonObject frame, String kind) {
        JsonArray all = frame.has("entities") ? frame.getAsJsonArray("entities") : new JsonArray();
        return StreamSupport.stream(all.spliterator(), false)
                .map(each -> each.getAsJsonObject())
                .filter(each -> each.get("kind").getAsString().equals(kind));
    }

    /** Returns the ship whose pilot has this name. */
    public static JsonObject ship(JsonObject frame, String name) {
        return entities(frame, "ship")
                .filter(ship -> ship.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no ship of " + name + " in " + frame));
    }

    @Override
    public void close() {
        socket.close();
    }
}
