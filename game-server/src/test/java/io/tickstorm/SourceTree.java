package io.tickstorm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds and reads the hand-written text files of all modules. Any thread. */
public final class SourceTree {
    /** The folder that holds the Maven wrapper. Tests run in the folder of their module or in this one. */
    public static final Path ROOT = findRoot();

    private static final Pattern TEXT =
            Pattern.compile("(play|load|.*\\.(java|ts|mjs|js|json|proto|properties|xml|yaml|html|css|md|sh|cmd|txt))");
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", "dist", "gen");
    private static final List<Path> TEXT_FILES = textFiles();

    private SourceTree() {}

    /** Returns the text files that match, sorted by path. */
    public static List<Path> files(Predicate<Path> wanted) {
        return TEXT_FILES.stream().filter(wanted).toList();
    }

    /** Returns the lines of a file; fails if it cannot be read as UTF-8. */
    public static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the path of a file relative to the root, for messages. */
    public static String name(Path path) {
        return ROOT.relativize(path).toString();
    }

    /** Returns true for Java and for the TypeScript and JavaScript of the web client. */
    public static boolean isSource(Path file) {
        String name = file.toString();
        return isJava(file) || name.endsWith(".ts") || name.endsWith(".mjs");
    }

    /** Returns true for sources, documents, Maven projects and protobuf files. */
    public static boolean isText(Path file) {
        String name = file.toString();
        return isSource(file) || name.endsWith(".md") || name.endsWith(".xml") || name.endsWith(".proto");
    }

    /** Returns true for Java. */
    public static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private static List<Path> textFiles() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skip = NOT_OURS.contains(folder.getFileName().toString());
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (TEXT.matcher(file.getFileName().toString()).matches()) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    private static Path findRoot() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("mvnw")))
                .findFirst()
                .orElseThrow();
    }
}
