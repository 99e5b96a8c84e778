package io.tickstorm.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A point in time that another process on this machine can compare with. The wall clock may be set; the monotonic clock
 * cannot be set, but restarts with the machine. Any thread.
 *
 * @param boot identifies the start of the machine; 0 if unknown
 */
record Moment(long wallMs, long boot, long monotonicNs) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /** Upper limit of a boot id, which has 37 characters. */
    private static final int BOOT_ID_BYTES_MAX = 64;

    private static final long THIS_BOOT = thisBoot();

    /** Returns the present, given the wall clock. */
    static Moment at(long wallMs) {
        return new Moment(wallMs, THIS_BOOT, System.nanoTime());
    }

    /**
     * Returns an upper limit of the time since an earlier moment, in ms. If the wall clock was set back and the machine
     * was restarted, the time is unknown.
     *
     * @param unknownMs returned in that case
     */
    long sinceMsMax(Moment earlier, long unknownMs) {
        long wall = wallMs - earlier.wallMs;
        if (isOfSameBoot(earlier)) {
            return Math.max(wall, (monotonicNs - earlier.monotonicNs) / 1_000_000);
        }
        return wall < 0 ? unknownMs : wall;
    }

    /** Returns true if the monotonic clock covers the time since an earlier moment. */
    boolean isOfSameBoot(Moment earlier) {
        return boot != 0 && boot == earlier.boot && monotonicNs - earlier.monotonicNs >= 0;
    }

    private static long thisBoot() {
        try (InputStream in = Files.newInputStream(BOOT_ID)) {
            String id = new String(in.readNBytes(BOOT_ID_BYTES_MAX), StandardCharsets.US_ASCII);
            return UUID.fromString(id.strip()).getMostSignificantBits();
        } catch (IOException | RuntimeException e) {
            // Systems other than Linux: only the wall clock is available.
            return 0;
        }
    }
}
