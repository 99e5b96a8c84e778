package io.tickstorm;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@code tickstorm.properties}: UTF-8, or UTF-16 with a byte order mark, as Windows editors save it.
 * Main thread.
 */
final class SettingsFile {
    /** The longest file, in bytes; all settings with their longest values need less. */
    private static final int BYTES_MAX = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private final Properties values = new Properties();
    private final Set<String> repeated = new TreeSet<>();

    /**
     * Reads the file.
     *
     * @throws IOException with a sentence for the operator if the file cannot be used; a missing file has no settings
     */
    SettingsFile(Path path) throws IOException {
        this.path = path;
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + " is not a readable file");
        }
        new NoticingRepetition().load(new StringReader(text()));
    }

    private String text() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        } catch (FileSystemException e) {
            throw new IOException(path + " cannot be read", e);
        }
        if (bytes.length > BYTES_MAX) {
            throw new IOException(path + " is longer than " + BYTES_MAX + " bytes");
        }
        try {
            String text =
                    charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') >= 0) {
                throw new CharacterCodingException();
            }
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException(path + " is not a text in UTF-8", e);
        }
    }

    /** Returns UTF-16 if the bytes begin with its byte order mark, otherwise UTF-8. */
    private static Charset charset(byte[] bytes) {
        boolean isUtf16 = bytes.length >= 2
                && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                        || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
        return isUtf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** Returns the value of a key without blanks around it; null if the file does not set it. */
    @Nullable
    String value(String key) {
        String value = values.getProperty(key);
        return value == null ? null : value.strip();
    }

    Set<String> keys() {
        return new TreeSet<>(values.stringPropertyNames());
    }

    /** Returns the keys that the file sets more than once. */
    Set<String> repeated() {
        return repeated;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** Records repeated keys; {@link Properties} itself keeps the last value silently. */
    private final class NoticingRepetition extends Properties {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized void load(java.io.Reader reader) throws IOException {
            try {
                super.load(reader);
            } catch (IllegalArgumentException e) {
                throw new IOException(path + " has a \\u that is not followed by four hexadecimal digits", e);
            }
        }

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            Object before = values.put(key, value);
            if (before != null) {
                repeated.add((String) key);
            }
            return before;
        }
    }
}
