package io.tickstorm.load;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./load scenario}. Main thread. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Plays a named load on a server that it starts and stops. Without a name, lists the scenarios.")
final class ScenarioCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the scenario")
    private @Nullable String name;

    @Mixin
    private RunOptions run = new RunOptions();

    @Override
    public Integer call() throws IOException {
        if (name == null) {
            Scenario.ALL.forEach(scenario -> System.out.printf("%-20s %s%n", scenario.name(), scenario.about()));
            return 0;
        }
        return run.play(Scenario.named(name, spec));
    }
}
