package io.tickstorm.load;

import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the tool and the servers it starts share the machine. Filled by picocli, then only read. */
final class OwnServerOptions {
    private static final String CORES = "\\d+([,-]\\d+)*";
    private static final int TASKSET_S_MAX = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--server-cores",
            defaultValue = "",
            description = "Cores of a server that the tool starts, such as 0 or 0-2: with taskset")
    private String serverCores = "";

    @Option(names = "--tool-cores", defaultValue = "", description = "Cores of the tool itself: with taskset")
    private String toolCores = "";

    @Option(names = "--server-java", defaultValue = "", description = "Java that runs such a server [the tool's own]")
    private String serverJava = "";

    @Option(names = "--server-heap", defaultValue = "1g", description = "Its heap [${DEFAULT-VALUE}]")
    private String serverHeap = "1g";

    ServerProcess.Launch launch() {
        check("--server-cores", serverCores);
        if (!serverHeap.matches("\\d+[kmgKMG]")) {
            throw new ParameterException(
                    spec.commandLine(), "--server-heap looks like 1g or 512m, not '" + serverHeap + "'");
        }
        return new ServerProcess.Launch(serverJava, serverCores, serverHeap);
    }

    /** Every thread of this process, from now on. */
    void pinTool() throws IOException {
        check("--tool-cores", toolCores);
        if (!toolCores.isEmpty()) {
            Process taskset = new ProcessBuilder(
                            "taskset",
                            "-a",
                            "-p",
                            "-c",
                            toolCores,
                            String.valueOf(ProcessHandle.current().pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (await(taskset) != 0) {
                throw new IOException("taskset refused --tool-cores " + toolCores + ": " + said.strip());
            }
        }
    }

    private static int await(Process process) {
        try {
            return process.waitFor(TASKSET_S_MAX, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private void check(String option, String cores) {
        if (!cores.isEmpty() && !cores.matches(CORES)) {
            throw new ParameterException(
                    spec.commandLine(), option + " looks like 0 or 0-2 or 0,2, not '" + cores + "'");
        }
    }
}
