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

/** Writes results as JSON, and reads them for a page. */
public final class JsonText {
    private static final double DIGITS = 1e7;
    /** Writes a value that was not measured as null, because JSON has no NaN. */
    private static final JsonSerializer<Double> NUMBER = (value, type, context) -> number(value);

    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Double.class, NUMBER)
            .registerTypeAdapter(double.class, NUMBER)
            .serializeNulls()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private JsonText() {}

    /** Returns a result as JSON text with a line end. */
    public static String of(Object result) {
        return GSON.toJson(result) + "\n";
    }

    /** Returns the JSON text of a file. Throws an exception with one sentence if it is not the result of a run. */
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
            // The exception below reports it.
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
