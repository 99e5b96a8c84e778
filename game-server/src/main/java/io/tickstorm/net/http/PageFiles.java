package io.tickstorm.net.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.Resource;
import io.undertow.server.handlers.resource.ResourceManager;
import io.undertow.server.handlers.resource.ResourceSupplier;
import io.undertow.util.ETag;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.MimeMappings;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between a file of the page and the compressed copies that the build put next to it. Undertow's own supplier
 * for this sends no Vary, ignores {@code q=0} and {@code *}, and lets the order of the header decide. A range applies
 * to the chosen copy. If the client accepts neither a copy nor the plain file, it gets the plain file. Worker threads.
 */
final class PageFiles implements ResourceSupplier {
    /** A copy older than its file by more than this belongs to another version. Copying a folder takes less time. */
    private static final int COPY_AGE_MAX_MS = 10_000;

    private final ResourceManager files;
    private final MimeMappings types;

    PageFiles(Path folder, MimeMappings types) {
        files = PathResourceManager.builder()
                .setBase(folder.toAbsolutePath())
                .setETagFunction(new ContentTags())
                .build();
        this.types = types;
    }

    /** Returns the file to send for this path, and sets the headers that describe it; null if there is no such file. */
    @Override
    public @Nullable Resource getResource(HttpServerExchange exchange, String path) throws IOException {
        Resource plain = files.getResource(path);
        if (plain == null || plain.isDirectory()) {
            return plain;
        }
        exchange.getResponseHeaders().put(Headers.VARY, Headers.ACCEPT_ENCODING_STRING);
        for (ContentCoding coding : ContentCoding.accepted(exchange.getRequestHeaders())) {
            Resource copy = files.getResource(path + coding.suffix());
            if (copy != null && isCopy(copy, plain)) {
                describe(exchange, coding, plain.getContentType(types));
                tag(exchange, copy.getETag());
                return copy;
            }
        }
        tag(exchange, plain.getETag());
        return plain;
    }

    private static boolean isCopy(Resource copy, Resource plain) throws IOException {
        return !copy.isDirectory() && changedMs(copy) >= changedMs(plain) - COPY_AGE_MAX_MS;
    }

    private static long changedMs(Resource file) throws IOException {
        return Files.getLastModifiedTime(file.getFilePath()).toMillis();
    }

    /** Sets headers for an answer with content: a 304 or 412 has none. */
    private static void describe(HttpServerExchange exchange, ContentCoding coding, @Nullable String type) {
        exchange.addResponseCommitListener(answer -> {
            int status = answer.getStatusCode();
            if (status == StatusCodes.OK || status == StatusCodes.PARTIAL_CONTENT) {
                HeaderMap headers = answer.getResponseHeaders();
                headers.put(Headers.CONTENT_ENCODING, coding.token());
                headers.put(Headers.CONTENT_TYPE, type == null ? "application/octet-stream" : type);
            }
        });
    }

    /**
     * Completes the ETag handling of {@code ResourceHandler}: a 304 carries the tag, and {@code If-None-Match} may be
     * spread over several lines or be {@code *}, and disables {@code If-Modified-Since}.
     */
    private static void tag(HttpServerExchange exchange, @Nullable ETag tag) {
        if (tag == null) {
            return;
        }
        exchange.getResponseHeaders().put(Headers.ETAG, tag.toString());
        HeaderMap asked = exchange.getRequestHeaders();
        HeaderValues known = asked.get(Headers.IF_NONE_MATCH);
        if (known != null) {
            String all = String.join(", ", known).strip();
            asked.put(Headers.IF_NONE_MATCH, all.equals("*") ? tag.toString() : all);
            asked.remove(Headers.IF_MODIFIED_SINCE);
        }
    }
}
