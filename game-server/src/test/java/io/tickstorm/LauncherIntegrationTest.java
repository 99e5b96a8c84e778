package io.tickstorm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the real {@code ./play} and {@code ./load} in a clone in which Maven and the server are short scripts. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIntegrationTest {
    private static final long HANG_S = 60;

    @TempDir
    Path folder = Path.of("");

    private Path clone = Path.of("");

    @BeforeEach
    void makeClone() throws IOException {
        clone = folder.resolve("clone");
        Path root = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path.resolve("mvnw")))
                .findFirst()
                .orElseThrow();
        for (String file : List.of("play", "load", "game-server/launcher/Play.java", "pom.xml")) {
            write(file, Files.readString(root.resolve(file)));
        }
        write("game-server/src/main/java/A.java", "class A {}");
        write("web-client/src/a.ts", "export {};");
        write("web-client/src/gen/made.ts", "made by the build");
        write("bin/node", "#!/bin/sh\necho v20.0.0\n");
        write("bin/server.jar", "");
        makeServer(clone.resolve("bin/server.jar"));
        makeMaven("");
    }

    @Test
    void helpAndVersionAnswerBeforeAnythingIsBuilt() throws Exception {
        for (String command : List.of("play", "load")) {
            String help = assertEnds(0, command, "--help");
            assertTrue(help.startsWith("Usage: ./" + command + " [options]"), help);
            assertTrue(assertEnds(0, command, "--version").matches("Tickstorm \\d+\\.\\d+\\.\\d+\\s*"));
        }
        assertEquals(0, builds());
    }

    @Test
    void theShortHelpNamesRealOptions() throws Exception {
        Matcher named = Pattern.compile("--[a-z-]+(?==)").matcher(assertEnds(0, "play", "-h"));
        int count = 0;
        while (named.find()) {
            count++;
            assertTrue(
                    named.group().equals("--nodes")
                            || new CommandLine(new ServerOptions())
                                            .getCommandSpec()
                                            .findOption(named.group())
                                    != null,
                    named.group());
        }
        assertTrue(count >= 3, count + " options");
    }

    @Test
    void aFreshClonePrintsEachStepAndItsTime() throws Exception {
        String printed = assertEnds(0, "play", "--port", "7");
        assertTrue(printed.contains("Building Tickstorm: the first time takes a few minutes."), printed);
        assertTrue(printed.matches("(?s).*Starting Maven\\.\\.\\. \\d+ s, 1 files downloaded\\n.*"), printed);
        assertTrue(printed.matches("(?s).*Compiling game-server\\.\\.\\. \\d+ s\\n.*"), printed);
        assertTrue(printed.matches("(?s).*Building web-client with npm\\.\\.\\. \\d+ s\\n.*"), printed);
        assertTrue(printed.matches("(?s).*Built in \\d+ s\\.\\n.*"), printed);
        assertTrue(
                printed.contains("server [--web-root, " + clone.resolve("web-client/dist") + ", --port, 7]"), printed);
    }

    @Test
    void aCopyWithOtherFileTimesIsNotBuiltAgain() throws Exception {
        assertEnds(0, "play");
        assertEquals(1, builds());
        Path copy = folder.resolve("copy");
        copyTree(clone, copy);
        clone = copy;
        setTimes("game-server/src", FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        assertEnds(0, "play");
        assertEquals(1, builds(), "the same inputs, newer than the outputs");
        write("game-server/src/main/java/A.java", "class A { int changed; }");
        setTimes("game-server/src", FileTime.fromMillis(1_000_000));
        assertTrue(assertEnds(0, "play").contains("its sources have changed"));
        assertEquals(2, builds(), "another content, older than the outputs");
        Files.delete(clone.resolve("web-client/src/a.ts"));
        assertEnds(0, "play");
        assertEquals(3, builds(), "a source is gone");
        write("web-client/src/gen/made.ts", "made anew");
        assertEnds(0, "play");
        assertEquals(3, builds(), "generated files are not sources");
    }

    @Test
    void outputsOfASeparateMavenBuildAreUsed() throws Exception {
        run("sh", clone.resolve("mvnw").toString());
        setTimes("game-server/src", FileTime.fromMillis(1_000_000));
        setTimes("web-client/src", FileTime.fromMillis(1_000_000));
        setTimes("pom.xml", FileTime.fromMillis(1_000_000));
        assertEnds(0, "play");
        assertEquals(1, builds());
    }

    @Test
    void aFailedBuildShowsMavensMessages() throws Exception {
        makeMaven("echo '[ERROR] A.java: no such thing'; exit 1");
        String printed = assertEnds(1, "play");
        assertTrue(printed.contains("[ERROR] A.java: no such thing"), printed);
        assertTrue(printed.contains("The build failed; see the messages of Maven above."), printed);
        assertFalse(printed.contains("Downloading"), "the output is too long: " + printed);
    }

    @Test
    void sigtermDuringTheBuildEndsItInOrder() throws Exception {
        makeMaven("touch building; sleep 600 & wait");
        Path printed = folder.resolve("printed");
        Process launcher = start(printed, "play");
        Await.until("the launcher", () -> Files.exists(clone.resolve("building")));
        List<ProcessHandle> started = launcher.descendants().toList();
        assertFalse(started.isEmpty());
        launcher.toHandle().destroy();
        assertEquals(143, exitCode(launcher));
        String words = Files.readString(printed);
        assertTrue(words.contains("The build was stopped."), words);
        assertFalse(words.contains("\tat ") || words.contains("Exception"), words);
        Await.until("the launcher", () -> started.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void ctrlCDuringTheBuildIsNotAFailure() throws Exception {
        makeMaven("echo '[INFO] noise'; exit 130");
        String printed = assertEnds(130, "play");
        assertTrue(printed.contains("The build was stopped."), printed);
        assertFalse(printed.contains("noise"), printed);
    }

    @Test
    void theServerGetsTheProcessToWatch() throws Exception {
        Path printed = folder.resolve("printed");
        Process launcher = start(printed, "play");
        exitCode(launcher);
        assertTrue(Files.readString(printed).contains("launcher " + launcher.pid()), Files.readString(printed));
    }

    @Test
    void severalServersAreBuiltAndStartedByTheFleetsOwnProgram() throws Exception {
        for (String[] words : new String[][] {{"--nodes", "3", "--port", "7"}, {"--nodes=3", "--port", "7"}}) {
            String said = assertEnds(0, "play", words);
            String page = clone.resolve("web-client/dist").toString();
            assertTrue(said.contains("fleet [--web-root, " + page + ", " + String.join(", ", words) + "]"), said);
        }
        assertEquals(1, builds(), "the second start builds nothing");
        write("cluster/src/main/java/A.java", "class A {}");
        assertTrue(assertEnds(0, "play", "--nodes", "3").contains("its sources have changed"));
        assertEquals(2, builds());
        assertTrue(Files.readString(clone.resolve("maven-arguments")).contains("-pl cluster,web-client -am package"));
    }

    @Test
    void theLoadToolGetsTheProcessToWatchToo() throws Exception {
        Path printed = folder.resolve("printed");
        Process launcher = start(printed, "load", "--players", "7");
        assertEquals(0, exitCode(launcher));
        String words = Files.readString(printed);
        assertTrue(words.contains("Building the load tool"), words);
        assertTrue(words.contains("launcher " + launcher.pid()), words);
        assertTrue(words.contains("server [--players, 7]"), words);
    }

    @Test
    void anUmlautInThePathWorksInAnAsciiLocale() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this JVM cannot make such a folder");
        assumeTrue(run("locale", "-a").contains("C.utf8"), "no UTF-8 locale to change to");
        Path copy = folder.resolve("J\u00fcrgens B\u00fcro");
        copyTree(clone, copy);
        clone = copy;
        for (String command : List.of("play", "load")) {
            String printed = assertEnds(0, command, "--port", "7");
            assertTrue(printed.contains("--port, 7]"), printed);
        }
    }

    private int builds() throws IOException {
        Path count = clone.resolve("builds");
        return Files.exists(count) ? Files.readAllLines(count).size() : 0;
    }

    private String assertEnds(int exitCode, String command, String... arguments) throws Exception {
        Path printed = Files.createTempFile(folder, "printed", "");
        int code = exitCode(start(printed, command, arguments));
        String words = Files.readString(printed);
        assertEquals(exitCode, code, words);
        assertFalse(words.contains("\tat "), "the user sees a stack trace: " + words);
        return words;
    }

    private Process start(Path printed, String command, String... arguments) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("sh", clone.resolve(command).toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "PATH",
                        clone.resolve("bin") + ":" + System.getenv("PATH"),
                        "LC_ALL",
                        "C"));
        return builder.start();
    }

    private String run(String... words) throws IOException, InterruptedException {
        Path printed = Files.createTempFile(folder, "printed", "");
        Process process = new ProcessBuilder(words)
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        exitCode(process);
        return Files.readString(printed);
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertTrue(process.waitFor(HANG_S, TimeUnit.SECONDS), "it has not ended");
        return process.exitValue();
    }

    /** Makes a script that prints Maven's lines, runs these commands, and creates the outputs at Maven's paths. */
    private void makeMaven(String deed) throws IOException {
        write("mvnw", """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo '[INFO] Downloading from central: https://repo/a.pom'
            echo '[INFO] Downloaded from central: https://repo/a.pom (1 kB)'
            echo '[INFO] --- compiler:3.16.0:compile (default-compile) @ game-server ---'
            %s
            echo one more >> builds
            echo '[INFO] --- exec:3.6.4:exec (build) @ web-client ---'
            echo "$@" > maven-arguments
            mkdir -p game-server/target benchmarks/target cluster/target web-client/target web-client/dist
            cp bin/server.jar game-server/target/tickstorm-server.jar
            cp bin/server.jar benchmarks/target/benchmarks.jar
            cp bin/server.jar cluster/target/tickstorm-cluster.jar
            touch web-client/target/web-build.stamp web-client/dist/index.html
            """.formatted(deed));
    }

    /** Makes a jar that prints its arguments; its classes have the names of the load tool's and the fleet's. */
    private void makeServer(Path jar) throws IOException {
        Path source = folder.resolve("src/io/tickstorm/load/Load.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, """
            package io.tickstorm.load;
            public class Load {
                public static void main(String[] words) {
                    System.out.println("launcher " + System.getProperty("tickstorm.launcher"));
                    System.out.println("server " + java.util.List.of(words));
                }
            }
            """);
        Path fleet = folder.resolve("src/io/tickstorm/cluster/LocalFleet.java");
        Files.createDirectories(fleet.getParent());
        Files.writeString(
                fleet,
                Files.readString(source)
                        .replace("package io.tickstorm.load", "package io.tickstorm.cluster")
                        .replace("class Load", "class LocalFleet")
                        .replace("server ", "fleet "));
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes);
        String[] arguments = {"-d", classes.toString(), source.toString(), fleet.toString()};
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "io.tickstorm.load.Load");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest)) {
            for (String type : List.of("io/tickstorm/load/Load.class", "io/tickstorm/cluster/LocalFleet.class")) {
                packed.putNextEntry(new JarEntry(type));
                packed.write(Files.readAllBytes(classes.resolve(type)));
            }
        }
    }

    private void write(String file, String content) throws IOException {
        Path path = clone.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, content.getBytes(StandardCharsets.UTF_8));
        path.toFile().setExecutable(file.startsWith("bin/"));
    }

    private void setTimes(String under, FileTime time) throws IOException {
        try (Stream<Path> files = Files.walk(clone.resolve(under))) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, time);
            }
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                Files.copy(file, copied);
                copied.toFile().setExecutable(Files.isExecutable(file));
            }
        }
    }
}
