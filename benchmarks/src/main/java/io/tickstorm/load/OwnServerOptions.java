package io.tickstorm.load;

import io.tickstorm.kit.JavaProcess;
import io.tickstorm.kit.Program;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that divide the machine between the tool and its servers. Filled by picocli, then only read. */
final class OwnServerOptions {
    private static final String CORES = "(\\d+([,-]\\d+)*)?";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--server-cores",
            defaultValue = "",
            description = "Cores of a server that the tool starts, such as 0 or 0-2 (with taskset)")
    private String serverCores = "";

    @Option(names = "--tool-cores", defaultValue = "", description = "Cores of the tool itself (with taskset)")
    private String toolCores = "";

    @Option(names = "--server-java", defaultValue = "", description = "Java launcher of such a server [the tool's own]")
    private String serverJava = "";

    @Option(names = "--server-heap", defaultValue = "1g", description = "Heap of such a server [${DEFAULT-VALUE}]")
    private String serverHeap = "1g";

    /** Returns the way to start a server, or throws a usage error. */
    ServerProcess.Launch launch() {
        check("--server-cores", serverCores);
        boolean isSize = serverHeap.matches("\\d+[kmgKMG]");
        Program.require(spec, isSize, "--server-heap must look like 1g or 512m, not '" + serverHeap + "'");
        return new ServerProcess.Launch(serverJava, serverCores, serverHeap);
    }

    /** Moves every thread of this process to the tool's cores. */
    void pinTool() throws IOException {
        check("--tool-cores", toolCores);
        if (!toolCores.isEmpty()) {
            String failure = "taskset refused --tool-cores " + toolCores;
            String pid = String.valueOf(ProcessHandle.current().pid());
            JavaProcess.execute(failure, "taskset", "-a", "-p", "-c", toolCores, pid);
        }
    }

    private void check(String option, String cores) {
        Program.require(spec, cores.matches(CORES), option + " looks like 0 or 0-2 or 0,2, not '" + cores + "'");
    }
}
