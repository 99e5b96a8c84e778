package io.tickstorm.net.http;

import io.tickstorm.net.request.Answers;
import io.tickstorm.net.request.RequestBody;
import io.tickstorm.room.PersonText;
import io.tickstorm.room.RoomDirectory;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;

/**
 * Handles {@code POST /announce} with a line of text: publishes it to all players of the server. Pages are refused,
 * even those opened on the machine itself; an {@code AdminGate} in front decides who else may announce. Any I/O thread.
 */
public final class AnnounceHandler implements HttpHandler {
    /** Upper limit of a body: 140 characters of four bytes, and some slack. */
    private static final int BODY_BYTES_MAX = 1_024;

    private final RoomDirectory directory;

    public AnnounceHandler(RoomDirectory directory) {
        this.directory = directory;
    }

    @Override
    public void handleRequest(HttpServerExchange http) {
        if (http.getRequestHeaders().contains(Headers.ORIGIN)) {
            Answers.refuse(http, StatusCodes.FORBIDDEN, "pages may not make announcements");
        } else if (!http.getRequestMethod().equals(Methods.POST)) {
            http.getResponseHeaders().put(Headers.ALLOW, Methods.POST_STRING);
            Answers.refuse(http, StatusCodes.METHOD_NOT_ALLOWED, "announcements are made with POST");
        } else {
            RequestBody.read(http, BODY_BYTES_MAX, "an announcement has at most 140 characters", this::announce);
        }
    }

    private void announce(HttpServerExchange http, byte[] text) {
        String line = PersonText.chat(new String(text, StandardCharsets.UTF_8));
        if (line == null) {
            Answers.refuse(http, StatusCodes.BAD_REQUEST, "an announcement has 1 to 140 visible characters");
        } else {
            directory.announce(line);
            http.setStatusCode(StatusCodes.NO_CONTENT);
            http.endExchange();
        }
    }
}
