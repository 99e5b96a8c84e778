import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the web client's npm scripts from Maven, in the directory {@code web-client}. Needs the {@code node} and
 * {@code npm} on the path. Skips {@code npm ci} while the lockfile is unchanged, and the build while its inputs are;
 * tests always run.
 */
final class WebBuild {
    private static final int NODE_MIN = 20;
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final Path INSTALL_STAMP = Path.of("node_modules", ".tickstorm-install");
    private static final Path BUILD_STAMP = Path.of("target", "web-build.stamp");
    private static final List<Path> BUILD_OUTPUTS =
            List.of(Path.of("dist", "index.html"), Path.of("src", "gen", "constants.ts"));
    private static final List<String> BUILD_INPUTS = List.of(
            "../shared-proto/src/main/proto",
            "../shared-proto/src/main/resources",
            "buf.gen.yaml",
            "index.html",
            "package.json",
            "package-lock.json",
            "public",
            "scripts",
            "src",
            "tsconfig.json",
            "vite.config.ts");

    private WebBuild() {}

    public static void main(String[] steps) throws Exception {
        requireNode();
        install();
        for (String step : steps) {
            if (step.equals("build")) {
                build();
            } else {
                runOrExit("npm", "run", "--silent", step);
            }
        }
    }

    private static void requireNode() throws InterruptedException {
        String version = "none";
        try {
            Process node = new ProcessBuilder(command("node", "--version")).start();
            version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            node.waitFor();
        } catch (IOException e) {
            // The path has no node; the message below reports this.
        }
        if (!version.matches("v\\d+\\..*") || Integer.parseInt(version.substring(1, version.indexOf('.'))) < NODE_MIN) {
            System.err.printf(
                    "The web client needs Node.js %d or newer with npm on the PATH; found %s.%n", NODE_MIN, version);
            System.exit(1);
        }
    }

    private static void install() throws Exception {
        String wanted = hash(List.of("package.json", "package-lock.json", ".npmrc"))
                + System.getProperty("os.name")
                + System.getProperty("os.arch");
        if (!isStamped(INSTALL_STAMP, wanted)) {
            runOrExit("npm", "ci", "--loglevel=error");
            stamp(INSTALL_STAMP, wanted);
        }
    }

    private static void build() throws Exception {
        String wanted = hash(BUILD_INPUTS);
        if (isStamped(BUILD_STAMP, wanted) && BUILD_OUTPUTS.stream().allMatch(Files::exists)) {
            System.out.println("The web client is unchanged since its last build.");
        } else {
            runOrExit("npm", "run", "--silent", "build");
        }
        // Written even when nothing was built: the launcher reads its age to check that dist/ is up to date.
        stamp(BUILD_STAMP, wanted);
    }

    private static boolean isStamped(Path stamp, String wanted) throws IOException {
        return Files.exists(stamp) && Files.readString(stamp).equals(wanted);
    }

    private static void stamp(Path stamp, String content) throws IOException {
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp, content);
    }

    private static String hash(List<String> inputs) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String input : inputs) {
            for (Path file : filesUnder(Path.of(input))) {
                digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> filesUnder(Path input) throws IOException {
        if (!Files.exists(input)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(input)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(Path.of("src", "gen")))
                    .sorted()
                    .toList();
        }
    }

    private static void runOrExit(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(command)).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
        int code = process.waitFor();
        if (code != 0) {
            System.err.printf("web-client: %s failed with exit code %d.%n", String.join(" ", command), code);
            System.exit(1);
        }
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private static List<String> command(String... command) {
        List<String> words = new ArrayList<>();
        if (WINDOWS) {
            words.addAll(List.of("cmd", "/c"));
        }
        words.addAll(List.of(command));
        return words;
    }
}
