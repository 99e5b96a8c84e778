package io.tickstorm.text;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Input;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses text messages of clients: a ClientFrame in protobuf JSON. Any thread. */
public final class ClientText {
    private static final TypeAdapter<JsonElement> TREE = new Gson().getAdapter(JsonElement.class);
    private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");
    private static final Pattern PACKAGE = Pattern.compile("tickstorm\\.v1\\.");

    private ClientText() {}

    /**
     * Parses a message. Unlike in binary, unknown fields are refused: people type these messages, and a typo without an
     * effect is hard to find.
     */
    public static ClientFrame parse(String text) throws UnreadableException {
        demandJson(text);
        ClientFrame.Builder frame = ClientFrame.newBuilder();
        try {
            JsonFormat.parser().merge(text, frame);
        } catch (InvalidProtocolBufferException e) {
            String why = PACKAGE.matcher(String.valueOf(e.getMessage())).replaceAll("");
            throw new UnreadableException("not a ClientFrame: " + why, e);
        }
        if (frame.hasJoin()) {
            complete(frame);
        }
        return frame.build();
    }

    /**
     * Completes a Join: the ship rests until the client steers it, so that it does not miss an input each tick. A text
     * frame is complete, so a resume needs no baseline; it keeps the chat that the client has received.
     */
    private static void complete(ClientFrame.Builder frame) {
        if (!frame.hasInput()) {
            frame.setInput(Input.getDefaultInstance());
        }
        frame.getJoinBuilder().clearResumeTick().clearRosterVersion();
    }

    /**
     * Refuses text that protobuf's parser accepts but other JSON parsers do not: comments, single quotes and unquoted
     * names.
     */
    private static void demandJson(String text) throws UnreadableException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement tree = TREE.read(reader);
            if (tree == null || reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("there is not exactly one value");
            }
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
            throw new UnreadableException("not JSON" + (place.find() ? " at " + place.group() : ""), e);
        }
    }
}
