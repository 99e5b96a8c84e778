package io.tickstorm.checkpoint;

import io.tickstorm.sim.StateImage;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of one room's checkpoint. One thread.
 *
 * <pre>
 *   all numbers are 32 bits, big-endian
 *
 *   magic      "TICK"
 *   format     1
 *   terms      tick rate | seats | arena seats | seed | fingerprint of the rules
 *   taken      high word | low word of the wall clock in ms since 1970, when the copy was taken
 *   words      how many follow
 *   state      that many: a StateImage, as Room.transfer writes it
 *   checksum   CRC-32C of every byte before
 * </pre>
 *
 * It holds the hashes of resume tokens, and no token.
 */
public final class CheckpointFile {
    /** The largest room there can be has a quarter of it. */
    public static final int BYTES_MAX = 32 << 20;

    private static final int MAGIC = 0x5449434B;
    private static final int FORMAT = 1;
    private static final int HEADER_BYTES = 10 * Integer.BYTES;
    private static final int CHECKSUM_BYTES = Integer.BYTES;

    private CheckpointFile() {}

    /**
     * @param scratch is used if it is large enough
     * @return the bytes, from position to limit
     */
    static ByteBuffer encode(Terms terms, long takenMs, StateImage image, ByteBuffer scratch) {
        int length = HEADER_BYTES + image.length() * Integer.BYTES + CHECKSUM_BYTES;
        ByteBuffer file = scratch.capacity() >= length ? scratch.clear() : ByteBuffer.allocate(length * 3 / 2);
        file.putInt(MAGIC).putInt(FORMAT);
        file.putInt(terms.tickRate()).putInt(terms.seats()).putInt(terms.arenaSeats());
        file.putInt(terms.seed()).putInt(terms.rules());
        file.putLong(takenMs).putInt(image.length());
        file.asIntBuffer().put(image.words(), 0, image.length());
        file.position(length - CHECKSUM_BYTES);
        file.putInt(checksum(file, file.position()));
        return file.flip();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param ageMsMax how far the clock may be from when the copy was taken, either way: it may have been set
     * @throws RefusedException if it is torn, foreign or old
     */
    static StateImage decode(ByteBuffer file, Terms terms, long nowMs, long ageMsMax) throws RefusedException {
        if (file.remaining() < HEADER_BYTES + CHECKSUM_BYTES || file.getInt() != MAGIC) {
            throw new RefusedException("it is no checkpoint, or only the start of one");
        }
        int format = file.getInt();
        if (format != FORMAT) {
            throw new RefusedException("its format is " + format + ", and this server reads " + FORMAT);
        }
        int end = file.limit() - CHECKSUM_BYTES;
        if (checksum(file, end) != file.getInt(end)) {
            throw new RefusedException("it is torn: its checksum is wrong");
        }
        Terms theirs = new Terms(file.getInt(), file.getInt(), file.getInt(), file.getInt(), file.getInt());
        String difference = terms.differenceFrom(theirs);
        if (!difference.isEmpty()) {
            throw new RefusedException(difference);
        }
        refuseIfOld(nowMs - file.getLong(), ageMsMax);
        int words = file.getInt();
        if (words != (end - file.position()) / Integer.BYTES) {
            throw new RefusedException("it is torn: it is not as long as it says");
        }
        int[] state = new int[words];
        file.asIntBuffer().get(state);
        StateImage image = new StateImage();
        image.set(state, words);
        return image;
    }

    private static void refuseIfOld(long ageMs, long ageMsMax) throws RefusedException {
        if (Math.abs(ageMs) > ageMsMax) {
            String age = Math.abs(ageMs) / 1000 + " s " + (ageMs > 0 ? "old" : "ahead of the clock");
            throw new RefusedException("it is " + age + ", and --checkpoint-age-s is " + ageMsMax / 1000);
        }
    }

    private static int checksum(ByteBuffer file, int end) {
        CRC32C checksum = new CRC32C();
        checksum.update(file.duplicate().clear().limit(end));
        return (int) checksum.getValue();
    }
}
