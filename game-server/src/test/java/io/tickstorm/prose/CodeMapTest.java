package io.tickstorm.prose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the code map of {@code docs/ARCHITECTURE.md} with the imports of every file of the server. */
class CodeMapTest {
    private static final Path ROOT = SourceTree.ROOT.resolve("game-server/src/main/java/io/tickstorm");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z.]+)` \\| [^|]+ \\| ?([^|]*)\\|");
    private static final Path PAGE = SourceTree.ROOT.resolve("web-client/src");
    /** A row of the table that follows one input through the files. */
    private static final Pattern STATION = Pattern.compile("\\| (?:browser|server)? ?\\| `([\\w/.-]+)` \\| [^|]+\\|");

    private static final int STATIONS_MAX = 14;
    private static final Pattern CODE = Pattern.compile("`([a-z.]+)`");
    private static final Pattern IMPORT =
            Pattern.compile("import (?:static )?io\\.tickstorm\\.([a-z0-9]+(?:\\.[a-z0-9]+)*)\\.[A-Z*].*");

    @Test
    void theCodeMapListsExactlyTheImportsOfEachPackage() {
        Map<String, Set<String>> map = codeMap();
        assertTrue(map.size() > 10, "the table was found");
        assertEquals(lines(imports()), lines(map));
    }

    @Test
    void theFilesOnThePathOfOneInputExistAndAreFew() {
        List<String> files = SourceTree.lines(SourceTree.ROOT.resolve("docs/ARCHITECTURE.md")).stream()
                .map(STATION::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .toList();
        assertTrue(files.size() > 8 && files.size() <= STATIONS_MAX, files.size() + " files");
        List<String> missing = files.stream()
                .filter(file -> !Files.exists(file.endsWith(".ts") ? PAGE.resolve(file) : ROOT.resolve(file + ".java")))
                .toList();
        assertEquals(List.of(), missing);
    }

    private static String lines(Map<String, Set<String>> packages) {
        StringBuilder lines = new StringBuilder();
        packages.forEach((name, imports) ->
                lines.append(name).append(" <- ").append(imports).append('\n'));
        return lines.toString();
    }

    private static Map<String, Set<String>> codeMap() {
        Map<String, Set<String>> map = new TreeMap<>();
        for (String line : SourceTree.lines(SourceTree.ROOT.resolve("docs/ARCHITECTURE.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> imports = new TreeSet<>();
                CODE.matcher(row.group(2)).results().forEach(name -> imports.add(name.group(1)));
                map.put(row.group(1), imports);
            }
        }
        return map;
    }

    private static Map<String, Set<String>> imports() {
        Map<String, Set<String>> map = new TreeMap<>();
        for (Path file : SourceTree.files(file -> SourceTree.isJava(file) && file.startsWith(ROOT))) {
            String own = ROOT.relativize(file.getParent()).toString().replaceAll("[/\\\\]", ".");
            if (!own.isEmpty()) {
                Set<String> imports = map.computeIfAbsent(own, name -> new TreeSet<>());
                for (String line : SourceTree.lines(file)) {
                    Matcher found = IMPORT.matcher(line);
                    if (found.matches()) {
                        imports.add(found.group(1).replaceFirst("^proto\\..*", "proto"));
                    }
                }
                imports.remove(own);
            }
        }
        return map;
    }
}
