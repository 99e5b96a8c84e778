package io.tickstorm.load.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results as JSON, and back as text for a page. */
public final class JsonText {
    private static final double DIGITS = 1e7;
    /** JSON knows no NaN: what was not measured is null. */
    private static final JsonSerializer<Double> NUMBER = (value, type, context) -> number(value);

    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Double.class, NUMBER)
            .registerTypeAdapter(double.class, NUMBER)
            .serializeNulls()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private JsonText() {}

    public static String of(Object result) {
        return GSON.toJson(result) + "\n";
    }

    /** @throws IOException in a sentence, if it is no result of a run */
    public static String read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + " cannot be read");
        }
        try {
            JsonElement json = JsonParser.parseString(Files.readString(file));
            if (json.isJsonObject()
                    && json.getAsJsonObject().has("figures")
                    && json.getAsJsonObject().has("verdict")) {
                return GSON.toJson(json);
            }
        } catch (JsonParseException e) {
            // Said below.
        }
        throw new IOException(file + " is not a result that --json wrote");
    }

    private static JsonElement number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return JsonNull.INSTANCE;
        }
        return new JsonPrimitive(Math.round(value * DIGITS) / DIGITS);
    }
}
