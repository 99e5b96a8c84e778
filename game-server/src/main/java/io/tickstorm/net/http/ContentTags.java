package io.tickstorm.net.http;

import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.util.ETag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Strong ETags: a hash of a file's bytes, recomputed when the file changes. File times are not sufficient, because
 * container images often give all files the same time. Any worker thread.
 */
final class ContentTags implements PathResourceManager.ETagFunction {
    /** The most cached tags; all are dropped when one more is added. */
    private static final int FILES_MAX = 512;

    /** A larger file, which the page does not have, gets no tag: hashing it would occupy a worker thread. */
    private static final long FILE_BYTES_MAX = 8 << 20;

    private static final int TAG_BYTES = 16;

    /**
     * The attributes that change when a file changes.
     *
     * @param inode null on Windows
     */
    private record Version(
            FileTime modified, long bytes, @Nullable Object inode) {}

    private record Tag(Version version, ETag tag) {}

    private final Map<Path, Tag> tags = new ConcurrentHashMap<>();

    /** Returns the tag of this file; null if it is too large or cannot be read. */
    @Override
    public @Nullable ETag generate(Path path) {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            if (!file.isRegularFile() || file.size() > FILE_BYTES_MAX) {
                return null;
            }
            Version version = new Version(file.lastModifiedTime(), file.size(), file.fileKey());
            Tag known = tags.get(path);
            return known != null && known.version().equals(version) ? known.tag() : remember(path, version);
        } catch (IOException e) {
            return null;
        }
    }

    private ETag remember(Path path, Version version) throws IOException {
        if (tags.size() >= FILES_MAX) {
            tags.clear();
        }
        ETag tag = new ETag(false, hash(path));
        tags.put(path, new Tag(version, tag));
        return tag;
    }

    private static String hash(Path path) throws IOException {
        try (InputStream file = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(file, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
