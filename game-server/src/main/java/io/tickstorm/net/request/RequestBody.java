package io.tickstorm.net.request;

import io.undertow.conduits.ReadDataStreamSourceConduit;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads the body of one request, within limits of length and time, and passes it on as a whole. A body that breaks a
 * rule is answered with a status and a sentence. I/O thread of the request only.
 */
public final class RequestBody {
    private static final int BODY_MS = 10_000;
    private static final int READ_BYTES = 4 * 1024;

    private final HttpServerExchange http;
    private final int bytesMax;
    private final BiConsumer<HttpServerExchange, byte[]> consumer;
    private final String tooLarge;
    private final ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    private XnioExecutor.Key timeOut = () -> true;

    private RequestBody(
            HttpServerExchange http, int bytesMax, String tooLarge, BiConsumer<HttpServerExchange, byte[]> consumer) {
        this.http = http;
        this.bytesMax = bytesMax;
        this.tooLarge = tooLarge;
        this.consumer = consumer;
    }

    /**
     * Reads the body. The calling handler returns afterwards; the exchange continues without it.
     *
     * @param tooLarge the answer to a body that is too long
     * @param consumer receives the whole body, and may answer at any later time
     */
    public static void read(
            HttpServerExchange http, int bytesMax, String tooLarge, BiConsumer<HttpServerExchange, byte[]> consumer) {
        if (RequestHead.contentLength(http) > bytesMax) {
            Answers.refuse(http, StatusCodes.REQUEST_ENTITY_TOO_LARGE, tooLarge);
            return;
        }
        RequestBody body = new RequestBody(http, bytesMax, tooLarge, consumer);
        // A dispatched exchange does not end when the handler returns.
        http.dispatch(SameThreadExecutor.INSTANCE, body::start);
    }

    /** Ends the connection after the answer, because the rest of the body stays unread. */
    static void abandon(HttpServerExchange http) {
        if (!http.isRequestComplete() && http.getConnection() instanceof HttpServerConnection connection) {
            raw(connection);
            Connectors.terminateRequest(http);
            http.setPersistent(false);
        }
    }

    /** Replaces Undertow's reader of the body, and returns the channel of the connection itself. */
    private static StreamSourceChannel raw(HttpServerConnection connection) {
        connection
                .getChannel()
                .getSourceChannel()
                .setConduit(new ReadDataStreamSourceConduit(connection.getOriginalSourceConduit(), connection));
        return connection.getChannel().getSourceChannel();
    }

    private void start() {
        if (!RequestHead.announcesBody(http)) {
            hand(new byte[0]);
            return;
        }
        try {
            timeOut = http.getIoThread()
                    .executeAfter(() -> IoUtils.safeClose(http.getConnection()), BODY_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server stops.
            IoUtils.safeClose(http.getConnection());
            return;
        }
        if (RequestHead.isChunked(http)) {
            readChunked();
        } else {
            readFixed();
        }
    }

    private void readFixed() {
        http.setMaxEntitySize(bytesMax);
        ByteBuffer body = ByteBuffer.allocate((int) RequestHead.contentLength(http));
        StreamSourceChannel channel = http.getRequestChannel();
        // The end is found by one read more than there are bytes.
        listen(channel, () -> {
            int count = channel.read(body.hasRemaining() ? body : buffer.clear());
            if (count < 0) {
                finish(body.array());
            }
            return count > 0;
        });
    }

    private void readChunked() {
        ChunkedBody body = new ChunkedBody(bytesMax);
        StreamSourceChannel channel = raw((HttpServerConnection) http.getConnection());
        listen(channel, () -> {
            int count = channel.read(buffer.clear());
            if (count < 0) {
                throw new IOException("the body ends before its last chunk");
            }
            ChunkedBody.Result result = body.parse(buffer.flip());
            switch (result) {
                case PARTIAL -> {}
                case WHOLE -> {
                    // A pipelined request is not read: the connection ends after the answer.
                    abandon(http);
                    finish(body.bytes());
                }
                case TOO_LARGE -> refuse(StatusCodes.REQUEST_ENTITY_TOO_LARGE, tooLarge);
                case MALFORMED -> refuse(StatusCodes.BAD_REQUEST, "the chunks of the body are malformed");
            }
            return count > 0 && result == ChunkedBody.Result.PARTIAL;
        });
    }

    /** A single read. */
    private interface Reading {
        /** Reads some bytes; returns false if no more are available at this moment. */
        boolean read() throws IOException;
    }

    /** Reads now and whenever bytes arrive; the limit of the body bounds the loop. */
    private void listen(StreamSourceChannel channel, Reading reading) {
        channel.getReadSetter().set(readable -> readAll(reading));
        channel.resumeReads();
        readAll(reading);
    }

    private void readAll(Reading reading) {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = reading.read();
            }
        } catch (IOException e) {
            timeOut.remove();
            IoUtils.safeClose(http.getConnection());
        }
    }

    private void refuse(int status, String sentence) {
        timeOut.remove();
        Answers.refuse(http, status, sentence);
    }

    private void finish(byte[] body) {
        timeOut.remove();
        hand(body);
    }

    private void hand(byte[] body) {
        Answers.guard(http, () -> consumer.accept(http, body));
    }
}
