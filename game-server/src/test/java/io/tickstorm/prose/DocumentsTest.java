package io.tickstorm.prose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tickstorm.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the links, anchors and names of tests in the documents exist. */
class DocumentsTest {
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern TEST_NAME = Pattern.compile("`(?:[a-z./]*/)?([A-Z]\\w+(?:Test|Benchmark))`");
    private static final Pattern SECTION = Pattern.compile("(?m)^## ");
    /** The parts of a technique: problem, timeline, rule, file, source, figure. */
    private static final Pattern PARTS = Pattern.compile(
            "\\*\\*Problem\\.\\*\\*.*]\\(netcode/[a-z-]+\\.svg\\).*"
                    + "\\*\\*Rule\\.\\*\\*.*\\*\\*File\\.\\*\\*.*\\*\\*Source\\.\\*\\*.*\\*\\*Figure\\.\\*\\*",
            Pattern.DOTALL);

    private static final int ARCHITECTURE_WORDS_MAX = 1800;

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        List<String> faults = new ArrayList<>();
        for (Path document : SourceTree.files(file -> file.toString().endsWith(".md"))) {
            faults.addAll(brokenLinks(document));
        }
        assertEquals("", String.join("\n", faults));
    }

    @Test
    void everyTestThatADocumentNamesExists() {
        List<String> classes = SourceTree.files(SourceTree::isJava).stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();
        List<String> faults = new ArrayList<>();
        for (Path document : SourceTree.files(PlainEnglish::isDocument)) {
            Matcher names = TEST_NAME.matcher(read(document));
            while (names.find()) {
                if (!classes.contains(names.group(1))) {
                    faults.add(SourceTree.name(document) + " names " + names.group(1));
                }
            }
        }
        assertEquals("", String.join("\n", faults));
    }

    @Test
    void theArchitectureIsReadInOneSitting() {
        String text = read(SourceTree.ROOT.resolve("docs/ARCHITECTURE.md"));
        assertTrue(text.split("\\s+", -1).length <= ARCHITECTURE_WORDS_MAX);
    }

    @Test
    void aBrokenLinkAndABrokenAnchorAreFound(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, """
            # One & two: `three`

            [good](#one--two-three) [no heading](#four) [no file](other.md) [outside](https://example.org)
            """);
        assertEquals(2, brokenLinks(page).size());
    }

    @Test
    void everyTechniqueOfTheNetcodeHasTheSameSections() {
        String text = read(SourceTree.ROOT.resolve("docs/NETCODE.md"));
        List<String> techniques = SECTION.splitAsStream(text)
                .filter(section -> section.contains("**Problem.**"))
                .toList();
        assertTrue(techniques.size() >= 8, "the techniques were found");
        for (String technique : techniques) {
            assertTrue(
                    PARTS.matcher(technique).find(),
                    technique.lines().findFirst().orElse(""));
        }
    }

    @Test
    void theVocabularyHasTheTermsOfTheCode() throws IOException {
        List<String> rows = SourceTree.lines(SourceTree.ROOT.resolve("docs/NETCODE.md")).stream()
                .filter(line -> line.startsWith("| "))
                .flatMap(line -> Stream.of(line.split("\\|", -1)[1].split(",")))
                .map(String::strip)
                .toList();
        List<String> missing = PlainEnglish.vocabulary().stream()
                .filter(term -> !rows.contains(term))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void noSentenceOfTheNetcodeHasTwoNumbers() {
        List<String> faults = Prose.paragraphs(SourceTree.ROOT.resolve("docs/NETCODE.md")).stream()
                .flatMap(passage -> Prose.sentences(passage.text()).stream())
                .filter(sentence -> WordCounts.numbersIn(sentence) > 1)
                .toList();
        assertEquals("", String.join("\n", faults));
    }

    @Test
    void everyTimelineHasATitleADescriptionAndDarkColours() throws IOException {
        try (Stream<Path> files = Files.list(SourceTree.ROOT.resolve("docs/netcode"))) {
            List<Path> pictures =
                    files.filter(file -> file.toString().endsWith(".svg")).toList();
            String page = read(SourceTree.ROOT.resolve("docs/NETCODE.md"));
            for (Path picture : pictures) {
                String svg = read(picture);
                assertTrue(svg.contains("<title ") && svg.contains("<desc "), picture.toString());
                assertTrue(svg.contains("prefers-color-scheme: dark"), picture.toString());
                assertTrue(page.contains("](netcode/" + picture.getFileName() + ")"), picture.toString());
            }
            assertTrue(pictures.size() >= 8);
        }
    }

    @Test
    void everyTimelineIsDrawnFromItsData() {
        Path folder = SourceTree.ROOT.resolve("docs/netcode");
        JsonObject timelines =
                JsonParser.parseString(read(folder.resolve("timelines.json"))).getAsJsonObject();
        for (String name : timelines.keySet()) {
            String svg = read(folder.resolve(name + ".svg"));
            JsonObject timeline = timelines.getAsJsonObject(name);
            assertTrue(svg.contains(timeline.get("title").getAsString()), name);
            for (JsonElement lane : timeline.getAsJsonArray("lanes")) {
                for (JsonElement box : lane.getAsJsonObject().getAsJsonArray("boxes")) {
                    String words = box.getAsJsonArray().get(1).getAsString();
                    assertTrue(svg.contains(">" + words + "</text>"), name + " lacks " + words);
                }
            }
        }
    }

    private static List<String> brokenLinks(Path document) {
        List<String> faults = new ArrayList<>();
        Matcher links = LINK.matcher(FENCE.matcher(read(document)).replaceAll(""));
        while (links.find()) {
            String link = links.group(1);
            if (!link.matches("[a-z]+:.*") && !leadsSomewhere(document, link)) {
                faults.add(document.getFileName() + " links to " + link);
            }
        }
        return faults;
    }

    private static boolean leadsSomewhere(Path document, String link) {
        int hash = link.indexOf('#');
        String name = hash < 0 ? link : link.substring(0, hash);
        Path target = name.isEmpty() ? document : document.resolveSibling(name).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0 || anchors(target).contains(link.substring(hash + 1));
    }

    /** Returns anchors by the rule of GitHub: lower case, blanks become hyphens, and other signs are removed. */
    private static List<String> anchors(Path document) {
        return HEADING.matcher(FENCE.matcher(read(document)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1).strip().toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private static String read(Path file) {
        return String.join("\n", SourceTree.lines(file));
    }
}
