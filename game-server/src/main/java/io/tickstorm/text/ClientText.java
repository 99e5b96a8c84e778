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

/** Reads what a client says in text: a ClientFrame in protobuf JSON. Any thread. */
public final class ClientText {
    private static final TypeAdapter<JsonElement> TREE = new Gson().getAdapter(JsonElement.class);
    private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");
    private static final Pattern PACKAGE = Pattern.compile("tickstorm\\.v1\\.");

    private ClientText() {}

    /**
     * A field nobody knows is refused, unlike in binary: this is typed by people, and a typo that changes nothing takes
     * long to find.
     */
    public static ClientFrame parse(String text) throws UnreadableException {
        demandJson(text);
        ClientFrame.Builder frame = ClientFrame.newBuilder();
        try {
            JsonFormat.parser().merge(text, frame);
        } catch (InvalidProtocolBufferException e) {
            String why = PACKAGE.matcher(String.valueOf(e.getMessage())).replaceAll("");
            throw new UnreadableException("no ClientFrame: " + why, e);
        }
        if (frame.hasJoin()) {
            complete(frame);
        }
        return frame.build();
    }

    /**
     * Completes a Join: the ship rests until the client steers it, rather than miss an input each tick. A frame of text
     * shows everything, so a resume needs no baseline; it keeps what it has heard of the chat.
     */
    private static void complete(ClientFrame.Builder frame) {
        if (!frame.hasInput()) {
            frame.setInput(Input.getDefaultInstance());
        }
        frame.getJoinBuilder().clearResumeTick().clearRosterVersion();
    }

    /** Protobuf's parser also takes comments, single quotes and names without any, which no other reader would. */
    private static void demandJson(String text) throws UnreadableException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement tree = TREE.read(reader);
            if (tree == null || reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("there is more, or nothing");
            }
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
            throw new UnreadableException("no JSON" + (place.find() ? " at " + place.group() : ""), e);
        }
    }
}
