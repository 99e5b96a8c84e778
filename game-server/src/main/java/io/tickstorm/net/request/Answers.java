package io.tickstorm.net.request;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import org.xnio.IoUtils;

/**
 * The plain-text answers of all handlers: refusals, single words and the answer to an exception. I/O thread of the
 * request only.
 */
public final class Answers {
    /** The value of Cache-Control for answers that proxies must not store or change. */
    public static final String UNCACHED = "no-store, no-transform";

    private Answers() {}

    /** A step of an answer that may throw. */
    public interface Step {
        /**
         * Sends an answer or a part of it.
         *
         * @throws Exception if that fails
         */
        void run() throws Exception;
    }

    /**
     * Answers with a status and a sentence. If the request's body was not read, the connection ends after the answer.
     */
    public static void refuse(HttpServerExchange http, int status, String sentence) {
        http.setStatusCode(status);
        http.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8")
                .put(Headers.CACHE_CONTROL, UNCACHED);
        RequestBody.abandon(http);
        http.getResponseSender().send(sentence + "\n");
    }

    /** Answers with a status and a word on its own line, under the headers that are already set. */
    public static void send(HttpServerExchange http, int status, String word) {
        http.setStatusCode(status);
        http.getResponseSender().send(word + "\n");
    }

    /** Runs a step and answers 500 if it throws. Exceptions are logged, at most once a minute. */
    public static void guard(HttpServerExchange http, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            if (!(e instanceof IOException)) {
                LibraryLog.fault("a request failed", e);
            }
            if (http.isResponseStarted()) {
                IoUtils.safeClose(http.getConnection());
            } else {
                refuse(http, StatusCodes.INTERNAL_SERVER_ERROR, "this request failed");
            }
        }
    }
}
