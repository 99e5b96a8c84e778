package io.tickstorm.floor;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java process that may run on one core only, where {@code taskset} is there and the machine has a second core. Its
 * errors go to ours. One thread; closing ends it.
 */
public final class PinnedJvm implements AutoCloseable {
    public static final int SERVER_CORE = 0;
    public static final int CLIENT_CORE = 1;

    private static final Pattern READY = Pattern.compile("ready on http://localhost:(\\d+)");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final int END_S = 5;
    private static final @Nullable Path TASKSET = findTaskset();

    private final Process process;
    private final BufferedReader out;

    /** @param arguments of java: options, main class or jar, and what comes after it */
    public PinnedJvm(int core, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (TASKSET != null) {
            command.addAll(List.of(TASKSET.toString(), "-c", Integer.toString(core)));
        }
        command.add(JAVA.toString());
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = process.inputReader();
    }

    /** Arguments that run a class of the jar we run from ourselves. */
    public static List<String> ourClass(Class<?> main, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        all.addAll(arguments);
        return all;
    }

    /** Whether processes really stay on their cores. */
    public static boolean canPin() {
        return TASKSET != null;
    }

    public long pid() {
        return process.pid();
    }

    /** Waits until it says on which port it is ready. */
    public int port() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return Integer.parseInt(ready.group(1));
            }
        }
        throw new IOException("a server ended before it was ready");
    }

    /** Waits for its end and returns the last line it printed. */
    public String lastLine() throws IOException, InterruptedException {
        String last = "";
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            last = line;
        }
        if (process.waitFor() != 0) {
            throw new IOException("a process of the measurement failed");
        }
        return last;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Path findTaskset() {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return null;
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "taskset"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
