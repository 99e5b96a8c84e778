import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What {@code ./load} runs: builds the load tool and the server when they are missing or older than their sources, then
 * runs the tool and passes its exit code on.
 */
final class LoadTool {
    private static final int STOP_SECONDS_MAX = 15;
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final Path ROOT = Path.of(System.getProperty("tickstorm.home", ""));
    private static final Path JAR = ROOT.resolve("benchmarks/target/benchmarks.jar");
    private static final Path SERVER_JAR = ROOT.resolve("game-server/target/tickstorm-server.jar");
    private static final Set<String> NOT_INPUTS = Set.of("target");
    private static final List<String> SERVER_INPUTS = List.of(
            "pom.xml", "shared-proto/pom.xml", "shared-proto/src/main", "game-server/pom.xml", "game-server/src/main");
    private static final List<String> TOOL_INPUTS = List.of("benchmarks/pom.xml", "benchmarks/src/main");

    private LoadTool() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (isStale()) {
            build();
        }
        System.exit(runTool(args));
    }

    private static boolean isStale() throws IOException {
        if (!Files.exists(JAR) || !Files.exists(SERVER_JAR)) {
            return true;
        }
        FileTime tool = Files.getLastModifiedTime(JAR);
        FileTime server = Files.getLastModifiedTime(SERVER_JAR);
        return isAnyNewer(SERVER_INPUTS, server) || isAnyNewer(SERVER_INPUTS, tool) || isAnyNewer(TOOL_INPUTS, tool);
    }

    /** Folders count too: their time changes when a file in them is removed. */
    private static boolean isAnyNewer(List<String> inputs, FileTime output) throws IOException {
        boolean[] newer = {false};
        SimpleFileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean skip = NOT_INPUTS.contains(folder.getFileName().toString());
                return skip ? FileVisitResult.SKIP_SUBTREE : visitFile(folder, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                newer[0] |= attributes.lastModifiedTime().compareTo(output) > 0;
                return newer[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        };
        for (String input : inputs) {
            Files.walkFileTree(ROOT.resolve(input), visitor);
        }
        return newer[0];
    }

    private static void build() throws IOException, InterruptedException {
        System.err.println(
                Files.exists(JAR)
                        ? "Building the load tool, its sources changed…"
                        : "Building the load tool (the first time takes a minute)…");
        List<String> command = new ArrayList<>(
                WINDOWS
                        ? List.of("cmd", "/c", ROOT.resolve("mvnw.cmd").toString())
                        : List.of("sh", ROOT.resolve("mvnw").toString()));
        command.addAll(List.of("-q", "-B", "-Dmaven.test.skip=true", "-DskipTests"));
        command.addAll(List.of("-pl", "shared-proto,game-server,benchmarks", "package"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = builder.start();
        maven.getOutputStream().close();
        Thread abort = new Thread(() -> stopBuild(maven));
        Runtime.getRuntime().addShutdownHook(abort);
        byte[] output = maven.getInputStream().readAllBytes();
        int code = maven.waitFor();
        Runtime.getRuntime().removeShutdownHook(abort);
        if (code != 0) {
            System.err.write(output);
            System.err.println("The build failed; what Maven says is above.");
            System.exit(1);
        }
    }

    private static void stopBuild(Process maven) {
        maven.descendants().forEach(ProcessHandle::destroy);
        maven.destroy();
    }

    private static int runTool(String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(tuning(Runtime.version().feature()));
        command.add("-Dtickstorm.server.jar=" + SERVER_JAR);
        command.addAll(List.of("-cp", JAR.toString(), "io.tickstorm.load.Load"));
        command.addAll(List.of(args));
        Process tool = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopTool(tool)));
        return tool.waitFor();
    }

    /** The tool allocates little and shares the machine with what it measures: one thread collects, briefly. */
    private static List<String> tuning(int javaVersion) {
        List<String> flags = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmn160m", "-Xmx1g"));
        if (javaVersion >= 24) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return flags;
    }

    /** Runs when the launcher is told to end; the tool stops the servers it has started. */
    private static void stopTool(Process tool) {
        if (!tool.isAlive()) {
            return;
        }
        tool.destroy();
        try {
            if (!tool.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                tool.destroyForcibly();
            }
        } catch (InterruptedException e) {
            tool.destroyForcibly();
        }
    }
}
