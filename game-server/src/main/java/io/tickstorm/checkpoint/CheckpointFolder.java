package io.tickstorm.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The folder of one server's checkpoints: a file per room, replaced atomically, and a lock that excludes other servers
 * while this process runs. It reads and writes only regular files in the folder itself: opening a FIFO or a device may
 * block forever, and a link leads elsewhere. One thread at a time.
 */
public final class CheckpointFolder implements AutoCloseable {
    private static final String KEPT = ".checkpoint";
    private static final String UNFINISHED = ".unfinished";
    private static final String REFUSED = ".refused";
    /** The most entries that are read: ten for each possible room. */
    private static final int ENTRIES_MAX = 100_000;

    /** A room code, limited as in {@code RoomIdentity}. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,16}");

    private static final int SHOWN_NAME_LENGTH_MAX = 40;
    private static final StandardOpenOption[] REPLACING = {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    private static final boolean POSIX =
            java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path folder;
    private final FileChannel lock;

    private CheckpointFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens and locks the folder.
     *
     * @throws IOException with a sentence for the operator
     */
    public static CheckpointFolder open(Path folder) throws IOException {
        try {
            createPrivately(folder);
            FileChannel channel = openLock(folder.resolve("lock"));
            if (!isLocked(channel)) {
                channel.close();
                throw new IOException("another server uses " + folder);
            }
            return new CheckpointFolder(folder, channel);
        } catch (FileSystemException e) {
            throw new IOException(folder + " cannot be written" + because(e), e);
        }
    }

    /** Creates the folder readable only by its owner, because it contains names and chat. */
    private static void createPrivately(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (Files.isDirectory(folder)) {
            return;
        }
        if (POSIX) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }

    private static FileChannel openLock(Path lock) throws IOException {
        if (Files.exists(lock, LinkOption.NOFOLLOW_LINKS) && !isRegular(lock)) {
            throw new IOException(lock + " is not a regular file");
        }
        return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isRegular(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Returns the reason that the system gives, or the message of the exception. */
    static String because(Exception e) {
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? "" : " (" + reason + ")";
    }

    public Path path() {
        return folder;
    }

    /**
     * Returns the names of the rooms that have a checkpoint; deletes files that earlier starts refused or left
     * unfinished.
     *
     * @param skipped receives a sentence for each entry that cannot be handled
     */
    public List<String> rooms(Consumer<String> skipped) throws IOException {
        List<String> rooms = new ArrayList<>();
        int entries = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (++entries > ENTRIES_MAX) {
                    skipped.accept("It has more than " + ENTRIES_MAX + " entries; the others are ignored");
                    break;
                }
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(KEPT)) {
                    addIfRoom(name.substring(0, name.length() - KEPT.length()), file, rooms, skipped);
                } else if (name.endsWith(UNFINISHED) || name.endsWith(REFUSED)) {
                    sweep(file, skipped);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        rooms.sort(null);
        return rooms;
    }

    private static void addIfRoom(String room, Path file, List<String> rooms, Consumer<String> skipped) {
        if (!CODE.matcher(room).matches()) {
            skipped.accept(shown(file) + " is ignored: its name is not a room code");
        } else if (!isRegular(file)) {
            skipped.accept(shown(file) + " is ignored: it is not a regular file");
        } else {
            rooms.add(room);
        }
    }

    private static void sweep(Path file, Consumer<String> skipped) {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            skipped.accept(shown(file) + " is ignored: it is a folder");
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            skipped.accept(shown(file) + " cannot be deleted" + because(e));
        }
    }

    /** Returns the name of a file for a sentence: short and without control characters. */
    private static String shown(Path file) {
        String name = String.valueOf(file.getFileName());
        String cut = name.length() > SHOWN_NAME_LENGTH_MAX ? name.substring(0, SHOWN_NAME_LENGTH_MAX) + "..." : name;
        return cut.replaceAll("[^\\x20-\\x7E]", "?");
    }

    /**
     * Reads a room's checkpoint.
     *
     * @param nowMs the wall clock
     * @param ageMsMax the largest age of the copy
     * @throws RefusedException if it cannot be read, or is damaged, foreign or old
     */
    public Checkpoint read(String room, Terms terms, long nowMs, long ageMsMax) throws RefusedException {
        Path path = folder.resolve(room + KEPT);
        if (!isRegular(path)) {
            throw new RefusedException("it is not a regular file");
        }
        try (SeekableByteChannel file =
                Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return CheckpointFile.decode(CheckpointFile.read(file), terms, Moment.at(nowMs), ageMsMax);
        } catch (IOException e) {
            throw new RefusedException("it cannot be read" + because(e));
        }
    }

    /** Renames a checkpoint so that it is not refused again at every start. Returns its new path. */
    public Path setAside(String room) throws IOException {
        return Files.move(
                folder.resolve(room + KEPT), folder.resolve(room + REFUSED), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Replaces the file atomically: after a crash either the new or the old file is on the disk. */
    void replace(String room, ByteBuffer bytes) throws IOException {
        Path unfinished = placeFor(room);
        try (FileChannel file = FileChannel.open(unfinished, REPLACING)) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        } catch (IOException e) {
            deleteQuietly(unfinished);
            throw e;
        }
        Files.move(
                unfinished,
                folder.resolve(room + KEPT),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Returns a free name: deletes an existing file, link or FIFO of that name, or chooses another name if it is a
     * folder.
     */
    private Path placeFor(String room) throws IOException {
        Path place = folder.resolve(room + UNFINISHED);
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            place = folder.resolve(room + "-2" + UNFINISHED);
        }
        Files.deleteIfExists(place);
        return place;
    }

    void delete(String room) throws IOException {
        Files.deleteIfExists(folder.resolve(room + KEPT));
    }

    /** Deletes a partly written file, because the next attempt may need its space. */
    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The first failure is the one to report.
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
