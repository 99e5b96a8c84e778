package io.tickstorm.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The log of every tick of a server's rooms, to prove that no two servers tick the same room. The file is mapped into
 * memory, so that it survives the kill of the process and a record costs no system call. Any thread.
 *
 * <pre>
 *   record, big-endian:  8 B time in ns, by System.nanoTime; 0: there is no record
 *                        8 B code of the room in ASCII, padded with 0
 *                        4 B epoch
 *                        4 B tick
 *                        4 B tick of the image that the room continues from; -1: an ordinary tick
 *                        4 B unused
 * </pre>
 */
public final class TickLog {
    /** The length of a record, in bytes. */
    static final int RECORD_BYTES = 32;

    /** 2 M records last for 37 minutes of 30 rooms at 30 ticks a second; after that the log ends. */
    public static final int RECORDS_MAX = 1 << 21;

    private static final int CODE_BYTES = 8;
    /** A killed process may leave some records unfinished; after this number of them the log has ended. */
    private static final int UNFINISHED_MAX = 1_024;

    private static final int ORDINARY = -1;

    private final ByteBuffer records;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * One tick of a room.
     *
     * @param atNs time of the end of the tick, by {@code System.nanoTime}, which processes of one machine share
     * @param imageTick tick of the image from which the room continues here; -1 for an ordinary tick
     */
    public record Tick(long atNs, String room, int epoch, int tick, int imageTick) {
        /** Returns true if the server has continued the room from an image, and no tick was made. */
        public boolean isContinuation() {
            return imageTick != ORDINARY;
        }
    }

    /** Creates the file, or fails if it exists. */
    public TickLog(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            records = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) RECORDS_MAX * RECORD_BYTES);
        }
    }

    /** Adds a tick, unless the log is full. */
    public void ticked(String room, int epoch, int tick) {
        add(room, epoch, tick, ORDINARY);
    }

    /** Notes that a room continues from the image of a tick. */
    public void continued(String room, int epoch, int tick, int imageTick) {
        add(room, epoch, tick, imageTick);
    }

    private void add(String room, int epoch, int tick, int imageTick) {
        int index = next.get();
        while (index < RECORDS_MAX && !next.compareAndSet(index, index + 1)) {
            index = next.get();
        }
        if (index >= RECORDS_MAX) {
            return;
        }
        int at = index * RECORD_BYTES;
        for (int i = 0; i < CODE_BYTES && i < room.length(); i++) {
            records.put(at + 8 + i, (byte) room.charAt(i));
        }
        records.putInt(at + 16, epoch);
        records.putInt(at + 20, tick);
        records.putInt(at + 24, imageTick);
        records.putLong(at, System.nanoTime());
    }

    /** Returns the records of a file, in the order in which they were written. */
    public static List<Tick> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer in = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.BIG_ENDIAN);
            List<Tick> ticks = new ArrayList<>();
            int missing = 0;
            for (int at = 0; at + RECORD_BYTES <= in.limit() && missing < UNFINISHED_MAX; at += RECORD_BYTES) {
                if (in.getLong(at) == 0) {
                    missing++;
                    continue;
                }
                ticks.add(new Tick(
                        in.getLong(at), code(in, at + 8), in.getInt(at + 16), in.getInt(at + 20), in.getInt(at + 24)));
            }
            return ticks;
        }
    }

    private static String code(ByteBuffer in, int at) {
        byte[] code = new byte[CODE_BYTES];
        in.get(at, code);
        return new String(code, StandardCharsets.US_ASCII).replace("\0", "");
    }
}
