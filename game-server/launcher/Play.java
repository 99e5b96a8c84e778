import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Stream;

/**
 * What {@code ./play} runs: builds the server and the web client when they are missing or older than their sources,
 * then runs the server and passes its exit code on. Ctrl-C and SIGTERM stop the server in order, with exit code 0.
 */
final class Play {
    private static final int NODE_MIN = 20;
    private static final int STOP_SECONDS_MAX = 15;
    private static final int SIGINT_EXIT = 128 + 2;
    private static final int SIGTERM_EXIT = 128 + 15;
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final Path ROOT = Path.of(System.getProperty("tickstorm.home", ""));
    private static final Path JAR = ROOT.resolve("game-server/target/tickstorm-server.jar");
    private static final Path WEB_ROOT = ROOT.resolve("web-client/dist");
    private static final Path WEB_STAMP = ROOT.resolve("web-client/target/web-build.stamp");
    private static final Set<String> QUESTIONS = Set.of("-h", "--help", "-V", "--version");
    private static final Set<String> NOT_INPUTS = Set.of("target", "node_modules", "dist", "gen");
    private static final List<String> SHARED_INPUTS =
            List.of("pom.xml", "shared-proto/pom.xml", "shared-proto/src/main");
    private static final List<String> SERVER_INPUTS = List.of("game-server/pom.xml", "game-server/src/main");
    private static final List<String> WEB_INPUTS = List.of(
            "web-client/src",
            "web-client/public",
            "web-client/scripts",
            "web-client/pom.xml",
            "web-client/index.html",
            "web-client/package.json",
            "web-client/package-lock.json",
            "web-client/tsconfig.json",
            "web-client/vite.config.ts",
            "web-client/buf.gen.yaml");

    private Play() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        boolean asksOnly = Stream.of(args).anyMatch(QUESTIONS::contains);
        boolean answers = asksOnly && Files.exists(JAR);
        if (!answers && isStale()) {
            requireNode();
            build();
        }
        System.exit(runServer(args));
    }

    private static boolean isStale() throws IOException {
        if (!Files.exists(JAR) || !Files.exists(WEB_STAMP) || !Files.exists(WEB_ROOT.resolve("index.html"))) {
            return true;
        }
        FileTime server = Files.getLastModifiedTime(JAR);
        FileTime web = Files.getLastModifiedTime(WEB_STAMP);
        return isAnyNewer(SHARED_INPUTS, server)
                || isAnyNewer(SHARED_INPUTS, web)
                || isAnyNewer(SERVER_INPUTS, server)
                || isAnyNewer(WEB_INPUTS, web);
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
            Path path = ROOT.resolve(input);
            if (Files.exists(path)) {
                Files.walkFileTree(path, visitor);
            }
        }
        return newer[0];
    }

    private static void requireNode() throws InterruptedException {
        String version = "none";
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            node.waitFor();
        } catch (IOException e) {
            // No node on the path: the message below says so.
        }
        if (!version.matches("v\\d+\\..*") || Integer.parseInt(version.substring(1, version.indexOf('.'))) < NODE_MIN) {
            System.err.printf(
                    "Tickstorm needs Node.js %d or newer with npm on the PATH to build its web client; found %s.%n",
                    NODE_MIN, version);
            System.exit(1);
        }
    }

    private static void build() throws IOException, InterruptedException {
        System.out.println(
                Files.exists(JAR)
                        ? "Building Tickstorm, its sources changed…"
                        : "Building Tickstorm (the first time takes a minute or two)…");
        List<String> command = new ArrayList<>(
                WINDOWS
                        ? List.of("cmd", "/c", ROOT.resolve("mvnw.cmd").toString())
                        : List.of("sh", ROOT.resolve("mvnw").toString()));
        command.addAll(List.of("-q", "-B", "-DskipTests", "-pl", "game-server,web-client", "-am", "package"));
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

    private static int runServer(String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(tuning(Runtime.version().feature()));
        command.addAll(List.of("-jar", JAR.toString()));
        if (Stream.of(args).noneMatch(arg -> arg.startsWith("--web-root"))) {
            command.addAll(List.of("--web-root", WEB_ROOT.toString()));
        }
        command.addAll(List.of(args));
        Process server = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopServer(server)));
        int code = server.waitFor();
        return code == SIGINT_EXIT || code == SIGTERM_EXIT ? 0 : code;
    }

    /** Short pauses matter more than throughput: a tick has 33 ms. */
    private static List<String> tuning(int javaVersion) {
        // Whatever thread meets it: a server that limps is worse than one that is started again.
        List<String> flags = new ArrayList<>(List.of("-Xms256m", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError"));
        if (javaVersion >= 21) {
            flags.add("-XX:+UseZGC");
            if (javaVersion < 23) {
                flags.add("-XX:+ZGenerational");
            }
        } else {
            flags.addAll(List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10"));
        }
        if (javaVersion >= 24) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return flags;
    }

    /** Runs when the launcher is told to end; a server that ended by itself keeps its own exit code. */
    private static void stopServer(Process server) {
        if (!server.isAlive()) {
            return;
        }
        server.destroy();
        try {
            if (!server.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
        }
        Runtime.getRuntime().halt(0);
    }
}
