package io.tickstorm.net.polling;

import io.tickstorm.net.request.Answers;
import io.tickstorm.proto.v1.PollRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/**
 * One POST that awaits its answer. It is answered once; any thread may do so, and the request's I/O thread writes it.
 */
record PollExchange(HttpServerExchange http, PollRequest request, long arrivedNs) {
    /** Returns the TCP connection of the request. */
    StreamConnection stream() {
        return ((HttpServerConnection) http.getConnection()).getChannel();
    }

    void answer(byte[] body) {
        onOwnThread(() -> {
            http.getResponseHeaders()
                    .put(Headers.CONTENT_TYPE, "application/octet-stream")
                    .put(Headers.CACHE_CONTROL, Answers.UNCACHED);
            http.setResponseContentLength(body.length);
            http.getResponseSender().send(ByteBuffer.wrap(body));
        });
    }

    void refuse(int status, String sentence) {
        onOwnThread(() -> Answers.refuse(http, status, sentence));
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
