package io.tickstorm.net.settings;

import java.nio.file.Path;
import java.util.List;

/**
 * The address of the server and the limits of its connections.
 *
 * @param webRoot folder of the built page
 * @param allowedOrigins origins that are allowed in addition to the request's own host
 * @param limits limits of each connection
 * @param defence limits of the whole server
 */
public record NetSettings(
        String host,
        int port,
        Path webRoot,
        int ioThreads,
        List<String> allowedOrigins,
        Limits limits,
        Defence defence) {
    public NetSettings(String host, int port, Path webRoot, int ioThreads, List<String> allowedOrigins, Limits limits) {
        this(host, port, webRoot, ioThreads, allowedOrigins, limits, Defence.STANDARD);
    }

    /** Returns the same settings with other limits of the whole server. */
    public NetSettings with(Defence other) {
        return new NetSettings(host, port, webRoot, ioThreads, allowedOrigins, limits, other);
    }

    /**
     * The limits of each connection.
     *
     * @param connectionsMax WebSocket connections at a time
     * @param messageBytesMax longest message of a client
     * @param messagesPerSecond with bursts of {@code messageBurst}; beyond them the connection is closed
     * @param chatPerSecond with bursts of {@code chatBurst}; beyond them a line is dropped
     * @param joinMs the longest time until the first message
     * @param closeMs the longest time until the peer answers a Close
     * @param sendBufferBytes SO_SNDBUF: limits the memory of a peer that stops reading
     */
    public record Limits(
            int connectionsMax,
            int messageBytesMax,
            int messagesPerSecond,
            int messageBurst,
            int chatPerSecond,
            int chatBurst,
            int joinMs,
            int closeMs,
            int sendBufferBytes) {}
}
