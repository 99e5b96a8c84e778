package io.tickstorm.net.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;
import io.undertow.util.MimeMappings;
import io.undertow.util.StatusCodes;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Serves the built page from its folder; files with a hash in their name may be cached for a year. Any I/O or worker
 * thread.
 */
public final class PageHandler implements HttpHandler {
    private static final String A_YEAR = "public, max-age=31536000, immutable";

    /** Undertow does not know web app manifests, and browsers refuse them without the right type. */
    private static final MimeMappings TYPES = MimeMappings.builder(true)
            .addMapping("webmanifest", "application/manifest+json")
            .build();

    private final HttpHandler files;

    public PageHandler(Path webRoot) {
        files = Files.isRegularFile(webRoot.resolve("index.html"))
                ? new ResourceHandler(new PageFiles(webRoot, TYPES)).setMimeMappings(TYPES)
                : PageHandler::answerNotBuilt;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (exchange.getRelativePath().startsWith("/assets/")) {
            exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, A_YEAR);
        }
        files.handleRequest(exchange);
    }

    private static void answerNotBuilt(HttpServerExchange exchange) {
        exchange.setStatusCode(StatusCodes.NOT_FOUND);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender().send("The page is not built: start the server with ./play.\n");
    }
}
