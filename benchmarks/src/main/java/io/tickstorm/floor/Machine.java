package io.tickstorm.floor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What figures were taken on, in one line: kinds and versions, no names. Any thread. */
public final class Machine {
    private Machine() {}

    public static String line() {
        return processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " "
                + System.getProperty("os.version").replaceAll("[^0-9.].*", "")
                + ", JDK " + System.getProperty("java.version")
                + (PinnedJvm.canPin() ? ", server and players on one core each" : ", cores NOT pinned");
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
