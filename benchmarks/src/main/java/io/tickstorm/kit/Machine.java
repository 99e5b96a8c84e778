package io.tickstorm.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine that figures were measured on: kinds and versions, no names. Immutable. */
public record Machine(String cpu, int cores, String system, String java) {
    /** Returns the machine that this process runs on. */
    public static Machine here() {
        return new Machine(
                cpuModel("unknown CPU"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    /** Returns one line about this machine, which says whether processes are pinned to cores. */
    public static String line() {
        return cpuModel(System.getProperty("os.arch")) + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version").replaceAll("[^0-9.].*", "")
                + ", JDK " + System.getProperty("java.version")
                + (JavaProcess.CAN_PIN ? ", server and players on one core each" : ", cores NOT pinned");
    }

    @Override
    public String toString() {
        return cpu + ", " + cores + " cores for the tool, " + system + ", " + java;
    }

    private static String cpuModel(String otherwise) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }
}
