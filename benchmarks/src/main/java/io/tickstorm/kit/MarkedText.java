package io.tickstorm.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a page that a program writes, between two lines. Any thread.
 *
 * @param begin the line before it
 * @param end the line after it
 */
public record MarkedText(String begin, String end) {
    /** Returns the page with other text between the two lines. Throws an exception with one sentence without them. */
    public String replacedIn(Path page, String text) throws IOException {
        if (!Files.isReadable(page)) {
            throw new IOException("there is no page " + page + " to write the figures into");
        }
        String before = Files.readString(page);
        int from = before.indexOf(begin);
        int to = before.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(page + " must contain the lines \"" + begin + "\" and \"" + end + "\"");
        }
        return before.substring(0, from) + begin + "\n" + text + before.substring(to);
    }
}
