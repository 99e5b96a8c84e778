package io.tickstorm.net;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.nio.file.Files;
import java.nio.file.Path;

/** The built page from its folder, with the headers that keep it to itself. Undertow's threads. */
final class PageHandler implements HttpHandler {
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: blob:; connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final HttpString POLICY = new HttpString("Content-Security-Policy");
    private static final HttpString NO_SNIFF = new HttpString("X-Content-Type-Options");
    private static final HttpString REFERRER = new HttpString("Referrer-Policy");
    private static final String A_YEAR = "public, max-age=31536000, immutable";

    private final HttpHandler files;

    PageHandler(Path webRoot) {
        files = Files.isRegularFile(webRoot.resolve("index.html"))
                ? new ResourceHandler(new PathResourceManager(webRoot.toAbsolutePath()))
                : PageHandler::sayNotBuilt;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        exchange.getResponseHeaders()
                .put(POLICY, CONTENT_SECURITY_POLICY)
                .put(NO_SNIFF, "nosniff")
                .put(REFERRER, "same-origin");
        boolean hashed = exchange.getRelativePath().startsWith("/assets/");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, hashed ? A_YEAR : "no-cache");
        files.handleRequest(exchange);
    }

    private static void sayNotBuilt(HttpServerExchange exchange) {
        exchange.setStatusCode(StatusCodes.NOT_FOUND);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender().send("The page is not built: start the server with ./play.\n");
    }
}
