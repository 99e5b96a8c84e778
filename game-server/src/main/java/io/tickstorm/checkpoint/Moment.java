package io.tickstorm.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A point in time that another process on this machine can measure from. The wall clock may be set; the monotonic one
 * cannot, but starts anew when the machine does. Any thread.
 *
 * @param boot names the start of the machine; 0 if the system does not tell
 */
record Moment(long wallMs, long boot, long monotonicNs) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /** An id has 37 characters. */
    private static final int BOOT_ID_BYTES_MAX = 64;

    private static final long THIS_BOOT = thisBoot();

    /** The present, of which the caller knows the wall clock. */
    static Moment at(long wallMs) {
        return new Moment(wallMs, THIS_BOOT, System.nanoTime());
    }

    /**
     * Time since an earlier moment, in ms, rather too long than too short. If the wall clock was set back and the
     * machine started anew, nothing tells how long it was.
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

    /** Returns true if the monotonic clock can tell how long ago an earlier moment was. */
    boolean isOfSameBoot(Moment earlier) {
        return boot != 0 && boot == earlier.boot && monotonicNs - earlier.monotonicNs >= 0;
    }

    private static long thisBoot() {
        try (InputStream in = Files.newInputStream(BOOT_ID)) {
            String id = new String(in.readNBytes(BOOT_ID_BYTES_MAX), StandardCharsets.US_ASCII);
            return UUID.fromString(id.strip()).getMostSignificantBits();
        } catch (IOException | RuntimeException e) {
            // Other systems than Linux: the wall clock has to do.
            return 0;
        }
    }
}
