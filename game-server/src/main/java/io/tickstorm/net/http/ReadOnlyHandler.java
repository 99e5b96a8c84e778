package io.tickstorm.net.http;

import io.tickstorm.net.request.Answers;
import io.tickstorm.net.request.RequestHead;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;

/** Admits only GET and HEAD without a body to a read-only resource. Any I/O thread. */
public record ReadOnlyHandler(HttpHandler next) implements HttpHandler {
    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HttpString method = exchange.getRequestMethod();
        if (!method.equals(Methods.GET) && !method.equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            Answers.refuse(exchange, StatusCodes.METHOD_NOT_ALLOWED, "only GET and HEAD are allowed here");
        } else if (RequestHead.announcesBody(exchange)) {
            Answers.refuse(exchange, StatusCodes.BAD_REQUEST, "a request of this kind must not have a body");
        } else {
            next.handleRequest(exchange);
        }
    }
}
