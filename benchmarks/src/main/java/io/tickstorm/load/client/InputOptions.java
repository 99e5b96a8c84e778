package io.tickstorm.load.client;

import io.tickstorm.kit.Program;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of when players send their inputs. Filled by picocli, then only read. */
public final class InputOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--inputs-every",
            description = "Ticks from an input to the next, 1-3; above 1, inputs are sent on change [${DEFAULT-VALUE}]")
    private int everyTicks = 1;

    @Option(
            names = "--phase",
            description = "steered: players move their sends to just before the tick, as the page does; fixed: they"
                    + " only choose the tick [${DEFAULT-VALUE}]")
    private LoadPlan.Phase phase = LoadPlan.Phase.steered;

    /** Throws a usage error if a value is out of its range. */
    public void check() {
        String range = "--inputs-every must be 1-3 ticks: the server needs an input 10 times a second";
        Program.require(spec, everyTicks >= 1 && everyTicks <= 3, range);
    }

    /** Returns the chosen times of inputs. */
    public LoadPlan.Inputs inputs() {
        return new LoadPlan.Inputs(everyTicks, phase);
    }
}
