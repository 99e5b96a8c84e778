package io.tickstorm.net.http;

import io.tickstorm.fleet.Fleet;
import io.tickstorm.fleet.RoomPlace;
import io.tickstorm.fleet.RoomSearch;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.AddressLimits;
import io.tickstorm.net.admission.OriginRule;
import io.tickstorm.net.admission.RequestSource;
import io.tickstorm.net.request.Answers;
import io.tickstorm.net.request.RequestBody;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.RoomCode;
import io.tickstorm.room.RoomListing;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers where a room is, before anybody joins it. Any I/O thread.
 *
 * <pre>
 *   GET  /rooms/CODE         the room: 200, 404 if there is none, 409 if it is full
 *   GET  /rooms/CODE?state   how full the room is, with status 200, so that the browser of a page logs no error
 *   POST /rooms/quick        a room for strangers; body {"party": KEY} or nothing
 *   POST /rooms              a new private room; body {"seats": N, "bots": N, "roundS": N} or nothing
 *
 *   {"room":"BCDF","state":"open","people":3,"seats":16,"url":"wss://a.example/ws","epoch":7}
 *   {"room":"CDFG","state":"elsewhere","url":"wss://c.example/ws"}
 * </pre>
 *
 * A wrong code costs a guesser as much as a join would.
 */
public final class RoomHandler implements HttpHandler {
    private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9]{4})");
    private static final int BODY_BYTES_MAX = 256;
    private static final int RETRY_AFTER_S = 1;

    private final Fleet fleet;
    private final int seatsMax;
    private final OriginRule origins;
    private final AddressLimits addresses;
    private final ServerMetrics metrics;
    private final BooleanSupplier isDraining;

    /** @param seatsMax the most seats that a private room may ask for */
    public RoomHandler(
            Fleet fleet,
            int seatsMax,
            OriginRule origins,
            AddressLimits addresses,
            ServerMetrics metrics,
            BooleanSupplier isDraining) {
        this.fleet = fleet;
        this.seatsMax = seatsMax;
        this.origins = origins;
        this.addresses = addresses;
        this.metrics = metrics;
        this.isDraining = isDraining;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!origins.allows(exchange)) {
            Answers.refuse(exchange, StatusCodes.FORBIDDEN, "this origin may not connect; see --allowed-origin");
            return;
        }
        origins.admit(exchange);
        if (!addresses.mayAsk(RequestSource.of(exchange, origins.proxies()), System.nanoTime())) {
            metrics.dropped("room_questions");
            Answers.refuse(exchange, StatusCodes.TOO_MANY_REQUESTS, "this address asks for too many rooms");
        } else if (isDraining.getAsBoolean()) {
            refuse(exchange, CloseReason.SHUTTING_DOWN);
        } else if (exchange.getRequestMethod().equals(Methods.POST)) {
            post(exchange);
        } else {
            new ReadOnlyHandler(this::get).handleRequest(exchange);
        }
    }

    private void get(HttpServerExchange exchange) {
        String code = code(exchange.getRelativePath());
        if (code == null) {
            Answers.refuse(exchange, StatusCodes.BAD_REQUEST, "a room code has four letters or digits");
            return;
        }
        boolean asksState = exchange.getQueryString().equals("state");
        answerLater(exchange, fleet.find(code), search -> answerGet(exchange, code, search, asksState));
    }

    private static void answerGet(HttpServerExchange exchange, String code, RoomSearch search, boolean asksState) {
        RoomPlace place = search.place();
        if (!search.elsewhere().isEmpty()) {
            String json = "{\"room\":\"%s\",\"state\":\"elsewhere\",\"url\":\"%s\"}";
            answer(exchange, StatusCodes.OK, json.formatted(code, search.elsewhere()));
        } else if (place == null && search.refusal() != CloseReason.UNKNOWN_ROOM) {
            refuse(exchange, search.refusal());
        } else if (place == null) {
            String state = RoomCode.isCode(code) ? "none" : "impossible";
            String json = "{\"room\":\"%s\",\"state\":\"%s\"}".formatted(code, state);
            answer(exchange, asksState ? StatusCodes.OK : StatusCodes.NOT_FOUND, json);
        } else {
            boolean isFine = asksState || place.room().hasSeat();
            String where = asksState ? "" : describeServer(exchange, place);
            answer(exchange, isFine ? StatusCodes.OK : StatusCodes.CONFLICT, describe(place.room(), where));
        }
    }

    private void post(HttpServerExchange exchange) {
        String path = exchange.getRelativePath();
        if (path.equals("/quick")) {
            read(exchange, wish -> fleet.quickMatch(wish.partyKey()));
        } else if (path.isEmpty() || path.equals("/")) {
            RequestSource source = RequestSource.of(exchange, origins.proxies());
            read(exchange, wish -> fleet.open(wish.order(), addresses.roomQuota(source)));
        } else {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            Answers.refuse(exchange, StatusCodes.METHOD_NOT_ALLOWED, "this can be read with GET and HEAD only");
        }
    }

    /** Asks the fleet for a room. */
    private interface Question {
        /** Returns the answer to a wish. */
        CompletionStage<RoomSearch> ask(RoomWish wish);
    }

    private void read(HttpServerExchange exchange, Question question) {
        RequestBody.read(exchange, BODY_BYTES_MAX, "a wish for a room has at most 256 bytes", (http, body) -> {
            RoomWish wish = RoomWish.parse(body);
            String fault = wish.fault(seatsMax);
            if (fault.isEmpty()) {
                answerLater(http, question.ask(wish), search -> answerPost(http, search));
            } else {
                Answers.refuse(http, StatusCodes.BAD_REQUEST, fault);
            }
        });
    }

    private static void answerPost(HttpServerExchange exchange, RoomSearch search) {
        RoomPlace place = search.place();
        if (place == null) {
            refuse(exchange, search.refusal());
        } else {
            answer(exchange, StatusCodes.OK, describe(place.room(), describeServer(exchange, place)));
        }
    }

    /** Sends the answer. */
    private interface Answer {
        /** Answers with the result of a search. I/O thread. */
        void send(RoomSearch search);
    }

    private static void answerLater(HttpServerExchange exchange, CompletionStage<RoomSearch> stage, Answer answer) {
        if (stage.toCompletableFuture().isDone()) {
            answer.send(stage.toCompletableFuture().join());
            return;
        }
        Runnable wait = () -> stage.whenComplete((search, fault) -> {
            try {
                exchange.getIoThread()
                        .execute(() -> Answers.guard(
                                exchange,
                                () -> answer.send(
                                        fault == null ? search : RoomSearch.refused(CloseReason.SERVER_FULL))));
            } catch (RejectedExecutionException e) {
                // The server ends.
            }
        });
        if (exchange.isDispatched()) {
            wait.run();
        } else {
            exchange.dispatch(SameThreadExecutor.INSTANCE, wait);
        }
    }

    private static void refuse(HttpServerExchange exchange, @Nullable CloseReason reason) {
        CloseReason why = reason == null ? CloseReason.SERVER_FULL : reason;
        int status = switch (why) {
            case UNKNOWN_ROOM -> StatusCodes.NOT_FOUND;
            case ROOM_FULL -> StatusCodes.CONFLICT;
            case TOO_MANY_ROOMS -> StatusCodes.TOO_MANY_REQUESTS;
            default -> StatusCodes.SERVICE_UNAVAILABLE;
        };
        if (status == StatusCodes.SERVICE_UNAVAILABLE) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, Math.max(RETRY_AFTER_S, why.retryAfterMs() / 1_000));
        }
        Answers.refuse(exchange, status, why.sentence());
    }

    private static void answer(HttpServerExchange exchange, int status, String json) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, "application/json")
                .put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(json + "\n");
    }

    private static String describe(RoomListing room, String where) {
        return String.format(
                Locale.ROOT,
                "{\"room\":\"%s\",\"state\":\"%s\",\"people\":%d,\"seats\":%d%s}",
                room.code(),
                room.hasSeat() ? "open" : "full",
                room.people(),
                room.seats(),
                where);
    }

    private static String describeServer(HttpServerExchange exchange, RoomPlace place) {
        String url = place.url().isEmpty() ? ownUrl(exchange) : place.url();
        return ",\"url\":\"" + url + "\",\"epoch\":" + place.room().epoch();
    }

    private static String ownUrl(HttpServerExchange exchange) {
        String scheme = exchange.getRequestScheme().equals("https") ? "wss" : "ws";
        return scheme + "://" + exchange.getHostAndPort().replaceAll("[^A-Za-z0-9.:\\[\\]-]", "") + "/ws";
    }

    /** Returns the normalized code of a path such as {@code /BCDF}; null if the path has another form. */
    private static @Nullable String code(String path) {
        Matcher typed = PATH.matcher(path);
        return typed.matches() ? RoomCode.normalize(typed.group(1)) : null;
    }
}
