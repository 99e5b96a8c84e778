package io.tickstorm.load;

import io.tickstorm.kit.Program;
import io.tickstorm.kit.Seconds;
import io.tickstorm.load.client.InputOptions;
import io.tickstorm.load.client.LoadPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The times and the seed of a run. Filled by picocli, then only read. */
final class TimeOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--ramp",
            defaultValue = "2",
            converter = Seconds.class,
            description = "Time over which the players join, such as 2, 500ms, 5s or 1m [${DEFAULT-VALUE}]")
    private double rampS;

    @Option(
            names = "--warmup",
            defaultValue = "5",
            converter = Seconds.class,
            description = "Warm-up after the joins, which is not counted [${DEFAULT-VALUE}]")
    private double warmupS;

    @Option(
            names = "--duration",
            defaultValue = "20",
            converter = Seconds.class,
            description = "Counted time, such as 20, 500ms, 5s or 2m [${DEFAULT-VALUE}]")
    private double durationS;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the players and their links [${DEFAULT-VALUE}]")
    private int seed;

    @Mixin
    private InputOptions inputs = new InputOptions();

    int seed() {
        return seed;
    }

    LoadPlan.Times times() {
        return new LoadPlan.Times(rampS, warmupS, durationS, inputs.inputs());
    }

    /** Throws a usage error if a value is out of its range. */
    void check() {
        boolean fits = rampS >= 0 && rampS <= 3_600 && warmupS >= 0 && warmupS <= 3_600;
        Program.require(
                spec,
                fits && durationS >= 0.1 && durationS <= 86_400,
                "--ramp and --warmup must be 0-3600 seconds, --duration 100ms to 86400 seconds");
        inputs.check();
    }
}
