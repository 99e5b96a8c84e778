package io.tickstorm.kit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java process that this program starts and stops. One thread uses it; {@link #close} stops the process. */
public final class JavaProcess implements AutoCloseable {
    /** The core of a pinned server. */
    public static final String SERVER_CORE = "0";
    /** The core of pinned clients. */
    public static final String CLIENT_CORE = "1";
    /** True if pinned processes stay on their cores, which needs a second core and {@code taskset}. */
    public static final boolean CAN_PIN = Runtime.getRuntime().availableProcessors() > 1 && hasTaskset();

    private static final Pattern READY = Pattern.compile("ready on https?://localhost:(\\d+)");
    private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
    private static final int STOP_S = 10;
    private static final int TOOL_S_MAX = 60;
    private final Process process;
    private final BufferedReader output;
    private final Thread hook;

    private JavaProcess(Process process) {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
        hook = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a JVM.
     *
     * @param java path of the launcher; empty: the one that runs this program
     * @param cores as {@code taskset -c} reads them; empty: all
     * @param arguments options, main class or jar, and the program's arguments
     * @param errors destination of its standard error; {@link Redirect#PIPE} joins it to its output
     */
    public static JavaProcess start(String java, String cores, List<String> arguments, Redirect errors)
            throws IOException {
        List<String> command = new ArrayList<>(cores.isEmpty() ? List.of() : List.of("taskset", "-c", cores));
        command.add(java.isEmpty() ? BIN.resolve("java").toString() : java);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
        Process process =
                builder.redirectErrorStream(errors.equals(Redirect.PIPE)).start();
        process.getOutputStream().close();
        return new JavaProcess(process);
    }

    /** Starts a JVM on one core, if {@link #CAN_PIN} is true. Its standard error goes to that of this process. */
    public static JavaProcess pinned(String core, List<String> arguments) throws IOException {
        return start("", CAN_PIN ? core : "", arguments, Redirect.INHERIT);
    }

    /** Starts a class of this process's class path on one core. */
    public static JavaProcess pinned(String core, Class<?> main, List<String> arguments) throws IOException {
        return pinned(core, ofClass(main.getName(), arguments));
    }

    /** Returns the arguments of a JVM that runs a class of this process's class path. */
    public static List<String> ofClass(String main, List<String> arguments) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElse("");
        List<String> all = new ArrayList<>(List.of("-cp", classPath, main));
        all.addAll(arguments);
        return all;
    }

    /** Returns the process id. */
    public long pid() {
        return process.pid();
    }

    /** Returns the standard output, from the first unread line. */
    public BufferedReader output() {
        return output;
    }

    /** Waits until the process prints the port it is ready on, and returns it. */
    public int awaitPort() throws IOException {
        return awaitNumber(READY);
    }

    /** Reads on to the first line with the pattern, and returns the number in its first group. */
    public int awaitNumber(Pattern pattern) throws IOException {
        StringBuilder printed = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            printed.append(' ').append(line);
        }
        throw new IOException("the server did not start:" + printed);
    }

    /** Waits for the end of the process and returns the last line it printed. */
    public String lastLine() throws IOException, InterruptedException {
        String last = "";
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            last = line;
        }
        if (process.waitFor() != 0) {
            throw new IOException("a process of the measurement failed");
        }
        return last;
    }

    /** Returns the CPU time of a process, user and system, in ns. The system counts in steps of mostly 10 ms. */
    public static long cpuNs(long pid) throws IOException {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElseThrow(() -> new IOException("the server's process has ended, or its CPU time is not available"));
    }

    /**
     * Runs a program of the system or the JDK to its end, which takes at most 60 s.
     *
     * @param failure sentence of the exception if it fails; its output follows
     */
    public static void execute(String failure, String... command) throws IOException {
        Path ofJdk = BIN.resolve(command[0]);
        command[0] = Files.isExecutable(ofJdk) ? ofJdk.toString() : command[0];
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(TOOL_S_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(failure + ": " + printed.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This program is ending too: its shutdown hook stops the process.
        }
    }

    private static boolean hasTaskset() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
    }
}
