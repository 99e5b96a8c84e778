package io.tickstorm.checkpoint;

import io.tickstorm.sim.StateImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder of one server's checkpoints: a file per room, replaced as a whole or not at all, and a lock that keeps
 * other servers out for as long as this process lives. One thread at a time.
 */
public final class CheckpointFolder implements AutoCloseable {
    private static final String KEPT = ".checkpoint";
    private static final String UNFINISHED = ".unfinished";
    private static final String REFUSED = ".refused";
    private static final boolean POSIX =
            java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path folder;
    private final FileChannel lock;

    private CheckpointFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws IOException whose message says why not, for a person */
    public static CheckpointFolder open(Path folder) throws IOException {
        try {
            createPrivately(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new IOException("another server keeps its rooms in " + folder);
            }
            return new CheckpointFolder(folder, channel);
        } catch (FileSystemException e) {
            throw new IOException(folder + " cannot be written" + because(e), e);
        }
    }

    /** Of other people's chat and names nobody else on the machine has to know. */
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

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Why, if the system says so. */
    static String because(Exception e) {
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? "" : " (" + reason + ")";
    }

    public Path path() {
        return folder;
    }

    /** Names of the rooms that have a checkpoint; what earlier starts refused or left unfinished is swept out. */
    public List<String> rooms() throws IOException {
        List<String> rooms = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(KEPT)) {
                    rooms.add(name.substring(0, name.length() - KEPT.length()));
                } else if (name.endsWith(UNFINISHED) || name.endsWith(REFUSED)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        rooms.sort(null);
        return rooms;
    }

    /**
     * What a room's checkpoint holds.
     *
     * @param ageMsMax how far the clock may be from when it was taken
     * @throws RefusedException if it cannot be read, or is torn, foreign or old
     */
    public StateImage read(String room, Terms terms, long nowMs, long ageMsMax) throws RefusedException {
        Path file = folder.resolve(room + KEPT);
        try {
            if (Files.size(file) > CheckpointFile.BYTES_MAX) {
                throw new RefusedException("it is larger than any room");
            }
            return CheckpointFile.decode(ByteBuffer.wrap(Files.readAllBytes(file)), terms, nowMs, ageMsMax);
        } catch (IOException e) {
            throw new RefusedException("it cannot be read" + because(e));
        }
    }

    /** Puts a checkpoint aside, so that it is refused once and not again at every start; where it is then. */
    public Path setAside(String room) throws IOException {
        return Files.move(
                folder.resolve(room + KEPT), folder.resolve(room + REFUSED), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Either the whole file is there afterwards, on the disk, or the one before it. */
    void replace(String room, ByteBuffer bytes) throws IOException {
        Path unfinished = folder.resolve(room + UNFINISHED);
        try (FileChannel file = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
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

    void delete(String room) throws IOException {
        Files.deleteIfExists(folder.resolve(room + KEPT));
    }

    /** What is left of it takes up space that the next try may need. */
    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The failure that led here is the one to tell of.
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
