package io.tickstorm.net.request;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the head of a request, and reads its headers. Two parsers must not interpret a request differently, so an
 * ambiguous head is refused. Any I/O thread.
 */
public final class RequestHead {
    public static final HttpString WEBSOCKET_KEY = new HttpString("Sec-WebSocket-Key");
    public static final HttpString WEBSOCKET_VERSION = new HttpString("Sec-WebSocket-Version");

    /** The methods of RFC 9110 and PATCH. A method is case-sensitive; {@link HttpString} is not. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");

    private static final List<HttpString> SINGLE_VALUED = List.of(
            Headers.HOST,
            Headers.ORIGIN,
            Headers.CONTENT_LENGTH,
            Headers.AUTHORIZATION,
            WEBSOCKET_KEY,
            WEBSOCKET_VERSION);

    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private RequestHead() {}

    /** A status and a sentence. */
    public record Refusal(int status, String sentence) {}

    /** Returns the reason for which a request is refused regardless of its path; null if it is valid. */
    public static @Nullable Refusal refusal(HttpServerExchange exchange) {
        HttpString protocol = exchange.getProtocol();
        if (!protocol.equals(Protocols.HTTP_1_1) && !protocol.equals(Protocols.HTTP_1_0)) {
            return new Refusal(StatusCodes.HTTP_VERSION_NOT_SUPPORTED, "the version has to be HTTP/1.1 or HTTP/1.0");
        }
        if (!METHODS.contains(exchange.getRequestMethod().toString())) {
            return new Refusal(StatusCodes.NOT_IMPLEMENTED, "this method is not known here");
        }
        HeaderMap headers = exchange.getRequestHeaders();
        for (HttpString name : SINGLE_VALUED) {
            if (headers.count(name) > 1) {
                return bad(name + " may be given once");
            }
        }
        String host = headers.getFirst(Headers.HOST);
        if ((host == null && exchange.isHttp11())
                || (host != null && !HOST.matcher(host).matches())) {
            return bad("Host has to name one host");
        }
        return framing(exchange);
    }

    private static @Nullable Refusal framing(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        HeaderValues codings = headers.get(Headers.TRANSFER_ENCODING);
        String length = headers.getFirst(Headers.CONTENT_LENGTH);
        if (codings == null) {
            return length == null || LENGTH.matcher(length).matches() ? null : bad("Content-Length is not a number");
        }
        if (codings.size() != 1 || !"chunked".equalsIgnoreCase(codings.getFirst()) || !exchange.isHttp11()) {
            return bad("Transfer-Encoding may be chunked, once and in HTTP/1.1");
        }
        return length == null ? null : bad("Transfer-Encoding and Content-Length exclude each other");
    }

    /** Returns true if the head announces a body. */
    public static boolean announcesBody(HttpServerExchange exchange) {
        return isChunked(exchange) || contentLength(exchange) > 0;
    }

    static boolean isChunked(HttpServerExchange exchange) {
        return exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING);
    }

    /** Returns the announced length; 0 without one. Call after {@link #refusal}. */
    static long contentLength(HttpServerExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Returns the members of a list, which may be spread over several lines: RFC 9110, section 5.3. */
    public static Stream<String> members(HeaderMap headers, HttpString name) {
        HeaderValues lines = headers.get(name);
        return lines == null
                ? Stream.empty()
                : lines.stream()
                        .flatMap(line -> Arrays.stream(line.split(",", -1)))
                        .map(String::strip)
                        .filter(member -> !member.isEmpty());
    }

    private static Refusal bad(String sentence) {
        return new Refusal(StatusCodes.BAD_REQUEST, sentence);
    }
}
