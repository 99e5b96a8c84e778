package io.tickstorm.net;

import io.tickstorm.proto.v1.PollRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/** One POST whose answer is owed. It is given once, from any thread, and written by the request's own. */
record PollExchange(HttpServerExchange http, PollRequest request, long arrivedNs) {
    /** Proxies hand on at once what says how long it is, and keep nothing. */
    private static final String UNCACHED = "no-store, no-transform";

    /** The TCP connection that brought it. */
    StreamConnection stream() {
        return ((HttpServerConnection) http.getConnection()).getChannel();
    }

    void answer(byte[] body) {
        onOwnThread(() -> {
            http.getResponseHeaders()
                    .put(Headers.CONTENT_TYPE, "application/octet-stream")
                    .put(Headers.CACHE_CONTROL, UNCACHED);
            http.setResponseContentLength(body.length);
            http.getResponseSender().send(ByteBuffer.wrap(body));
        });
    }

    void refuse(int status, String sentence) {
        onOwnThread(() -> refuse(http, status, sentence));
    }

    /** I/O thread of the request. If its body has not been read, the connection ends with the answer. */
    static void refuse(HttpServerExchange http, int status, String sentence) {
        http.setStatusCode(status);
        http.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8")
                .put(Headers.CACHE_CONTROL, UNCACHED);
        RequestBody.abandon(http);
        http.getResponseSender().send(sentence + "\n");
    }

    private void onOwnThread(Runnable write) {
        XnioIoThread own = http.getIoThread();
        if (Thread.currentThread() == own) {
            write.run();
        } else {
            own.execute(write);
        }
    }
}
