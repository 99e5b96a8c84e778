package io.tickstorm;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server in a separate process, with its output. One thread. */
public final class ServerProcess implements AutoCloseable {
    private static final long HANG_S = 60;

    private final Process process;
    private final BufferedReader printed;

    private ServerProcess(Process process) {
        this.process = process;
        printed = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static ServerProcess start(Path workingFolder, String... arguments) throws IOException {
        return start(List.of(), workingFolder, arguments);
    }

    /** @param jvm its own options, such as -Xmx */
    public static ServerProcess start(List<String> jvm, Path workingFolder, String... arguments) throws IOException {
        return start(Map.of(), jvm, workingFolder, arguments);
    }

    /** @param environment in addition to the one of this process */
    public static ServerProcess start(
            Map<String, String> environment, List<String> jvm, Path workingFolder, String... arguments)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(jvm, arguments));
        builder.environment().putAll(environment);
        return new ServerProcess(builder.directory(workingFolder.toFile())
                .redirectErrorStream(true)
                .start());
    }

    /** Starts the server as the child of a shell, which is its launcher, with its output in a file. */
    static Process startByShell(Path workingFolder, Path printed, String... arguments) throws IOException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", "\"$0\" -Dtickstorm.launcher=$$ \"$@\" & wait"));
        shell.addAll(command(List.of(), arguments));
        return new ProcessBuilder(shell)
                .directory(workingFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }

    private static List<String> command(List<String> jvm, String... arguments) {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-cp",
                absolute(System.getProperty("java.class.path")));
        return Stream.of(java, jvm.stream(), Stream.of(Main.class.getName()), Stream.of(arguments))
                .flatMap(words -> words)
                .toList();
    }

    /** Makes a class path absolute, since the process has a working folder of its own. */
    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    /** Reads to the next line with these words and returns it. */
    public String lineWith(String words) throws IOException {
        StringBuilder instead = new StringBuilder();
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.contains(words)) {
                return line;
            }
            instead.append(line).append('\n');
        }
        throw new AssertionError("the server did not print " + words + ", but:\n" + instead);
    }

    /** Returns the port of the line that reports it is ready. */
    public int port() throws IOException {
        String ready = lineWith("Tickstorm is ready on http://localhost:");
        return Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
    }

    /** Returns the remaining output, to its end. */
    public String rest() throws IOException {
        StringBuilder rest = new StringBuilder();
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            rest.append(line).append('\n');
        }
        return rest.toString();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGKILL and waits for the end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(HANG_S, TimeUnit.SECONDS)) {
            throw new AssertionError("the server has not ended");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
