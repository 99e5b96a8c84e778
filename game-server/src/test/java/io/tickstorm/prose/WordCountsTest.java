package io.tickstorm.prose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the documents against the limits of {@link WordCounts}. Prints the counts with {@code -Dtickstorm.print=true};
 * the whole command is in {@code docs/READING.md}.
 */
class WordCountsTest {
    private static final boolean PRINTS = Boolean.getBoolean("tickstorm.print");

    @Test
    void sentencesOfTheDocumentsAreShort() {
        List<String> faults = new ArrayList<>();
        for (Path document : SourceTree.files(WordCountsTest::isChecked)) {
            WordCounts counts = WordCounts.of(document);
            if (PRINTS) {
                System.out.println(counts);
            }
            if (!counts.areSentencesShort()) {
                faults.add(counts.toString());
            }
        }
        assertEquals("", String.join("\n", faults));
    }

    /** Decision records are exempt: their measurements are their purpose. */
    @Test
    void numbersStandInTables() {
        List<String> faults = new ArrayList<>();
        for (Path document : SourceTree.files(WordCountsTest::isChecked)) {
            WordCounts counts = WordCounts.of(document);
            if (!isDecision(document) && !counts.areNumbersFew()) {
                faults.add(counts.toString());
            }
        }
        assertEquals("", String.join("\n", faults));
    }

    @Test
    void longSentencesAndManyNumbersAreFound(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.md"), "One short sentence. `Code 1 2 3` in another one.\n");
        assertTrue(
                WordCounts.of(good).areSentencesShort() && WordCounts.of(good).areNumbersFew());
        String seventeen = "word ".repeat(16) + "end. ";
        Path longOnes = Files.writeString(folder.resolve("long.md"), seventeen.repeat(3));
        assertFalse(WordCounts.of(longOnes).areSentencesShort());
        Path numbers = Files.writeString(folder.resolve("numbers.md"), "It takes 3 ms, UTF-8 is no number, 4.5 is.\n");
        assertFalse(WordCounts.of(numbers).areNumbersFew());
        assertEquals(2, WordCounts.of(numbers).numbers());
    }

    private static boolean isChecked(Path file) {
        String name = SourceTree.name(file).replace('\\', '/');
        return name.equals("README.md") || name.equals("CHANGELOG.md") || name.matches("docs/(\\w+/)?[^/]+\\.md");
    }

    private static boolean isDecision(Path file) {
        return file.getParent().endsWith("decisions");
    }
}
