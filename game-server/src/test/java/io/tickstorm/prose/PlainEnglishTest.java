package io.tickstorm.prose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.SourceTree;
import io.tickstorm.prose.Prose.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the prose of comments and documents against the rules of {@code docs/plain-english.properties}. */
class PlainEnglishTest {
    private final PlainEnglish rules;

    PlainEnglishTest() throws IOException {
        rules = PlainEnglish.read();
    }

    @Test
    void noDocCommentBeginsWithAFragment() {
        assertNone(all(file -> rules.fragmentsIn(Prose.docComments(file)), SourceTree::isSource));
    }

    @Test
    void noListedWordIsUsed() {
        assertNone(all(rules::wordsIn, PlainEnglish::isWritten));
    }

    @Test
    void noDocCommentOfASweptFolderBeginsWithAThread() {
        assertNone(all(file -> rules.swept().labelsIn(Prose.docComments(file)), this::isSwept));
    }

    @Test
    void noPredicateOfASweptFolderUsesIsNo() {
        assertNone(all(rules.swept()::predicatesIn, this::isSwept));
    }

    @Test
    void noWordListedForSweptFoldersIsUsedInThem() {
        assertNone(all(rules.swept()::wordsIn, this::isSwept));
        assertTrue(SourceTree.files(this::isSwept).size() > 100, "the folders were found");
    }

    @Test
    void theChecksOfSweptFoldersFindEachFault(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("Bad.java"), """
            %1$s A loop's thread, after its tick: starts the writing. */
            %1$s I/O thread: the time. */
            %1$s Returns null: the message is no frame, seldom. */
            %1$s Returns the tick if there is no frame. I/O thread only. */
            """.formatted("/*" + "*"));
        assertEquals(2, rules.swept().labelsIn(Prose.docComments(file)).size());
        assertEquals(1, rules.swept().predicatesIn(file).size());
        assertEquals(1, rules.swept().wordsIn(file).size());
    }

    @Test
    void noWordListedForDocumentsIsUsedInThem() {
        assertNone(all(rules::documentWordsIn, PlainEnglish::isDocument));
        assertTrue(SourceTree.files(PlainEnglish::isDocument).stream().allMatch(rules.swept()::includes));
    }

    @Test
    void aWordListedForDocumentsIsFoundInTextAndTablesOnly(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("page.md"), """
            # A title

            The page is told, and goes
            on. It uses `told`.

            | a | table that tells |

            ```
            told
            ```
            <!-- figures: written by a command -->
            | told |
            <!-- end of the figures -->
            The last line is told.
            """);
        assertEquals(
                List.of(3, 14, 6, 3),
                rules.documentWordsIn(file).stream()
                        .map(place -> Integer.valueOf(place.replaceAll(".*:(\\d+) .*", "$1")))
                        .toList());
    }

    @Test
    void theRulesOfSweptFoldersHoldForFoldersAndForSingleFiles() {
        assertTrue(rules.swept().includes(SourceTree.ROOT.resolve("README.md")));
        assertTrue(rules.swept().includes(SourceTree.ROOT.resolve("docs/decisions/README.md")));
        assertFalse(rules.swept().includes(SourceTree.ROOT.resolve("README.md.old")));
    }

    @Test
    void noSentenceOfADocCommentIsTooLong() {
        assertNone(all(file -> rules.longSentencesIn(Prose.docComments(file)), SourceTree::isSource));
    }

    @Test
    void noSentenceOfADocumentIsTooLong() {
        assertNone(all(file -> rules.longSentencesIn(Prose.paragraphs(file)), PlainEnglish::isDocument));
    }

    @Test
    void everyPublicTypeAndMethodOfTheNamedPackagesIsDocumented() throws IOException {
        assertNone(PublicApi.undocumented(rules.documented()));
    }

    @Test
    void theCheckFindsEachFault(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(SourceTree.ROOT.resolve(folder).resolve("Bad.java"), """
            %s Of a tick, its number. */
            class Bad {
                /** Returns the tick. {@code %s} reads it, and %s. */
                int tick;
                /** %s. */
                int end;
            }
            """.formatted(
                        "/**",
                        rules.words().get(0),
                        rules.words().get(1),
                        "Word ".repeat(36).strip()));
        List<Passage> comments = Prose.docComments(file);
        assertEquals(3, comments.size());
        assertEquals(1, rules.fragmentsIn(comments).size());
        assertEquals(2, rules.wordsIn(file).size());
        assertEquals(1, rules.longSentencesIn(comments).size());
    }

    @Test
    void aDocumentIsReadWithoutItsCodeAndTables(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("page.md"), """
            # A title that is no sentence

            One sentence with `some code in it`. Another [with a link](https://example.org/x).

            | a | table |
            |---|---|

            ```
            code. code. code.
            ```
            - a list item
            - another one
            """);
        List<String> passages =
                Prose.paragraphs(file).stream().map(Passage::text).toList();
        assertEquals(
                List.of("One sentence with `some code in it`. Another with a link.", "a list item", "another one"),
                passages);
        assertEquals(2, Prose.sentences(passages.get(0)).size());
        assertEquals(4, Prose.words("One sentence with `some code in it`."));
    }

    @Test
    void theProseIsFound() {
        assertTrue(all(
                                file -> Prose.docComments(file).stream()
                                        .map(Passage::text)
                                        .toList(),
                                SourceTree::isSource)
                        .size()
                > 1000);
        assertFalse(SourceTree.files(PlainEnglish::isDocument).isEmpty());
    }

    private boolean isSwept(Path file) {
        return PlainEnglish.isWritten(file) && rules.swept().includes(file);
    }

    private static List<String> all(Function<Path, List<String>> check, Predicate<Path> files) {
        List<String> found = new ArrayList<>();
        SourceTree.files(files).forEach(file -> found.addAll(check.apply(file)));
        return found;
    }

    private static void assertNone(List<String> faults) {
        assertEquals("", String.join("\n", faults));
    }
}
