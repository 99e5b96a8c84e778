package io.tickstorm.net.http;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.AddressLimits;
import io.tickstorm.net.admission.OriginRule;
import io.tickstorm.net.admission.RequestSource;
import io.tickstorm.net.request.Answers;
import io.tickstorm.room.RoomCode;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomOccupancy;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /rooms/CODE}: a page learns, before its player joins, whether the room exists and how full it is.
 * A wrong code costs as much of the rate limit as a join. Any I/O thread.
 */
public final class RoomHandler implements HttpHandler {
    private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9]{4})");

    private final RoomDirectory directory;
    private final OriginRule origins;
    private final AddressLimits addresses;
    private final ServerMetrics metrics;
    private final BooleanSupplier isDraining;

    public RoomHandler(
            RoomDirectory directory,
            OriginRule origins,
            AddressLimits addresses,
            ServerMetrics metrics,
            BooleanSupplier isDraining) {
        this.directory = directory;
        this.origins = origins;
        this.addresses = addresses;
        this.metrics = metrics;
        this.isDraining = isDraining;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String code = code(exchange.getRelativePath());
        if (!origins.allows(exchange)) {
            Answers.refuse(exchange, StatusCodes.FORBIDDEN, "this origin may not connect; see --allowed-origin");
            return;
        }
        origins.admit(exchange);
        if (!addresses.mayAsk(RequestSource.of(exchange, origins.proxies()), System.nanoTime())) {
            metrics.dropped("room_questions");
            Answers.refuse(exchange, StatusCodes.TOO_MANY_REQUESTS, "this address asks for too many rooms");
        } else if (isDraining.getAsBoolean()) {
            Answers.refuse(exchange, StatusCodes.SERVICE_UNAVAILABLE, "the server restarts");
        } else if (code == null) {
            Answers.refuse(exchange, StatusCodes.BAD_REQUEST, "a room code has four letters or digits");
        } else {
            answer(exchange, describe(code, directory.occupancy(code)));
        }
    }

    /** Answers a valid question with status 200, so that a browser does not log an error for a room that has ended. */
    private static void answer(HttpServerExchange exchange, String json) {
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, "application/json")
                .put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(json + "\n");
    }

    private static String describe(String code, @Nullable RoomOccupancy room) {
        if (room == null) {
            return "{\"room\":\"%s\",\"state\":\"%s\"}".formatted(code, RoomCode.isCode(code) ? "none" : "impossible");
        }
        return String.format(
                Locale.ROOT,
                "{\"room\":\"%s\",\"state\":\"%s\",\"people\":%d,\"seats\":%d}",
                code,
                room.hasSeat() ? "open" : "full",
                room.people(),
                room.seats());
    }

    /** Returns the normalized code of a path such as {@code /BCDF}; null if the path has another form. */
    private static @Nullable String code(String path) {
        Matcher typed = PATH.matcher(path);
        return typed.matches() ? RoomCode.normalize(typed.group(1)) : null;
    }
}
