package io.tickstorm.prose;

import io.tickstorm.SourceTree;
import io.tickstorm.prose.Prose.Passage;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of {@code docs/plain-english.properties}, and the places that break them. Immutable.
 *
 * @param fragments words with which no doc comment begins
 * @param words words and phrases that appear nowhere
 * @param sentenceWordsMax the most words of a sentence
 * @param documented packages whose public types and methods have doc comments
 * @param swept the rules for the folders that are already clean
 * @param documentWords words and phrases that do not appear in documents
 */
record PlainEnglish(
        List<String> fragments,
        List<String> words,
        int sentenceWordsMax,
        List<String> documented,
        Swept swept,
        List<String> documentWords) {
    static final Path RULES = SourceTree.ROOT.resolve("docs/plain-english.properties");

    /** Reads the rules. */
    static PlainEnglish read() throws IOException {
        Properties rules = load();
        return new PlainEnglish(
                list(rules, "fragments"),
                list(rules, "words"),
                Integer.parseInt(rules.getProperty("sentence.words.max")),
                list(rules, "documented"),
                new Swept(
                        list(rules, "swept"),
                        list(rules, "threads"),
                        list(rules, "predicate.exceptions"),
                        list(rules, "swept.words")),
                list(rules, "document.words"));
    }

    /**
     * The rules that hold in some folders only.
     *
     * @param folders names of folders and files from the root of the repository
     * @param threads names of threads that do not begin a comment as a label
     * @param exceptions words before or after "is no" that are correct
     * @param words words and phrases that do not appear
     */
    record Swept(List<String> folders, List<String> threads, List<String> exceptions, List<String> words) {
        /** Returns true if the rules hold for a file. */
        boolean includes(Path file) {
            String name = SourceTree.name(file).replace('\\', '/');
            return folders.stream().anyMatch(folder -> name.equals(folder) || name.startsWith(folder + "/"));
        }

        /** Returns the passages that begin with the name of a thread as a label. */
        List<String> labelsIn(List<Passage> passages) {
            Pattern label = Pattern.compile(
                    "(An? |The )?(" + String.join("|", threads) + ")[^.:]{0,40}:.*", Pattern.CASE_INSENSITIVE);
            return passages.stream()
                    .filter(passage -> label.matcher(passage.text()).matches())
                    .map(Passage::where)
                    .toList();
        }

        /** Returns the lines with "is no" or "are no" in front of a noun. */
        List<String> predicatesIn(Path file) {
            String except = String.join("|", exceptions);
            return linesWith(
                    file,
                    List.of(Pattern.compile("(?i)(?<!\\b(" + except + ") )\\b(is|are) no (?!(" + except + ")\\b)")));
        }

        /** Returns the lines with a listed word. */
        List<String> wordsIn(Path file) {
            return linesWith(file, words.stream().map(PlainEnglish::wholeWord).toList());
        }
    }

    /** Returns the terms that the vocabulary table explains. */
    static List<String> vocabulary() throws IOException {
        return list(load(), "vocabulary");
    }

    private static Properties load() throws IOException {
        Properties rules = new Properties();
        try (Reader reader = Files.newBufferedReader(RULES)) {
            rules.load(reader);
        }
        return rules;
    }

    /** Returns the passages that begin with a fragment. */
    List<String> fragmentsIn(List<Passage> passages) {
        return passages.stream().filter(this::isFragment).map(Passage::where).toList();
    }

    /** Returns the places of listed words in a file. */
    List<String> wordsIn(Path file) {
        return linesWith(file, words.stream().map(PlainEnglish::wholeWord).toList());
    }

    /** Returns the places in the text of a document with a word that documents avoid. */
    List<String> documentWordsIn(Path file) {
        String text = Prose.documentText(file);
        List<String> found = new ArrayList<>();
        for (String words : documentWords) {
            Matcher places = wholeWord(words).matcher(text);
            while (places.find()) {
                long line = text.substring(0, places.start()).lines().count();
                found.add(SourceTree.name(file) + ":" + line + " " + words);
            }
        }
        return found;
    }

    private static List<String> linesWith(Path file, List<Pattern> patterns) {
        List<String> lines = SourceTree.lines(file);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            for (Pattern word : patterns) {
                if (word.matcher(lines.get(i)).find()) {
                    found.add(SourceTree.name(file) + ":" + (i + 1) + " " + word.pattern());
                }
            }
        }
        return found;
    }

    /** Returns the sentences that have more words than the rules allow. */
    List<String> longSentencesIn(List<Passage> passages) {
        List<String> found = new ArrayList<>();
        for (Passage passage : passages) {
            for (String sentence : Prose.sentences(passage.text())) {
                if (Prose.words(sentence) > sentenceWordsMax) {
                    Passage place = new Passage(passage.file(), passage.line(), sentence);
                    found.add(Prose.words(sentence) + " words: " + place.where());
                }
            }
        }
        return found;
    }

    private boolean isFragment(Passage passage) {
        return fragments.contains(passage.text().split("[ ,]", 2)[0]);
    }

    private static Pattern wholeWord(String words) {
        return Pattern.compile("\\b" + words.replace(" ", "\\s+") + "\\b", Pattern.CASE_INSENSITIVE);
    }

    private static List<String> list(Properties rules, String key) {
        return List.of(rules.getProperty(key).toString().strip().split("\\s*,\\s*"));
    }

    /** Returns true for the documents. */
    static boolean isDocument(Path file) {
        return SourceTree.name(file).toLowerCase(Locale.ROOT).endsWith(".md");
    }

    /** Returns true for files that are searched for the listed words. */
    static boolean isWritten(Path file) {
        boolean isRule = file.equals(RULES) || SourceTree.name(file).contains("/prose/");
        return !isRule && (SourceTree.isText(file) || file.toString().matches(".*\\.(properties|html|css|sh|yaml)"));
    }
}
