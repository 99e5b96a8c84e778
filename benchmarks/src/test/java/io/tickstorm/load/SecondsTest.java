package io.tickstorm.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tickstorm.kit.Seconds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SecondsTest {
    @ParameterizedTest
    @CsvSource({"5, 5", "5s, 5", "500ms, 0.5", "2m, 120", "1h, 3600", "0.5, 0.5", "1.5m, 90", " 7s , 7"})
    void readsTimesAsPeopleTypeThem(String typed, double seconds) {
        assertEquals(seconds, new Seconds().convert(typed));
        assertEquals((int) Math.ceil(seconds), new Seconds.Whole().convert(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "five", "-1", "5 s", "5sec", "1e3", "0x10", "5d", "1m30s", "99999999999"})
    void refusesTextThatIsNotATime(String typed) {
        assertThrows(CommandLine.TypeConversionException.class, () -> new Seconds().convert(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5s", "500ms", "2m", "20"})
    void theLoadToolAcceptsThem(String typed) {
        TimeOptions times = parse("--duration", typed, "--ramp", typed, "--warmup", typed);
        times.check();
        assertEquals(
                Math.round(new Seconds().convert(typed) * 1e9), times.times().durationNs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"99ms", "25h", "0"})
    void aTimeOutOfRangeIsAUsageError(String typed) {
        assertEquals(CommandLine.ExitCode.USAGE, Load.run("--duration", typed));
    }

    private static TimeOptions parse(String... arguments) {
        TimeOptions times = new TimeOptions();
        CommandLine.Model.CommandSpec command = CommandLine.Model.CommandSpec.create();
        command.addMixin("times", CommandLine.Model.CommandSpec.forAnnotatedObject(times));
        new CommandLine(command).parseArgs(arguments);
        return times;
    }
}
