package io.tickstorm.load.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.tickstorm.kit.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All measurements, in one file, and their tables in the documents. Immutable.
 *
 * @param machines descriptions by key
 * @param commands command lines by key
 */
public record Measurements(Map<String, String> machines, Map<String, String> commands, List<Measurement> measurements) {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** Returns the measurements of a file. Throws an exception with one sentence if it has none. */
    public static Measurements read(Path file) throws IOException {
        try {
            Measurements read = GSON.fromJson(Files.readString(file), Measurements.class);
            if (read != null && read.measurements != null) {
                return read;
            }
        } catch (JsonParseException e) {
            throw new IOException(file + " is not valid JSON", e);
        }
        throw new IOException(file + " has no measurements");
    }

    /** Writes the measurements to a file. */
    public void write(Path file) throws IOException {
        Files.writeString(file, GSON.toJson(this) + "\n");
    }

    /** Returns the Markdown of the whole table, with the commands and machines that its letters stand for. */
    public String tables() {
        StringBuilder text = new StringBuilder();
        String group = "";
        for (Measurement each : measurements) {
            if (!each.group().equals(group)) {
                group = each.group();
                text.append("\n**")
                        .append(group)
                        .append("**\n\n")
                        .append("| claim | target | median | spread | command | commit | date | machine |\n")
                        .append("|---|---|---:|---:|---|---|---|---|\n");
            }
            text.append("| ").append(String.join(" | ", cells(each))).append(" |\n");
        }
        return text + "\n" + legend("command", commands, "`") + "\n" + legend("machine", machines, "");
    }

    private static List<String> cells(Measurement each) {
        return List.of(
                each.claim(),
                each.target(),
                each.median(),
                each.spread(),
                each.command(),
                each.commit().startsWith("not") ? each.commit() : "`" + each.commit() + "`",
                each.date(),
                each.machine());
    }

    private static String legend(String kind, Map<String, String> lines, String quote) {
        StringBuilder text = new StringBuilder("| " + kind + " | |\n|---|---|\n");
        lines.forEach((key, line) -> {
            if (!key.equals(line)) {
                text.append("| ")
                        .append(key)
                        .append(" | ")
                        .append(quote + line + quote)
                        .append(" |\n");
            }
        });
        return text.toString();
    }

    /** Returns the Markdown of the README's table. */
    public String shortTable() {
        StringBuilder text = new StringBuilder("\n| claim | measured | target |\n|---|---:|---|\n");
        for (Measurement each : measurements) {
            if (!each.readme().isEmpty()) {
                text.append("| ")
                        .append(each.readme())
                        .append(" | ")
                        .append(each.median())
                        .append(" | ")
                        .append(each.target())
                        .append(" |\n");
            }
        }
        return text + "\n";
    }

    /** Returns these measurements with another figure for one claim: its median over these results. */
    public Measurements record(String id, List<Path> results, String commit, String date) throws IOException {
        List<Measurement> changed = new ArrayList<>();
        boolean found = false;
        for (Measurement each : measurements) {
            boolean isIt = each.id().equals(id);
            found |= isIt;
            changed.add(isIt ? each.with(spread(each, results), commit, date) : each);
        }
        if (!found) {
            throw new IOException("there is no claim " + id);
        }
        return new Measurements(new LinkedHashMap<>(machines), new LinkedHashMap<>(commands), changed);
    }

    private static Spread spread(Measurement claim, List<Path> results) throws IOException {
        if (claim.figure().isEmpty()) {
            throw new IOException(claim.id() + " names no figure of a result");
        }
        List<Double> values = new ArrayList<>();
        for (Path result : results) {
            JsonElement found = at(JsonParser.parseString(Files.readString(result)), claim.figure());
            if (found instanceof JsonObject spread && spread.has("median")) {
                return GSON.fromJson(spread, Spread.class);
            }
            values.add(found.getAsDouble());
        }
        return Spread.of(values, value -> value);
    }

    /** Returns the element that a JSON pointer (RFC 6901) leads to. */
    private static JsonElement at(JsonElement root, String pointer) throws IOException {
        JsonElement element = root;
        for (String part : pointer.substring(1).split("/", -1)) {
            if (element instanceof JsonArray array && part.matches("\\d+") && Integer.parseInt(part) < array.size()) {
                element = array.get(Integer.parseInt(part));
            } else if (element instanceof JsonObject object && object.has(part)) {
                element = object.get(part);
            } else {
                throw new IOException("the result has no " + pointer);
            }
        }
        return element;
    }
}
