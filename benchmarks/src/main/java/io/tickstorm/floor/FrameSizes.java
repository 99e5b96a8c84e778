package io.tickstorm.floor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Payload sizes in the order in which frames of these sizes are sent, again and again. One thread. */
final class FrameSizes {
    /** The bytes of a frame before its padding. */
    static final int MIN = 15;

    static final int MAX = 8_192;

    private final int[] sizes;
    private int next;

    FrameSizes(int[] sizes) {
        this.sizes = Arrays.stream(sizes)
                .map(size -> Math.max(MIN, Math.min(MAX, size)))
                .toArray();
    }

    /** Reads one size a line. Throws an exception with one sentence if the file holds anything else. */
    static FrameSizes read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("there is no file " + file + " that can be read");
        }
        try {
            int[] sizes = Files.readAllLines(file).stream()
                    .mapToInt(line -> Integer.parseInt(line.strip()))
                    .toArray();
            if (sizes.length == 0) {
                throw new IOException(file + " holds no sizes");
            }
            return new FrameSizes(sizes);
        } catch (NumberFormatException e) {
            throw new IOException(file + " must contain one size in bytes on each line: " + e.getMessage(), e);
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(file, Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("\n")));
    }

    /** Returns the next size; the first one follows the last. */
    int next() {
        int size = sizes[next];
        next = next + 1 == sizes.length ? 0 : next + 1;
        return size;
    }

    double mean() {
        return Arrays.stream(sizes).average().orElse(0);
    }
}
