package io.tickstorm.load.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a server of the tool's own holds once its garbage is collected: what has to be flat if nothing leaks. Immutable.
 *
 * @param kernelBytes that wait to be sent over its connections, as {@code /proc/net/tcp} counts; 0 where there is none
 */
public record Residue(double heapBytes, double directBytes, double threads, double descriptors, double kernelBytes) {
    private static final int COLLECT_S_MAX = 60;

    /** Direct buffers go one collection after their owners. */
    private static final int COLLECTIONS = 3;

    /** Collects the server's garbage, with the JDK's own {@code jcmd}, and reads. */
    public static Residue of(ServerProcess server) throws IOException {
        for (int i = 0; i < COLLECTIONS; i++) {
            collect(server.pid());
        }
        ServerFigures figures = ServerFigures.read(server.metrics());
        return new Residue(
                figures.value("jvm_memory_used_bytes{area=\"heap\"}"),
                figures.value("jvm_buffer_pool_used_bytes{pool=\"direct\"}"),
                figures.value("jvm_threads_current"),
                figures.value("process_open_fds"),
                kernelBytes(server.url()));
    }

    /** The same memory, with the threads and file descriptors of another look. */
    public Residue withCountsOf(Residue other) {
        return new Residue(heapBytes, directBytes, other.threads, other.descriptors, kernelBytes);
    }

    /** Heap and direct memory. */
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

    private static void collect(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), String.valueOf(pid), "GC.run")
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        try {
            if (!process.waitFor(COLLECT_S_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("jcmd could not collect the server's garbage");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The send queues of every connection of the server's port. */
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
