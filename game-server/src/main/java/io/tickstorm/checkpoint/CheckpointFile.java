package io.tickstorm.checkpoint;

import io.tickstorm.sim.StateImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32C;

/**
 * Encodes and decodes the checkpoint of one room. One thread.
 *
 * <pre>
 *   all numbers are 32 bits, big-endian
 *
 *   magic      "TICK"
 *   format     3
 *   terms      tick rate | seats | arena seats | seed | fingerprint of the rules
 *   taken      time of the copy, three numbers of 64 bits: wall clock in ms since 1970 |
 *              the boot of the machine, 0 if unknown | monotonic clock in ns, comparable within one boot
 *   words      number of words that follow
 *   state      the words of a StateImage, as Room.transfer writes it
 *   checksum   CRC-32C of every byte before
 * </pre>
 *
 * It contains hashes of resume tokens, but not the tokens.
 */
public final class CheckpointFile {
    /** Upper limit of a file: four times the largest possible room. */
    public static final int BYTES_MAX = 32 << 20;

    private static final int MAGIC = 0x5449434B;
    private static final int FORMAT = 4;
    private static final int HEADER_BYTES = 8 * Integer.BYTES + 3 * Long.BYTES;
    private static final int WORDS_AT = HEADER_BYTES - Integer.BYTES;
    private static final int CHECKSUM_BYTES = Integer.BYTES;

    private CheckpointFile() {}

    /**
     * Encodes a room.
     *
     * @param scratch is used if it is large enough
     * @return the bytes, from position to limit
     */
    static ByteBuffer encode(Terms terms, Moment taken, StateImage image, ByteBuffer scratch) {
        int length = HEADER_BYTES + image.length() * Integer.BYTES + CHECKSUM_BYTES;
        ByteBuffer file = scratch.capacity() >= length ? scratch.clear() : ByteBuffer.allocate(length * 3 / 2);
        file.putInt(MAGIC).putInt(FORMAT);
        file.putInt(terms.tickRate()).putInt(terms.seats()).putInt(terms.arenaSeats());
        file.putInt(terms.seed()).putInt(terms.rules());
        file.putLong(taken.wallMs()).putLong(taken.boot()).putLong(taken.monotonicNs());
        file.putInt(image.length());
        file.asIntBuffer().put(image.words(), 0, image.length());
        file.position(length - CHECKSUM_BYTES);
        file.putInt(checksum(file, file.position()));
        return file.flip();
    }

    /**
     * Reads one file, and never more of it than the header announces, so that a growing or endless file costs at most
     * {@link #BYTES_MAX}.
     *
     * @return the bytes, for {@link #decode}
     * @throws RefusedException if the header is not that of a checkpoint, or the file has another length
     */
    static ByteBuffer read(ReadableByteChannel file) throws IOException, RefusedException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        fill(header, file);
        int length = lengthOf(header.flip());
        ByteBuffer bytes = ByteBuffer.allocate(length + 1).put(header);
        fill(bytes, file);
        if (bytes.position() != length) {
            throw new RefusedException("it is damaged: its length is wrong");
        }
        return bytes.flip();
    }

    private static void fill(ByteBuffer bytes, ReadableByteChannel from) throws IOException {
        while (bytes.hasRemaining() && from.read(bytes) >= 0) {
            // Each turn reads at least one byte of a bounded buffer.
        }
    }

    /** Returns the length of the whole file according to its header, at most {@link #BYTES_MAX} bytes. */
    private static int lengthOf(ByteBuffer header) throws RefusedException {
        if (header.remaining() < HEADER_BYTES || header.getInt(0) != MAGIC) {
            throw new RefusedException("it is not a checkpoint, or only the start of one");
        }
        int format = header.getInt(Integer.BYTES);
        if (format != FORMAT) {
            throw new RefusedException("its format is " + format + ", and this server reads " + FORMAT);
        }
        int words = header.getInt(WORDS_AT);
        if (words < 0 || words > (BYTES_MAX - HEADER_BYTES - CHECKSUM_BYTES) / Integer.BYTES) {
            throw new RefusedException("it is larger than any room");
        }
        return HEADER_BYTES + words * Integer.BYTES + CHECKSUM_BYTES;
    }

    /**
     * Decodes what {@link #encode} wrote.
     *
     * @param ageMsMax the largest age of the copy; also the largest time ahead of the clock if only the wall clock is
     *     known
     * @throws RefusedException if it is damaged, foreign or old
     */
    static Checkpoint decode(ByteBuffer file, Terms terms, Moment now, long ageMsMax) throws RefusedException {
        if (lengthOf(file) != file.remaining()) {
            throw new RefusedException("it is damaged: its length is wrong");
        }
        int end = file.limit() - CHECKSUM_BYTES;
        if (checksum(file, end) != file.getInt(end)) {
            throw new RefusedException("it is damaged: its checksum is wrong");
        }
        file.position(2 * Integer.BYTES);
        Terms theirs = new Terms(file.getInt(), file.getInt(), file.getInt(), file.getInt(), file.getInt());
        String difference = terms.differenceFrom(theirs);
        if (!difference.isEmpty()) {
            throw new RefusedException(difference);
        }
        Moment taken = new Moment(file.getLong(), file.getLong(), file.getLong());
        long wallAgeMs = now.wallMs() - taken.wallMs();
        // A wall clock that was set back is harmless if the monotonic clock gives the age.
        refuseIfOld(now.isOfSameBoot(taken) ? Math.max(0, wallAgeMs) : wallAgeMs, ageMsMax);
        long ranMsMax = now.sinceMsMax(taken, ageMsMax);
        refuseIfOld(ranMsMax, ageMsMax);
        int[] state = new int[file.getInt()];
        file.asIntBuffer().get(state);
        StateImage image = new StateImage();
        image.set(state, state.length);
        return new Checkpoint(image, ranMsMax);
    }

    private static void refuseIfOld(long ageMs, long ageMsMax) throws RefusedException {
        if (ageMs > ageMsMax || ageMs < -ageMsMax) {
            String age = ageMs > 0 ? ageMs / 1000 + " s old" : -(ageMs / 1000) + " s ahead of the clock";
            throw new RefusedException("it is " + age + ", and --checkpoint-age-s is " + ageMsMax / 1000);
        }
    }

    private static int checksum(ByteBuffer file, int end) {
        CRC32C checksum = new CRC32C();
        checksum.update(file.duplicate().clear().limit(end));
        return (int) checksum.getValue();
    }
}
