package io.tickstorm.prose;

import io.tickstorm.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the prose of a file: the doc comments of sources and the paragraphs of documents, without code, tables and
 * pictures. Any thread.
 */
final class Prose {
    private static final Pattern DOC_COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern MARGIN = Pattern.compile("(?m)^\\s*\\*\\s?");
    private static final Pattern PICTURE = Pattern.compile("(?s)<pre>.*?</pre>|```.*?```");
    private static final Pattern TAG = Pattern.compile("(?m)^\\s*@(param\\s+\\S+|return|returns|throws\\s+\\S+)");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+([^}]*)}");
    private static final Pattern TYPE_ONLY =
            Pattern.compile("\\s*@(type|typedef|import|template)\\b.*", Pattern.DOTALL);
    private static final Pattern JSDOC_TYPE = Pattern.compile("@(param|returns?|type)\\s+\\{.*?}(\\s+\\[?[\\w.=]+]?)?");

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern GENERATED = Pattern.compile("(?s)<!-- figures.*?<!-- end of the figures -->");
    private static final Pattern NOT_PROSE = Pattern.compile("(?m)^\\s*(\\||#|<|!\\[|\\[!).*$");
    private static final Pattern BULLET = Pattern.compile("(?m)^\\s*([-*]|\\d+\\.)\\s+");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern PARAGRAPH_END = Pattern.compile("\n\\s*\n");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?][)*\"]{0,2})\\s+");

    private Prose() {}

    /**
     * A piece of prose.
     *
     * @param line the line of its file at which it begins, from 1
     */
    record Passage(Path file, int line, String text) {
        /** Returns where it stands, and its beginning. */
        String where() {
            return SourceTree.name(file) + ":" + line + " " + text.substring(0, Math.min(70, text.length()));
        }
    }

    /** Returns the doc comments of a source file, without pictures; a comment that only names a type is left out. */
    static List<Passage> docComments(Path file) {
        String source = String.join("\n", SourceTree.lines(file));
        List<Passage> found = new ArrayList<>();
        Matcher comments = DOC_COMMENT.matcher(source);
        while (comments.find()) {
            String body = MARGIN.matcher(comments.group(1)).replaceAll("");
            body = JSDOC_TYPE.matcher(body).replaceAll("");
            if (!TYPE_ONLY.matcher(body).matches() && !body.isBlank()) {
                int line = (int) source.substring(0, comments.start()).lines().count() + 1;
                found.add(new Passage(file, line, plain(body)));
            }
        }
        return found;
    }

    /** Returns the paragraphs and list items of a document, without code, headings, tables and pictures. */
    static List<Passage> paragraphs(Path file) {
        String text = String.join("\n", SourceTree.lines(file));
        text = blank(FENCE, text);
        text = blank(NOT_PROSE, text);
        text = BULLET.matcher(text).replaceAll("\n");
        List<Passage> found = new ArrayList<>();
        PARAGRAPH_END.splitAsStream(text).forEach(paragraph -> {
            String plain = plain(LINK.matcher(paragraph).replaceAll("$1"));
            if (!plain.isEmpty()) {
                found.add(new Passage(file, 1, plain));
            }
        });
        return found;
    }

    /** Returns the text of a document with its line breaks, without code and generated tables. */
    static String documentText(Path file) {
        String text = String.join("\n", SourceTree.lines(file));
        for (Pattern pattern : List.of(FENCE, GENERATED, CODE)) {
            text = pattern.matcher(text)
                    .replaceAll(part -> "\n".repeat(part.group().split("\n", -1).length - 1));
        }
        return LINK.matcher(text).replaceAll("$1");
    }

    /** Returns the sentences of a passage. */
    static List<String> sentences(String text) {
        return List.of(SENTENCE_END.split(text));
    }

    /** Returns the number of words of a sentence; a part without a letter or a digit does not count. */
    static int words(String sentence) {
        return (int) BLANKS.splitAsStream(CODE.matcher(sentence).replaceAll("code"))
                .filter(token -> token.chars().anyMatch(Character::isLetterOrDigit))
                .count();
    }

    private static String blank(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll("\n\n");
    }

    /** The tags of a comment begin sentences of their own. */
    private static String plain(String body) {
        String text = PICTURE.matcher(body).replaceAll(" ");
        text = TAG.matcher(text).replaceAll(". ");
        text = INLINE_TAG.matcher(text).replaceAll("$1");
        return text.replaceAll("</?[a-zA-Z]+>", " ").replaceAll("\\s+", " ").strip();
    }
}
