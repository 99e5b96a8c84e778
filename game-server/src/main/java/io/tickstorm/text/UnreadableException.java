package io.tickstorm.text;

/**
 * Reports that a text is not a message of a client. The message is a sentence of printable ASCII that fits into a
 * Close.
 */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LENGTH_MAX = 120;

    UnreadableException(String sentence) {
        super(readable(sentence));
    }

    UnreadableException(String sentence, Throwable cause) {
        super(readable(sentence), cause);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    private static String readable(String sentence) {
        String ascii = sentence.replaceAll("[^ -~]+", "?");
        return ascii.length() <= LENGTH_MAX ? ascii : ascii.substring(0, LENGTH_MAX - 3) + "...";
    }
}
