package io.tickstorm.load.server;

import io.tickstorm.kit.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The resources that a server of the tool holds after a garbage collection. They stay flat unless something leaks.
 * Immutable.
 *
 * @param kernelBytes bytes waiting to be sent over its connections, by {@code /proc/net/tcp}; 0 where there is none
 */
public record ResourceUsage(
        double heapBytes, double directBytes, double threads, double descriptors, double kernelBytes) {
    /** Number of collections. Direct buffers are freed one collection after their owners. */
    private static final int COLLECTIONS = 3;

    /** Collects the server's garbage, with the JDK's own {@code jcmd}, and returns what it still holds. */
    public static ResourceUsage of(ServerProcess server) throws IOException {
        for (int i = 0; i < COLLECTIONS; i++) {
            JavaProcess.execute("jcmd could not collect the server's garbage", "jcmd", server.pid() + "", "GC.run");
        }
        ServerFigures figures = ServerFigures.read(server.metrics());
        return new ResourceUsage(
                figures.value("jvm_memory_used_bytes{area=\"heap\"}"),
                figures.value("jvm_buffer_pool_used_bytes{pool=\"direct\"}"),
                figures.value("jvm_threads_current"),
                figures.value("process_open_fds"),
                kernelBytes(server.url()));
    }

    /** Returns the same memory with the threads and file descriptors of another usage. */
    public ResourceUsage withCountsOf(ResourceUsage other) {
        return new ResourceUsage(heapBytes, directBytes, other.threads, other.descriptors, kernelBytes);
    }

    /** Returns the bytes of heap and direct memory. */
    public double bytes() {
        return heapBytes + directBytes;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap %.1f MB, direct %.2f MB, %.0f threads, %.0f file descriptors",
                heapBytes / 1e6,
                directBytes / 1e6,
                threads,
                descriptors);
    }

    /** Returns the bytes in the send queues of all connections of the server's port. */
    private static double kernelBytes(URI url) throws IOException {
        String port = String.format(Locale.ROOT, ":%04X", url.getPort());
        double sum = 0;
        for (Path table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
            if (Files.isReadable(table)) {
                try (Stream<String> lines = Files.lines(table)) {
                    sum += lines.skip(1)
                            .map(line -> line.strip().split("\\s+"))
                            .filter(columns -> columns[1].endsWith(port))
                            .mapToLong(columns -> Long.parseLong(columns[4].substring(0, 8), 16))
                            .sum();
                }
            }
        }
        return sum;
    }
}
