package io.tickstorm;

import static io.tickstorm.SourceTree.ROOT;
import static io.tickstorm.SourceTree.files;
import static io.tickstorm.SourceTree.isJava;
import static io.tickstorm.SourceTree.isSource;
import static io.tickstorm.SourceTree.lines;
import static io.tickstorm.SourceTree.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Checks the sizes and names of every hand-written source file of all modules. */
final class TidyTest {
    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 60;
    private static final int JAVA_COLUMNS_MAX = 120;
    private static final int TYPESCRIPT_COLUMNS_MAX = 100;
    private static final Pattern MERGE_MARKER = Pattern.compile("^(<{7}|>{7}) ");
    private static final Pattern EMPTY_NAME = Pattern.compile("(?i).*(Manager|Utils?|Helpers?|Impl)");
    private static final Pattern SLEEP = Pattern.compile("\\.(sleep|park|parkNanos|parkUntil|onSpinWait)\\(");
    private static final Pattern TEST_OF_SEVERAL = Pattern.compile(
            ".*(Scenario|Simulation|Integration|Fuzz)Test|(Architecture|Tidy|CodeMap|Documents|PlainEnglish)Test");

    @Test
    void noFileIsTooLong() {
        List<String> faults = new ArrayList<>();
        for (Path file : files(SourceTree::isSource)) {
            int count = lines(file).size();
            if (count > FILE_LINES_MAX) {
                faults.add(name(file) + " has " + count + " lines");
            }
        }
        assertNone(faults);
    }

    @Test
    void noLineIsTooLong() {
        List<String> faults = new ArrayList<>();
        for (Path file : files(SourceTree::isSource)) {
            int max = isJava(file) ? JAVA_COLUMNS_MAX : TYPESCRIPT_COLUMNS_MAX;
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > max) {
                    faults.add(name(file) + ":" + (i + 1) + " is longer than " + max);
                }
            }
        }
        assertNone(faults);
    }

    @Test
    void noFileHasAMergeMarker() {
        List<String> faults = new ArrayList<>();
        for (Path file : files(SourceTree::isText)) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (MERGE_MARKER.matcher(lines.get(i)).find()) {
                    faults.add(name(file) + ":" + (i + 1) + " has a merge marker");
                }
            }
        }
        assertNone(faults);
    }

    @Test
    void noMethodIsTooLong() throws IOException {
        List<String> faults = new ArrayList<>();
        parseJava((unit, positions) -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void unused) {
                LineMap map = unit.getLineMap();
                long first = map.getLineNumber(positions.getStartPosition(unit, method));
                long last = map.getLineNumber(Math.max(0, positions.getEndPosition(unit, method)));
                if (last - first + 1 > METHOD_LINES_MAX) {
                    faults.add(where(unit) + " " + method.getName() + " has " + (last - first + 1) + " lines");
                }
                return super.visitMethod(method, null);
            }
        }.scan(unit, null));
        assertNone(faults);
    }

    @Test
    void noNameIsMeaningless() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : files(SourceTree::isSource)) {
            if (EMPTY_NAME.matcher(stem(file)).matches()) {
                faults.add(name(file));
            }
        }
        parseJava((unit, positions) -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void unused) {
                if (EMPTY_NAME.matcher(type.getSimpleName()).matches()) {
                    faults.add(where(unit) + " " + type.getSimpleName());
                }
                return super.visitClass(type, null);
            }
        }.scan(unit, null));
        assertNone(faults);
    }

    /**
     * {@code XTest} tests the class X. Tests of several classes together have one of the suffixes, and those that read
     * the sources instead of running them are listed.
     */
    @Test
    void everyTestIsNamedForItsClassOrItsKind() {
        Set<String> classes = files(file -> isJava(file) && !stem(file).endsWith("Test")).stream()
                .map(TidyTest::stem)
                .collect(Collectors.toSet());
        List<String> faults = files(file -> isJava(file) && stem(file).endsWith("Test")).stream()
                .filter(file -> !TEST_OF_SEVERAL.matcher(stem(file)).matches())
                .filter(file -> !classes.contains(stem(file).replaceFirst("Test$", "")))
                .map(SourceTree::name)
                .toList();
        assertNone(faults);
    }

    private static String stem(Path file) {
        String fileName = file.getFileName().toString();
        return fileName.substring(0, fileName.indexOf('.'));
    }

    @Test
    void everyPackageHasADescription() {
        Path main = Path.of("src", "main", "java");
        List<String> faults = files(file -> isJava(file) && file.toString().contains(main.toString())).stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .map(SourceTree::name)
                .toList();
        assertNone(faults);
    }

    @Test
    void noTestWaitsByItself() {
        Path test = Path.of("src", "test", "java");
        assertNone(files(file -> isJava(file) && file.toString().contains(test.toString())).stream()
                .filter(file -> !stem(file).equals("Await"))
                .filter(file -> lines(file).stream()
                        .anyMatch(line -> SLEEP.matcher(line).find()))
                .map(file -> name(file) + " waits for a time; see Await")
                .toList());
    }

    @Test
    void aWaitIsFound() {
        for (String verb : List.of("sleep", "park", "parkNanos", "parkUntil", "onSpinWait")) {
            assertTrue(SLEEP.matcher("        LockSupport." + verb + "(5);").find(), verb);
        }
    }

    @Test
    void noFileNamesAFolderOfOneMachine() {
        String folder = "/" + "work/";
        assertNone(files(file -> lines(file).stream().anyMatch(line -> line.contains(folder))).stream()
                .map(SourceTree::name)
                .toList());
    }

    @Test
    void theMavenWrapperKnowsTheHashOfItsDownload() {
        List<String> properties = lines(ROOT.resolve(".mvn/wrapper/maven-wrapper.properties"));
        assertTrue(properties.stream().anyMatch(line -> line.matches("distributionSha256Sum=[0-9a-f]{64}")));
    }

    @Test
    void theFilesAreFound() {
        assertTrue(files(SourceTree::isJava).size() > 5);
        assertTrue(files(file -> isSource(file) && !isJava(file)).size() > 2);
    }

    private static void parseJava(BiConsumer<CompilationUnitTree, SourcePositions> evaluate) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager sources = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, sources, null, null, null, sources.getJavaFileObjectsFromPaths(files(SourceTree::isJava)));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                evaluate.accept(unit, positions);
            }
        }
    }

    private static String where(CompilationUnitTree unit) {
        return name(Path.of(unit.getSourceFile().toUri()));
    }

    private static void assertNone(List<String> faults) {
        assertEquals("", String.join("\n", faults));
    }
}
