package io.tickstorm.prose;

import io.tickstorm.SourceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The lengths of a document's sentences and the numbers in them, without code, tables, headings and pictures.
 *
 * @param sentences words of each sentence, ascending
 */
record WordCounts(Path document, List<Integer> sentences, int numbers) {
    static final int MEDIAN_MAX = 16;
    static final int P90_MAX = 28;
    static final double NUMBERS_PER_100_WORDS_MAX = 2;

    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    /** A number that is not part of a word such as {@code UTF-8} or {@code int32}. */
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\d._/-])\\d[\\d.,]*");

    /** Returns the counts of a document. */
    static WordCounts of(Path document) {
        List<String> sentences = Prose.paragraphs(document).stream()
                .flatMap(passage -> Prose.sentences(passage.text()).stream())
                .filter(sentence -> Prose.words(sentence) > 0)
                .toList();
        int numbers = sentences.stream().mapToInt(WordCounts::numbersIn).sum();
        List<Integer> lengths = sentences.stream().map(Prose::words).sorted().toList();
        return new WordCounts(document, lengths, numbers);
    }

    /** Returns the number of numbers in a sentence, outside of code. */
    static int numbersIn(String sentence) {
        return (int) NUMBER.matcher(CODE.matcher(sentence).replaceAll("code"))
                .results()
                .count();
    }

    boolean areSentencesShort() {
        return atPercent(50) <= MEDIAN_MAX && atPercent(90) <= P90_MAX;
    }

    boolean areNumbersFew() {
        return numbersPer100Words() <= NUMBERS_PER_100_WORDS_MAX;
    }

    private int atPercent(int percent) {
        return sentences.isEmpty() ? 0 : sentences.get((sentences.size() - 1) * percent / 100);
    }

    private int words() {
        return sentences.stream().mapToInt(words -> words).sum();
    }

    private double numbersPer100Words() {
        return 100.0 * numbers / Math.max(1, words());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-52s %5d words, %3d sentences, median %2d, p90 %2d words; %.1f numbers per 100 words",
                SourceTree.ROOT.relativize(document.toAbsolutePath()),
                words(),
                sentences.size(),
                atPercent(50),
                atPercent(90),
                numbersPer100Words());
    }
}
