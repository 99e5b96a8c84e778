import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The program behind {@code ./play} and {@code ./load}: builds the server or the load tool when it is missing or its
 * sources have changed, then runs it and returns its exit code. Ctrl-C and SIGTERM stop the program, or the build, in
 * order. If the launcher is killed, the program detects it.
 */
final class Play {
    private static final int NODE_MIN = 20;
    private static final int STOP_SECONDS_MAX = 15;
    private static final int BUILD_STOP_SECONDS_MAX = 5;
    private static final int SIGINT_EXIT = 128 + 2;
    private static final int SIGTERM_EXIT = 128 + 15;
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final Path ROOT = Path.of(System.getProperty("tickstorm.home", ""));
    private static final Path SERVER_JAR = ROOT.resolve("game-server/target/tickstorm-server.jar");
    private static final Path FLEET_JAR = ROOT.resolve("cluster/target/tickstorm-cluster.jar");
    private static final Path TOOL_JAR = ROOT.resolve("benchmarks/target/benchmarks.jar");
    private static final Path WEB_ROOT = ROOT.resolve("web-client/dist");
    private static final Path WEB_STAMP = ROOT.resolve("web-client/target/web-build.stamp");
    private static final Set<String> HELP = Set.of("-h", "--help");
    private static final Set<String> VERSION = Set.of("-V", "--version");
    private static final Set<String> NOT_INPUTS = Set.of("target", "node_modules", "dist", "gen");
    private static final List<String> SERVER_INPUTS = List.of(
            "pom.xml", "shared-proto/pom.xml", "shared-proto/src/main", "game-server/pom.xml", "game-server/src/main");
    private static final List<String> FLEET_INPUTS = List.of("cluster/pom.xml", "cluster/src/main");
    private static final List<String> TOOL_INPUTS = List.of("benchmarks/pom.xml", "benchmarks/src/main");
    private static final List<String> WEB_INPUTS = Stream.of(("src public scripts pom.xml index.html package.json"
                            + " package-lock.json tsconfig.json vite.config.ts buf.gen.yaml")
                    .split(" "))
            .map("web-client/"::concat)
            .toList();

    private static final Program SERVER = new Program(
            "Tickstorm",
            "./play",
            SERVER_JAR,
            List.of(SERVER_JAR, WEB_STAMP, WEB_ROOT.resolve("index.html")),
            List.of(SERVER_INPUTS, WEB_INPUTS),
            List.of("-B", "-DskipTests", "-pl", "game-server,web-client", "-am", "package"),
            List.of(
                    "Builds Tickstorm when needed and starts its server: play at the address it prints.",
                    "  --port=<port>             Port to listen on [8080]",
                    "  --host=<host>             Address to listen on [0.0.0.0]",
                    "  --bots=<bots>             Number of pilots in a room; bots take the free seats [10]",
                    "  --nodes=<nodes>           Number of servers that play as one fleet [a server alone]",
                    "  --print-config            Print every setting and where its value is from, and stop"),
            System.out);
    private static final Program FLEET = new Program(
            SERVER.name(),
            SERVER.command(),
            FLEET_JAR,
            List.of(FLEET_JAR, WEB_STAMP, WEB_ROOT.resolve("index.html")),
            List.of(SERVER_INPUTS, FLEET_INPUTS, WEB_INPUTS),
            List.of("-B", "-DskipTests", "-pl", "cluster,web-client", "-am", "package"),
            SERVER.help(),
            SERVER.console());
    private static final Program TOOL = new Program(
            "the load tool",
            "./load",
            TOOL_JAR,
            List.of(TOOL_JAR, SERVER_JAR),
            List.of(SERVER_INPUTS, TOOL_INPUTS),
            List.of("-B -Dmaven.test.skip=true -DskipTests -pl shared-proto,game-server,benchmarks package".split(" ")),
            List.of(
                    "Builds the load tool when needed and plays many pilots against a server.",
                    "  --url=<url>               Server [ws://localhost:8080/ws]",
                    "  --players=<players>       Number of pilots [50]",
                    "  --duration=<time>         Measured time, such as 20, 500ms, 5s or 2m [20]",
                    "  scenario, capacity, report, proxy, attack, soak: commands with their own options"),
            System.err);

    /**
     * A program that the launcher builds and runs.
     *
     * @param outputs the files that its build creates, all of which must exist
     * @param maven the arguments of that build
     * @param help the help text while the program is not built
     * @param console receives the output of the build
     */
    private record Program(
            String name,
            String command,
            Path jar,
            List<Path> outputs,
            List<List<String>> inputs,
            List<String> maven,
            List<String> help,
            PrintStream console) {
        /** Returns the file that records the inputs of the last build, by their hash. */
        Path stamp() {
            return jar.resolveSibling("launcher.stamp");
        }
    }

    private Play() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        boolean isFleet = Stream.of(args).anyMatch(arg -> arg.matches("--nodes(=.*)?"));
        boolean isTool = System.getProperty("tickstorm.program", "").equals("load");
        Program program = isTool ? TOOL : isFleet ? FLEET : SERVER;
        boolean asksOnly = Stream.of(args).anyMatch(arg -> HELP.contains(arg) || VERSION.contains(arg));
        if (asksOnly && !Files.exists(program.jar())) {
            answer(program, Stream.of(args).anyMatch(HELP::contains));
            return;
        }
        String inputs = asksOnly ? "" : hash(files(program.inputs()));
        if (!asksOnly && !isFresh(program, inputs)) {
            if (program != TOOL) {
                requireNode();
            }
            Build.run(program);
            writeStamp(program, inputs);
        }
        System.exit(run(program, args));
    }

    /** Answers without the program, because before the first build only the launcher exists. */
    private static void answer(Program program, boolean wantsHelp) throws IOException {
        if (!wantsHelp) {
            Matcher version = Pattern.compile("tickstorm-parent</artifactId>\\s*<version>([^<-]+)")
                    .matcher(Files.readString(ROOT.resolve("pom.xml")));
            System.out.println("Tickstorm " + (version.find() ? version.group(1) : "of an unknown version"));
            return;
        }
        System.out.println("Usage: " + program.command() + " [options]");
        program.help().forEach(System.out::println);
        System.out.println("These are the most common options. The program lists all options, but is not built yet:");
        System.out.println(
                "start it once with " + program.command() + ", or build it with ./mvnw -DskipTests package.");
    }

    /**
     * Compares hashes, because copies and checkouts change file times. If another build made the outputs, their times
     * decide, and the hash is stored if they are newer than every input.
     */
    private static boolean isFresh(Program program, String inputs) throws IOException {
        if (!program.outputs().stream().allMatch(Files::exists)) {
            return false;
        }
        String[] stamp = Files.exists(program.stamp())
                ? Files.readString(program.stamp()).split("\n", -1)
                : new String[0];
        if (stamp.length >= 2 && stamp[1].equals(hashOfOutputs(program))) {
            return stamp[0].equals(inputs);
        }
        boolean isNewest = isNewerThan(program);
        if (isNewest) {
            writeStamp(program, inputs);
        }
        return isNewest;
    }

    private static void writeStamp(Program program, String inputs) {
        try {
            Files.writeString(program.stamp(), inputs + "\n" + hashOfOutputs(program) + "\n");
        } catch (IOException e) {
            // The folder cannot be written: times decide again at the next start.
        }
    }

    private static String hashOfOutputs(Program program) throws IOException {
        return hash(program.outputs());
    }

    private static List<Path> files(List<List<String>> inputs) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String input : inputs.stream().flatMap(List::stream).toList()) {
            files.addAll(filesUnder(ROOT.resolve(input)));
        }
        return files;
    }

    /** Returns a hash of names and contents. */
    private static String hash(List<Path> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                String name = ROOT.relativize(file).toString();
                digest.update((name + "\0" + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> filesUnder(Path input) throws IOException {
        if (!Files.exists(input)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(input)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> Stream.iterate(file, path -> path.startsWith(input), Path::getParent)
                            .noneMatch(path -> NOT_INPUTS.contains(String.valueOf(path.getFileName()))))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isNewerThan(Program program) throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (Path file : files(program.inputs())) {
            FileTime time = Files.getLastModifiedTime(file);
            newest = time.compareTo(newest) > 0 ? time : newest;
        }
        for (Path output : program.outputs()) {
            // A build with unchanged inputs does not write the page; its stamp is written again.
            boolean isPage = output.startsWith(WEB_ROOT);
            if (!isPage && Files.getLastModifiedTime(output).compareTo(newest) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void requireNode() throws InterruptedException {
        String version = "none";
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            node.waitFor();
        } catch (IOException e) {
            // Node.js is not on the path: the message below reports it.
        }
        if (!version.matches("v\\d+\\..*") || Integer.parseInt(version.substring(1, version.indexOf('.'))) < NODE_MIN) {
            System.err.printf(
                    "Tickstorm needs Node.js %d or newer with npm on the PATH to build its web client; found %s.%n",
                    NODE_MIN, version);
            System.exit(1);
        }
    }

    private static int run(Program program, String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        int javaVersion = Runtime.version().feature();
        command.addAll(program == SERVER ? tuningOfServer(javaVersion) : tuningOfTool());
        if (javaVersion >= 24) {
            command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        }
        // A launcher that is killed with -9 cannot stop the program, which has to detect it.
        command.add("-Dtickstorm.launcher=" + ProcessHandle.current().pid());
        if (program != TOOL) {
            command.addAll(program == SERVER ? List.of("-jar") : List.of("-cp"));
            command.add(program.jar().toString());
            command.addAll(program == SERVER ? List.of() : List.of("io.tickstorm.cluster.LocalFleet"));
            if (Stream.of(args).noneMatch(arg -> arg.startsWith("--web-root"))) {
                command.addAll(List.of("--web-root", WEB_ROOT.toString()));
            }
        } else {
            command.add("-Dtickstorm.server.jar=" + SERVER_JAR);
            command.addAll(List.of("-cp", TOOL_JAR.toString(), "io.tickstorm.load.Load"));
        }
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, program)));
        int code = process.waitFor();
        boolean stopped = code == SIGINT_EXIT || code == SIGTERM_EXIT;
        return program != TOOL && stopped ? 0 : code;
    }

    /** Returns the JVM options of the server. Short pauses matter more than throughput: a tick has 33 ms. */
    private static List<String> tuningOfServer(int javaVersion) {
        // Whichever thread runs out of memory: a restart is better than a server with a broken thread.
        List<String> flags = new ArrayList<>(List.of("-Xms256m", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError"));
        if (javaVersion >= 21) {
            flags.add("-XX:+UseZGC");
            if (javaVersion < 23) {
                flags.add("-XX:+ZGenerational");
            }
        } else {
            flags.addAll(List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10"));
        }
        return flags;
    }

    /** Returns the JVM options of the load tool, which allocates little: a single thread collects garbage. */
    private static List<String> tuningOfTool() {
        return List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmn160m", "-Xmx1g");
    }

    /** Stops the program when the launcher receives a signal; a program that ended by itself keeps its exit code. */
    private static void stop(Process process, Program program) {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
        if (program != TOOL) {
            Runtime.getRuntime().halt(0);
        }
    }

    /** One run of Maven: prints its steps and their durations, and its output if it failed. */
    private static final class Build {
        private static final int PRINTED_LINES_MAX = 300;
        private static final int PRINT_SECONDS = 15;
        private static final Pattern GOAL =
                Pattern.compile("\\[INFO] --- ([a-z-]+):\\S+:([a-zA-Z-]+) \\(.*\\) @ (\\S+) ---.*");

        private final PrintStream console;
        private final Deque<String> printed = new ArrayDeque<>();
        private final long startNs = System.nanoTime();
        private long stepNs = startNs;
        private String step = "";
        private int downloads;
        private volatile boolean reported;
        private volatile boolean stopped;

        private Build(PrintStream console) {
            this.console = console;
        }

        static void run(Program program) throws IOException, InterruptedException {
            PrintStream console = program.console();
            console.println(
                    Files.exists(program.jar())
                            ? "Building " + program.name() + ": its sources have changed."
                            : "Building " + program.name() + ": the first time takes a few minutes.");
            int code = new Build(console).await(program.maven());
            if (code != 0) {
                System.exit(code);
            }
        }

        /** Returns the exit code for the launcher: 0 if the build succeeded. */
        private int await(List<String> arguments) throws IOException, InterruptedException {
            begin("Starting Maven");
            List<String> command = new ArrayList<>(
                    WINDOWS
                            ? List.of("cmd", "/c", ROOT.resolve("mvnw.cmd").toString())
                            : List.of("sh", ROOT.resolve("mvnw").toString()));
            command.addAll(arguments);
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process maven = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stop(maven.toHandle());
                // The main thread reports the stop before the process ends.
                for (int wait = 0; wait < 100 && !reported; wait++) {
                    LockSupport.parkNanos(20_000_000);
                }
            }));
            startPrinting();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(maven.getInputStream(), StandardCharsets.UTF_8))) {
                maven.getOutputStream().close();
                lines.lines().forEach(this::add);
            } catch (IOException | java.io.UncheckedIOException e) {
                // Maven was stopped, as its exit code shows.
            }
            return exitCode(maven.waitFor());
        }

        private synchronized int exitCode(int code) throws InterruptedException {
            if (stopped || code == SIGINT_EXIT || code == SIGTERM_EXIT) {
                console.println();
                console.println("The build was stopped.");
                reported = true;
                return code == SIGTERM_EXIT ? SIGTERM_EXIT : SIGINT_EXIT;
            }
            end();
            reported = true;
            if (code != 0) {
                printed.forEach(System.err::println);
                System.err.println("The build failed; see the messages of Maven above.");
                return 1;
            }
            console.println("Built in " + seconds(startNs) + " s.");
            stopped = true;
            return 0;
        }

        private synchronized void add(String line) {
            if (line.startsWith("[INFO] Download")) {
                downloads += line.startsWith("[INFO] Downloaded") ? 1 : 0;
                return;
            }
            printed.add(line);
            if (printed.size() > PRINTED_LINES_MAX) {
                printed.remove();
            }
            Matcher goal = GOAL.matcher(line);
            if (goal.matches()) {
                String next = nameOf(goal.group(1) + ":" + goal.group(2), goal.group(3));
                if (!next.isEmpty() && !next.equals(step)) {
                    end();
                    begin(next);
                }
            }
        }

        /** Returns the line for a step; empty for a step that takes too little time. */
        private static String nameOf(String goal, String module) {
            return switch (goal) {
                case "protobuf:generate" -> "Generating code from the schema";
                case "compiler:compile" -> "Compiling " + module;
                case "shade:shade" -> "Packing " + module;
                case "exec:exec" -> "Building " + module + " with npm";
                default -> "";
            };
        }

        private synchronized void begin(String name) {
            step = name;
            stepNs = System.nanoTime();
            console.print("  " + name + "...");
            console.flush();
        }

        private synchronized void end() {
            console.println(" " + seconds(stepNs) + " s" + downloaded());
            downloads = 0;
        }

        private String downloaded() {
            return downloads == 0 ? "" : ", " + downloads + " files downloaded";
        }

        private static long seconds(long sinceNs) {
            return Math.round((System.nanoTime() - sinceNs) / 1e9);
        }

        /** Prints at intervals that a long step is still running. */
        private void startPrinting() {
            Thread thread = new Thread(() -> {
                while (!stopped) {
                    try {
                        TimeUnit.SECONDS.sleep(PRINT_SECONDS);
                    } catch (InterruptedException e) {
                        return;
                    }
                    printProgress();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private synchronized void printProgress() {
            if (!stopped && seconds(stepNs) >= PRINT_SECONDS) {
                console.print(" " + seconds(stepNs) + " s" + downloaded() + "...");
                console.flush();
            }
        }

        /**
         * Stops Maven when the launcher receives a signal; the terminal may have signalled Maven and its children, too.
         */
        private void stop(ProcessHandle maven) {
            if (!maven.isAlive()) {
                return;
            }
            stopped = true;
            List<ProcessHandle> all =
                    Stream.concat(maven.descendants(), Stream.of(maven)).toList();
            all.forEach(ProcessHandle::destroy);
            long giveUpNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(BUILD_STOP_SECONDS_MAX);
            while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() - giveUpNs < 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
