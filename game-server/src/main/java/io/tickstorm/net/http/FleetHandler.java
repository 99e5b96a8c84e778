package io.tickstorm.net.http;

import io.tickstorm.fleet.Fleet;
import io.tickstorm.net.request.Answers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;

/**
 * Answers {@code GET /cluster} with the servers of the fleet, their rooms, people and moves, as this server knows them:
 * as a page for a browser, otherwise as JSON; {@code ?json} gives a browser JSON too. An {@code AdminGate} in front
 * decides who may read it. Any I/O thread.
 */
public final class FleetHandler implements HttpHandler {
    private final Fleet fleet;

    public FleetHandler(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        FleetReport report = FleetReport.of(fleet.view());
        boolean isPage = wantsPage(exchange);
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, isPage ? "text/html; charset=utf-8" : "application/json")
                .put(Headers.CACHE_CONTROL, Answers.UNCACHED)
                .put(Headers.VARY, "Accept");
        exchange.getResponseSender().send((isPage ? report.page() : report.json()) + "\n");
    }

    private static boolean wantsPage(HttpServerExchange exchange) {
        String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
        return accepted != null
                && accepted.contains("text/html")
                && !exchange.getQueryParameters().containsKey("json");
    }
}
