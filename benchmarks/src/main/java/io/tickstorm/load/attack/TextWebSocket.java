package io.tickstorm.load.attack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.util.JsonFormat;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.Welcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The text protocol: the same messages as JSON. One thread. */
final class TextWebSocket extends BlockingWebSocket {
    TextWebSocket(Target target, Random random) throws IOException {
        super(target, "tickstorm.v1.json", random);
    }

    @Override
    public void send(ClientFrame frame) throws IOException {
        send(TEXT, JsonFormat.printer().print(frame).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Welcome hear() throws IOException {
        JsonObject frame = JsonParser.parseString(new String(next(TEXT), StandardCharsets.UTF_8))
                .getAsJsonObject();
        JsonElement error = frame.get("error");
        if (error != null) {
            Error.Builder said = Error.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(error.toString(), said);
            noteReason(said.build());
        }
        return welcomeIn(frame.get("welcome"));
    }

    private static Welcome welcomeIn(@Nullable JsonElement element) throws IOException {
        Welcome.Builder welcome = Welcome.newBuilder();
        if (element != null) {
            JsonFormat.parser().ignoringUnknownFields().merge(element.toString(), welcome);
        }
        return welcome.build();
    }
}
